/** What becomes of one thing that somebody leaves behind: a record, a task of a record, a part in a record (A11). */
import { Problem } from '#shared/http/problems';
import type { Circumstances } from '#shared/process/circumstances';
import { decideAction, decideChange, decidePatch, isOpen, type Plan, sourceStates } from '#shared/process/decide';
import type { AnyRecordDefinition, Predicate } from '#shared/process/definition';
import { storedRecord } from '#shared/process/items';
import { type Change, type Consuming, changeOnce } from '#shared/process/once';
import type { AnyRecord } from '#shared/process/record';
import { ACTIVE, taskIn, taskItem } from '#shared/process/task';
import type { Item } from '#shared/store/store';

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
    await changeOnce({ ...leaving, definition }, uid, `${origin}:${uid}`, ({ record }, circumstances) =>
      record.assignedTo === user && isOpen(definition, record)
        ? { plan: decideReturn(definition, record, circumstances) }
        : undefined,
    );
  };

const reasonOf = (user: string): string => `${user} was deactivated`;

/** By the record's own `return` where its state allows that, else only the person is taken off. Pure. */
function decideReturn(definition: AnyRecordDefinition, record: AnyRecord, circumstances: Circumstances): Plan {
  const user = record.assignedTo ?? '';
  const plan = byItsOwnAction(definition, record, reasonOf(user), circumstances);
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
            reason: reasonOf(user),
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
    await changeOnce({ ...leaving, definition }, uid, `${origin}:${uid}:part`, ({ record }, circumstances) =>
      concerned(record, circumstances)
        ? { plan: decideAction(definition, run, record, { user }, circumstances) }
        : undefined,
    );
  };
