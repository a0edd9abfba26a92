/** A record that holds two matters becomes two (A8's third way beside merging and cloning): what goes with the second one. Pure. */

import { ACTIVE, holds, SETTLED, type Task, taskNumber } from '#shared/capabilities/tasks/task';
import type { Circumstances } from '#shared/engine/circumstances';
import { decideChange, stateClass } from '#shared/engine/decide';
import type { NewTask, Plan } from '#shared/engine/plan';
import type { AnyRecordDefinition, Party } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem, problemAt } from '#shared/problems/problems';

/** How a record that holds two matters becomes two: who may do that, and which fields the new one takes over unless told otherwise. */
export interface SplitRule<N extends string = string> {
  readonly by: readonly Party[];
  readonly takes: readonly N[];
}

/** What is carried over, by reference. */
export interface Carried {
  readonly comments: readonly string[];
  readonly attachments: readonly string[];
}

/** The first entry of a new record's history. */
const FIRST = 1;

/** @throws Problem record-closed */
export function refuseSplitting(definition: AnyRecordDefinition, { id, state, deletedAt }: AnyRecord): void {
  if (deletedAt) throw new Problem('illegal-transition', `${id} is deleted; restore it first`, { from: 'deleted' });
  if (stateClass(definition, state) === 'final')
    throw new Problem('record-closed', `${id} is ${state}; what it was about is over, open a new record`);
}

const refuseTask = (index: number, slug: 'unknown-reference' | 'validation-failed', message: string): never => {
  throw problemAt(slug, `/carry/tasks/${index}`, message);
};

/** The tasks that go, in the order asked for. @throws Problem unknown-reference, validation-failed, guard-failed */
export function tasksToMove(id: string, known: readonly Task[], numbers: readonly number[]): readonly Task[] {
  const moving = numbers.map((number, index) => {
    const task = known.find((each) => each.number === number);
    if (!task) return refuseTask(index, 'unknown-reference', `${id} has no task ${number}`);
    if (numbers.indexOf(number) < index) return refuseTask(index, 'validation-failed', `task ${number} is named twice`);
    if (ACTIVE.includes(task.state)) return task;
    return refuseTask(index, 'validation-failed', `task ${number} is ${task.state}; it stays where it was settled`);
  });
  const unsettled = known.filter(({ state }) => !SETTLED.includes(state));
  for (const { number, dependsOn = [] } of unsettled) {
    const torn = unsettled.find((other) => dependsOn.includes(other.number) && isTorn(numbers, number, other.number));
    if (torn)
      throw new Problem('guard-failed', `task ${number} waits for task ${torn.number}: they go together, or stay`);
  }
  return moving;
}

const isTorn = (moving: readonly number[], one: number, other: number): boolean =>
  moving.includes(one) !== moving.includes(other);

/** The tasks as the new record gets them. @param before how many tasks it has already, of its template */
export function movedTasks(id: string, moving: readonly Task[], before: number): readonly NewTask[] {
  const numberOf = new Map(moving.map(({ number }, index) => [number, taskNumber(FIRST, before + index)]));
  return moving.map(({ number, createdAt: _, dependsOn, ...task }): NewTask => {
    const waits = dependsOn?.flatMap((other) => numberOf.get(other) ?? []) ?? [];
    return { ...task, ...(waits.length > 0 && { dependsOn: waits }), from: { id, task: number } };
  });
}

/** The tasks as they stay behind: settled, and saying where they went. */
export function leftTasks(moving: readonly Task[], into: string): readonly Task[] {
  return moving.map((task) => ({ ...task, state: 'cancelled', reason: `It went to ${into}` }));
}

/** The record that is split: what a requester sees of it does not change. */
export function decideSplit(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  { into, reason, moving }: { readonly into: string; readonly reason: string; readonly moving: readonly Task[] },
  circumstances: Circumstances,
): Plan {
  const openTasks = (record.openTasks ?? 0) - moving.filter((task) => holds(task) === 1).length;
  const parts = (tasks: readonly Task[]) =>
    Object.fromEntries(tasks.map(({ number, state, reason: why }) => [`tasks/${number}`, { state, reason: why }]));
  return decideChange(
    definition,
    record,
    moving.length > 0 ? { openTasks } : {},
    {
      command: 'split',
      reason,
      visibility: 'internal',
      emits: 'split',
      data: { into, tasks: moving.map(({ number }) => number) },
      ...(moving.length > 0 && { parts: { before: parts(moving), after: parts(leftTasks(moving, into)) } }),
    },
    circumstances,
  );
}
