/** Tasks of a record (A11): those that a change brings are written with it, and count while they hold it back. */

import type { Read } from '#shared/capabilities/queries/reading';
import { described } from '#shared/capabilities/tasks/described';
import { TASK } from '#shared/capabilities/tasks/keys';
import { actOnTask, addTask, listTasks } from '#shared/capabilities/tasks/requests';
import { holds, type Task, taskIn, taskItem, taskNumber } from '#shared/capabilities/tasks/task';
import { readsAll } from '#shared/engine/access';
import { defineCapability } from '#shared/engine/capability';
import { applied } from '#shared/engine/draft';
import { recordPk } from '#shared/store/keys';
import { toInstant } from '#shared/time/clock';

export const tasks = defineCapability<unknown, never, never>({
  name: 'tasks',
  described,
  keeps: [{ begins: TASK, counted: 'tasks' }],
  requests: [
    { kind: 'list-tasks', method: 'GET', path: '*/{id}/tasks', run: listTasks },
    { kind: 'add-task', method: 'POST', path: '*/{id}/tasks', run: addTask },
    { kind: 'act-on-task', method: 'POST', path: '*/{id}/tasks/{task}/{verb}', run: actOnTask },
  ],
  envelope: { openTasks: { visibility: 'internal' } },
  settle: (draft) => {
    const mandatory = draft.tasks.filter((task) => holds(task) === 1).length;
    if (mandatory > 0) draft.record = applied(draft.record, { openTasks: (draft.record.openTasks ?? 0) + mandatory });
  },
  write: ({ tenant, plan, sequence, now }) =>
    plan.tasks.map((task, index) => {
      const number = taskNumber(sequence, index);
      const made = { number, state: 'open', createdAt: toInstant(now), ...task };
      return { put: taskItem(tenant, plan.after, made), condition: 'absent' };
    }),
});

const { 'list-tasks': _, ...others } = described.requests;

/** Tasks of a record that has others beside them: what lists them all is a query of its own, which reads these with {@link ownTasks}. */
export const tasksBeside = defineCapability<unknown, never, never>({
  ...tasks,
  described: { ...described, requests: others },
  requests: (tasks.requests ?? []).filter(({ kind }) => kind !== 'list-tasks'),
});

/** Tasks of the record itself, for those who read all of it. */
export const ownTasks: Read<readonly Task[]> = async ({ context, record }) => {
  const { definition, request, store } = context;
  if (!record || !readsAll(definition, request.caller)) return [];
  const pk = recordPk(request.caller.tenant, definition.type, record.uid);
  return (await store.queryAll({ pk, begins: TASK })).map(taskIn);
};
