/** What a change of a record means for its workflow: begun, moved on, held or over, and told of to the machine that follows it. Pure. */
import type { Circumstances } from '#shared/engine/circumstances';
import { applied, type Draft } from '#shared/engine/draft';
import type { Emission } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { anotherExecution, begin, type Heard, hear, hold, stop, type View } from '#shared/kit/workflow/advance';
import { WORKFLOW_BEAT, WORKFLOW_MOVED, WORKFLOW_STARTED } from '#shared/kit/workflow/followed';
import { isOver, type Run, redriveAt } from '#shared/kit/workflow/run';
import type { AnyWorkflow } from '#shared/kit/workflow/workflow';
import type { Configuration } from '#shared/tenancy/configuration';
import { toInstant } from '#shared/time/clock';

const OWN: ReadonlySet<string> = new Set([WORKFLOW_STARTED, WORKFLOW_MOVED, WORKFLOW_BEAT]);

/** What the rules of a workflow see; they are typed where it is stated. */
export const viewOf = (record: AnyRecord, config: Configuration, now: number): View => ({
  record: record as never,
  config: config as never,
  now,
});

/** The draft has the run as it is after the change, and the event that the machine follows. */
export function settleRun(
  workflow: AnyWorkflow,
  draft: Draft,
  { config, now }: Circumstances,
  before: AnyRecord | undefined,
): void {
  const { record, called } = draft;
  const heard = { command: called?.action ?? '', input: called?.input ?? {} };
  const moved = runAfter(workflow, before, record, heard, viewOf(record, config, now));
  const run = moved && followedUp(moved, now);
  if (run && run !== record.workflow) draft.record = applied(record, { workflow: run });
  const told = tell(before?.workflow, run);
  draft.emissions = [...draft.emissions.filter(({ name }) => !OWN.has(name)), ...(told ? [told] : [])];
}

/** Whoever was to go on lost it: the run is taken up by another execution. */
function followedUp(run: Run, now: number): Run {
  const at = redriveAt(run);
  return at === undefined || at > now ? run : { ...anotherExecution(run), takenUpAt: toInstant(now) };
}

function runAfter(
  workflow: AnyWorkflow,
  before: AnyRecord | undefined,
  { state, deletedAt, workflow: run }: AnyRecord,
  heard: Heard,
  view: View,
): Run | undefined {
  const { begins, during = [], paused = [] } = workflow;
  const isWithin = (each: string): boolean => [begins, ...during, ...paused].includes(each);
  if (!run || isOver(run))
    return state === begins && !(before && isWithin(before.state)) ? begin(workflow, view, run) : run;
  const moved = hear(workflow, run, heard, view);
  if (isOver(moved)) return moved;
  return isWithin(state) && !deletedAt ? hold(moved, paused.includes(state)) : stop(moved);
}

/** What the machine is told, if it has something to do. */
function tell(before: Run | undefined, after: Run | undefined): Emission | undefined {
  if (!after || after === before) return undefined;
  const { number, execution, moves, phase, step, at, failures } = after;
  const failure =
    failures.length > (before?.number === number ? before.failures.length : 0) ? failures.at(-1) : undefined;
  const data = {
    ...{ run: number, execution, moves, phase, at },
    ...(step !== undefined && { step }),
    ...(failure && { failed: failure.step, because: failure.because }),
  };
  const name =
    execution === before?.execution ? (moves === before.moves ? WORKFLOW_BEAT : WORKFLOW_MOVED) : WORKFLOW_STARTED;
  return { name, data, visibility: 'internal' };
}
