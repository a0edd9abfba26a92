/** Tasks of kinds that a process declares: due by the business calendar, completed with a form, evidence or a token, and overdue in lists (A11, ADR 75). */
import { described } from '#shared/capabilities/task-kinds/described';
import { ofKind, type TaskKinds } from '#shared/capabilities/task-kinds/kinds';
import { addTaskOfKind, completeTask } from '#shared/capabilities/task-kinds/requests';
import { earliestDue } from '#shared/capabilities/tasks/task';
import { defineCapability } from '#shared/engine/capability';
import { applied } from '#shared/engine/draft';
import type { AnyRecordDefinition, CompiledPart } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';

/** Whether a task of the record was due before now. */
const isOverdue = ({ tasksDueAt }: AnyRecord, now: number): boolean =>
  typeof tasksDueAt === 'string' && Date.parse(tasksDueAt) < now;

const withFilter = (definition: AnyRecordDefinition): AnyRecordDefinition => ({
  ...definition,
  filters: {
    ...definition.filters,
    overdueTasks: {
      of: ['true', 'false'],
      holds: (record: AnyRecord, word, _, now) => isOverdue(record, now) === (word === 'true'),
      says: 'Whether one of its tasks is overdue.',
    },
  },
});

/** @param kinds by the name that a rule or a request adds a task by */
export function taskKinds(kinds: TaskKinds): CompiledPart<unknown, never, never> {
  return defineCapability<unknown, never, never>({
    name: 'task-kinds',
    described,
    notes: Object.entries(kinds).map(([name, { title }]) => `Tasks of the kind \`${name}\`: ${title}.`),
    compile: withFilter,
    envelope: { tasksDueAt: { visibility: 'internal' } },
    requests: [
      {
        kind: 'add-task-of-kind',
        method: 'POST',
        path: '*/{id}/task-kinds/{kind}',
        run: (context) => addTaskOfKind(context, kinds),
      },
      {
        kind: 'complete-task',
        method: 'POST',
        path: '*/{id}/task-results/{task}',
        run: (context) => completeTask(context, kinds),
      },
    ],
    settle: (draft, { config, now }) => {
      draft.tasks = draft.tasks.map((task) => ofKind(kinds, task, config, now));
      const { tasksDueAt } = draft.record;
      const known = typeof tasksDueAt === 'string' ? [{ dueAt: tasksDueAt }] : [];
      const first = earliestDue([...known, ...draft.tasks]);
      if (first !== undefined && first !== tasksDueAt) draft.record = applied(draft.record, { tasksDueAt: first });
    },
  });
}
