/** What is told of tasks. */
import * as z from 'zod/mini';
import { newTask, taskVerbs, verbInput } from '#shared/capabilities/tasks/requests';
import type { Task } from '#shared/capabilities/tasks/task';
import { count, instant, page, taskFacts, taskStates } from '#shared/grammar/answer-shapes';
import type { PartDescription } from '#shared/grammar/capability';
import { COUNT } from '#shared/grammar/envelope-schemas';

const task = z.object({
  number: count,
  state: taskStates,
  ...taskFacts,
  createdAt: instant,
}) satisfies z.ZodMiniType<Task>;

const data = { task: z.int().check(z.gte(1)), state: z.string().check(z.minLength(1), z.maxLength(400)) };
const conflicts = ['record-closed', 'illegal-transition', 'guard-failed'] as const;

const posted = ['ETag', 'Idempotency-Replayed'];

export const described: PartDescription = {
  requests: {
    'list-tasks': {
      called: ({ one }) => [`list${one}Tasks`, 'List its tasks'],
      answers: [{ is: 'component', name: 'TaskList', says: 'The tasks; none for a requester.' }],
    },
    'add-task': {
      called: ({ one }) => [`addTaskTo${one}`, 'Add a task'],
      input: {
        ...{ name: 'NewTask', says: 'A task to add.', like: 'action' },
        schema: () => newTask,
        example: () => ({ title: 'Call the caller back' }),
      },
      ifMatch: 'optional',
      answers: [{ is: 'component', name: 'Task', says: 'The task.', status: 201, headers: posted }],
      conflicts,
      ruled: true,
    },
    'act-on-task': {
      called: ({ one }) => [`actOn${one}Task`, 'Start, finish, fail, skip or cancel a task'],
      input: { name: 'TaskInput', says: 'Why, where that is asked.', schema: () => verbInput, like: 'action' },
      ifMatch: 'optional',
      parameters: [
        {
          ...{ name: 'task', in: 'path', says: 'The task’s number.' },
          schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 2_147_483_647 },
        },
        { name: 'verb', in: 'path', says: 'What to do with it.', schema: { type: 'string', enum: taskVerbs } },
      ],
      answers: [
        { is: 'component', name: 'Task', says: 'The task, or what would happen.', orDryRun: true, headers: posted },
      ],
      conflicts,
      ruled: true,
    },
  },
  answers: {
    Task: [task, 'A task of a record.'],
    TaskList: [page(task), 'Tasks in the order of their numbers.', 'Task'],
  },
  events: {
    task_added: { says: 'A task was added.', data },
    task_changed: { says: 'A task changed its state.', data },
  },
  envelope: { openTasks: { title: 'Mandatory tasks that are neither done nor skipped', schema: COUNT } },
};
