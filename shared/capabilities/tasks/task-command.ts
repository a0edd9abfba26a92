/** One change of a task, with its record: every change of one is a change of the record. */
import { TASK } from '#shared/capabilities/tasks/keys';
import { earliestDue, holds, SETTLED, type Task, taskIn, taskItem } from '#shared/capabilities/tasks/task';
import type { Circumstances } from '#shared/engine/circumstances';
import { runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { decidePatch, stateClass } from '#shared/engine/decide';
import type { Stored } from '#shared/engine/items';
import { refuseUnknownNames } from '#shared/engine/names';
import type { Plan } from '#shared/engine/plan';
import { restOf } from '#shared/engine/rest';
import { reference } from '#shared/grammar/fields';
import { etag, type Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import { recordPk } from '#shared/store/keys';
import type { Caller } from '#shared/tenancy/context';
import { permitted } from '#shared/tenancy/roles';

const assignee = { assignedTo: reference({ directory: 'person' }) };

/** Who may do it beside those who change the record, and what they are told beside the task. */
interface TaskRules {
  readonly allowed?: (caller: Caller) => boolean;
  readonly tell?: (task: Task, stored: Stored) => object;
}

/** Every task of a record, in the order of their numbers. */
export async function tasksOf({ definition, request, store }: Context, { record }: Stored): Promise<readonly Task[]> {
  const items = await store.queryAll({
    pk: recordPk(request.caller.tenant, definition.type, record.uid),
    begins: TASK,
  });
  return items.map(taskIn);
}

/** @throws Problem record-closed */
export function refuseClosed({ definition }: Context, { record }: Stored): void {
  if (stateClass(definition, record.state) === 'final')
    throw new Problem('record-closed', `${record.id} is ${record.state}`);
}

/** @throws Problem guard-failed while tasks that it depends on are not over */
export function refuseWaiting(task: Task, known: readonly Task[]): void {
  const waitsFor = known.filter(({ number, state }) => task.dependsOn?.includes(number) && !SETTLED.includes(state));
  if (waitsFor.length > 0)
    throw new Problem(
      'guard-failed',
      `task ${task.number} waits for ${waitsFor.map(({ number }) => number).join(', ')}`,
    );
}

/**
 * One change of a task: the task item and the parent's count of open mandatory ones in one transaction. Tasks are read after their record, which
 * every change of one changes: whoever loses a race decides anew, on what the tasks are by then.
 */
export function taskCommand(
  context: Context,
  status: number,
  change: (
    stored: Stored,
    known: readonly Task[],
    circumstances: Circumstances,
  ) =>
    | { readonly before: Task | undefined; readonly after: Task }
    | Promise<{ readonly before: Task | undefined; readonly after: Task }>,
  { allowed, tell }: TaskRules = {},
): Promise<Response> {
  const { definition, request } = context;
  let after: Task | undefined;
  return runCommand(context, {
    allowed: (_, { caller }) => permitted(definition.permissions, caller.roles, 'U') || (allowed?.(caller) ?? false),
    precondition: 'optional',
    parse: () => undefined,
    decide: async (stored, _, circumstances): Promise<Plan> => {
      const known = await tasksOf(context, stored);
      const { before, after: next } = await change(stored, known, circumstances);
      after = next;
      if (next.assignedTo !== before?.assignedTo)
        await refuseUnknownNames(context, assignee, { assignedTo: next.assignedTo });
      const openTasks = (stored.record.openTasks ?? 0) + holds(next) - holds(before);
      const tasksDueAt = earliestDue([...known.filter(({ number }) => number !== next.number), next]) ?? null;
      const changes = { openTasks, ...(tasksDueAt !== (stored.record.tasksDueAt ?? null) && { tasksDueAt }) };
      const rested = await restOf(context, { record: stored.record });
      const plan = decidePatch(definition, stored.record, changes, { ...circumstances, ...rested.known });
      const emission = { name: before ? 'task_changed' : 'task_added', data: { task: next.number, state: next.state } };
      // Tasks are internal: a requester's view of the record does not move.
      const { version, updatedAt, updatedBy } = stored.record;
      return {
        ...plan,
        after: { ...plan.after, version, updatedAt, updatedBy },
        command: before ? 'change-task' : 'add-task',
        emissions: [emission],
        visibility: 'internal',
      };
    },
    also: (plan) => (after ? [{ put: taskItem(request.caller.tenant, plan.after, after) }] : []),
    respond: ({ stored }) => ({
      status,
      body: after,
      headers: { etag: etag(stored.record.version) },
    }),
    ...(tell && {
      tell: (response, stored) => {
        const task = response.body as Task;
        return { ...response, body: { ...task, ...tell(task, stored) } };
      },
    }),
  });
}
