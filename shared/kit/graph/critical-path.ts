/** When tasks that wait for one another can be done at the earliest, and which of them may not be late (C2, K7). Pure. */
import { circleIn } from '#shared/kit/graph/cycles';

/** How a task waits for another: its start or finish for the other's finish or start. */
export type Waiting = 'FS' | 'SS' | 'FF' | 'SF';

export interface PlannedTask {
  readonly id: string;
  /** In whatever unit; lags are in the same. */
  readonly duration: number;
  readonly after?: readonly { readonly task: string; readonly kind?: Waiting; readonly lag?: number }[];
}

export interface ScheduledTask {
  readonly id: string;
  readonly start: number;
  readonly finish: number;
  /** How much later it can be without making the whole later. */
  readonly float: number;
}

export interface Schedule {
  readonly tasks: readonly ScheduledTask[];
  readonly length: number;
  /** The tasks whose lateness is that of the whole, in order; of several such ways the first. */
  readonly path: readonly string[];
}

/** Tasks that wait for one another all round: there is no plan. */
export class CycleError extends RangeError {
  readonly cycle: readonly string[];

  constructor(cycle: readonly string[]) {
    super(`these tasks wait for one another: ${cycle.join(', ')}`);
    this.name = 'CycleError';
    this.cycle = cycle;
  }
}

interface Link {
  readonly before: PlannedTask;
  readonly after: PlannedTask;
  readonly kind: Waiting;
  readonly lag: number;
}

/** The earliest start of a task that one link allows. */
function earliest({ before, after, kind, lag }: Link, startOf: (id: string) => number): number {
  const begun = startOf(before.id) + (kind === 'FS' || kind === 'FF' ? before.duration : 0) + lag;
  return kind === 'FS' || kind === 'SS' ? begun : begun - after.duration;
}

/** The latest start of a task that one link allows, when what comes after it starts then at the latest. */
function latest({ before, after, kind, lag }: Link, startOf: (id: string) => number): number {
  const ended = startOf(after.id) + (kind === 'FF' || kind === 'SF' ? after.duration : 0) - lag;
  return kind === 'FS' || kind === 'FF' ? ended - before.duration : ended;
}

function linksOf(tasks: readonly PlannedTask[]): readonly Link[] {
  const known = new Map(tasks.map((task) => [task.id, task]));
  return tasks.flatMap((after) =>
    (after.after ?? []).map(({ task, kind = 'FS', lag = 0 }) => {
      const before = known.get(task);
      if (!before) throw new RangeError(`${after.id} waits for ${task}, which is no task of the plan`);
      return { before, after, kind, lag };
    }),
  );
}

/** Tasks so that each comes after those it waits for; otherwise in their order. @throws CycleError */
function inOrder(tasks: readonly PlannedTask[], links: readonly Link[]): readonly PlannedTask[] {
  const cycle = circleIn(links.map(({ before, after }) => ({ from: before.id, to: after.id })));
  if (cycle) throw new CycleError(cycle);
  const open = new Map(tasks.map(({ id }) => [id, 0]));
  for (const { after } of links) open.set(after.id, (open.get(after.id) ?? 0) + 1);
  const following = Map.groupBy(links, ({ before }) => before.id);
  const ready = tasks.filter(({ id }) => open.get(id) === 0);
  for (let i = 0; i < ready.length; i++) {
    for (const { after } of following.get(ready[i]?.id ?? '') ?? []) {
      const left = (open.get(after.id) ?? 0) - 1;
      open.set(after.id, left);
      if (left === 0) ready.push(after);
    }
  }
  return ready;
}

/** @throws CycleError; RangeError for a task that waits for one that is not there */
export function scheduleOf(tasks: readonly PlannedTask[]): Schedule {
  const links = linksOf(tasks);
  const order = inOrder(tasks, links);
  const into = Map.groupBy(links, ({ after }) => after.id);
  const outOf = Map.groupBy(links, ({ before }) => before.id);
  const starts = new Map<string, number>();
  const startOf = (id: string): number => starts.get(id) ?? 0;
  for (const { id } of order)
    starts.set(id, Math.max(0, ...(into.get(id) ?? []).map((link) => earliest(link, startOf))));
  const length = Math.max(0, ...tasks.map(({ id, duration }) => startOf(id) + duration));
  const lastStarts = new Map<string, number>();
  const lastStartOf = (id: string): number => lastStarts.get(id) ?? length;
  for (const { id, duration } of order.toReversed())
    lastStarts.set(id, Math.min(length - duration, ...(outOf.get(id) ?? []).map((link) => latest(link, lastStartOf))));
  return {
    tasks: tasks.map(({ id, duration }) => {
      const start = startOf(id);
      return { id, start, finish: start + duration, float: lastStartOf(id) - start };
    }),
    length,
    path: pathOf(tasks, into, startOf, length),
  };
}

/** Back from the first task that ends last, each time to what it had to wait for. */
function pathOf(
  tasks: readonly PlannedTask[],
  into: ReadonlyMap<string, readonly Link[]>,
  startOf: (id: string) => number,
  length: number,
): readonly string[] {
  const path: string[] = [];
  let at = tasks.find(({ id, duration }) => startOf(id) + duration === length);
  while (at) {
    const { id } = at;
    path.unshift(id);
    // What starts at the very beginning waited for nothing, even where a link would allow it no earlier.
    at = into.get(id)?.find((link) => earliest(link, startOf) === startOf(id))?.before;
  }
  return path;
}
