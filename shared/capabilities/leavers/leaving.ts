/** What becomes of one thing that somebody leaves behind: a record, a task of a record, a part in a record (A11). */

import { ACTIVE, taskIn, taskItem } from '#shared/capabilities/tasks/task';
import type { Circumstances } from '#shared/engine/circumstances';
import type { Consuming } from '#shared/engine/consuming';
import { decideAction, decideChange, decidePatch, isOpen, sourceStates } from '#shared/engine/decide';
import { storedRecord } from '#shared/engine/items';
import { type Change, changeOnce } from '#shared/engine/once';
import type { Plan } from '#shared/engine/plan';
import { decideRested, restOf, withJoined } from '#shared/engine/rest';
import type { AnyRecordDefinition, Predicate } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';
import type { Item } from '#shared/store/store';
import { reasonOfLeaving } from '#shared/tenancy/users';

/** Somebody who leaves, seen from one process. */
export interface Leaving extends Omit<Consuming, 'definition'> {
  readonly user: string;
  /** The event by which they were deactivated. */
  readonly origin: string;
}

type Left = (leaving: Leaving, item: Item) => Promise<void>;

/** A record that is assigned to them goes back to its group. */
export const returnRecord =
  (definition: AnyRecordDefinition): Left =>
  async (leaving, item) => {
    const { user, origin } = leaving;
    const uid = storedRecord(item)?.record.uid;
    if (uid === undefined) return;
    const consuming = { ...leaving, definition };
    await changeOnce(consuming, uid, `${origin}:${uid}`, async ({ record }, circumstances) => {
      if (record.assignedTo !== user || !isOpen(definition, record)) return undefined;
      const { known } = await restOf(consuming, { record });
      const standing = { ...circumstances, ...known };
      const plan = decideReturn(definition, record, standing);
      return { plan: await withJoined(consuming, 'return', {}, plan, standing) };
    });
  };

/** By the record's own `return` where its state allows that, else only the person is taken off. Pure. */
function decideReturn(definition: AnyRecordDefinition, record: AnyRecord, circumstances: Circumstances): Plan {
  const user = record.assignedTo ?? '';
  const plan = byItsOwnAction(definition, record, reasonOfLeaving(user), circumstances);
  const { after } = plan;
  const returned = { name: 'assignment.returned', data: { user, group: after.assignedGroup ?? null } };
  return { ...plan, command: 'return', emissions: [...plan.emissions, returned] };
}

function byItsOwnAction(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  reason: string,
  circumstances: Circumstances,
): Plan {
  const action = definition.actions.return;
  if (action && sourceStates(definition, action).includes(record.state)) {
    try {
      const plan = decideAction(definition, 'return', record, { reason }, circumstances);
      if (plan.after.assignedTo === undefined) return plan;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return { ...decidePatch(definition, record, { assignedTo: null }, circumstances), reason };
}

/** A task that they have in hand is open again, for its group or its record's. Tasks are internal: a requester's view does not move. */
export const returnTask =
  (definition: AnyRecordDefinition): Left =>
  async (leaving, { pk, sk }) => {
    const { store, caller, user, origin } = leaving;
    const uid = pk.slice(pk.lastIndexOf('#') + 1);
    await changeOnce(
      { ...leaving, definition },
      uid,
      `${origin}:${uid}:${sk}`,
      async ({ record }, circumstances): Promise<Change | undefined> => {
        const found = await store.get({ pk, sk });
        const { assignedTo, ...task } = (found && taskIn(found)) ?? {};
        if (!('number' in task) || assignedTo !== user || !ACTIVE.includes(task.state) || !isOpen(definition, record))
          return undefined;
        const next = { ...task, state: task.state === 'in_progress' ? 'open' : task.state };
        const group = task.assignedGroup ?? record.assignedGroup ?? null;
        const part = `tasks/${task.number}`;
        const plan = decideChange(
          definition,
          record,
          {},
          {
            command: 'return-task',
            reason: reasonOfLeaving(user),
            visibility: 'internal',
            parts: { before: { [part]: { assignedTo, state: task.state } }, after: { [part]: { state: next.state } } },
            emits: 'task_changed',
            data: { task: task.number, state: next.state },
          },
          circumstances,
        );
        const returned = { name: 'assignment.returned', data: { user, group, task: task.number } };
        return {
          plan: { ...plan, emissions: [...plan.emissions, returned] },
          also: [{ put: taskItem(caller.tenant, record, next) }],
        };
      },
    );
  };

/** A record in which they have a part goes on without them, as its definition says. */
export const concludePart =
  (definition: AnyRecordDefinition, { concerns, run }: NonNullable<AnyRecordDefinition['departure']>): Left =>
  async (leaving, item) => {
    const { user, origin } = leaving;
    const has = concerns as Predicate<AnyRecord>;
    const concerned = (record: AnyRecord, { config, now }: Pick<Circumstances, 'config' | 'now'>): boolean =>
      isOpen(definition, record) && has(record, user, config, now);
    const uid = storedRecord(item)?.record.uid;
    if (uid === undefined) return;
    await changeOnce({ ...leaving, definition }, uid, `${origin}:${uid}:part`, async ({ record }, known) =>
      concerned(record, known)
        ? { plan: await decideRested({ ...leaving, definition }, record, run, { user }, known) }
        : undefined,
    );
  };
