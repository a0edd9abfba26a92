/** What is told of tasks of kinds. */
import * as z from 'zod/mini';
import { newTaskOfKind, taskResult } from '#shared/capabilities/task-kinds/requests';
import { count, instant, name, taskFacts, taskStates } from '#shared/grammar/answer-shapes';
import { nothing, type PartDescription } from '#shared/grammar/capability';

const conflicts = ['record-closed', 'illegal-transition', 'guard-failed'] as const;
const headers = ['ETag', 'Idempotency-Replayed'];

export const described: PartDescription = {
  ...nothing,
  requests: {
    'add-task-of-kind': {
      called: ({ one }) => [`addTaskOfKindTo${one}`, 'Add a task of a kind'],
      input: { name: 'NewTaskOfKind', says: 'A task of a kind to add.', schema: () => newTaskOfKind, like: 'action' },
      ifMatch: 'optional',
      parameters: [{ name: 'kind', in: 'path', says: 'The kind’s name.', schema: { type: 'string', maxLength: 80 } }],
      answers: [
        { is: 'component', name: 'TaskOfKind', says: 'The task, with its token if it has one.', status: 201, headers },
      ],
      conflicts,
      ruled: true,
    },
    'complete-task': {
      called: ({ one }) => [`complete${one}Task`, 'Complete a task with what its kind asks for'],
      input: { name: 'TaskResult', says: 'What completes a task.', schema: () => taskResult, like: 'action' },
      ifMatch: 'optional',
      parameters: [
        {
          ...{ name: 'task', in: 'path', says: 'The task’s number.' },
          schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 2_147_483_647 },
        },
      ],
      answers: [
        { is: 'component', name: 'TaskOfKind', says: 'The task, or what would happen.', orDryRun: true, headers },
      ],
      conflicts,
      ruled: true,
    },
  },
  answers: {
    TaskOfKind: [
      z.object({ number: count, state: taskStates, ...taskFacts, createdAt: instant, token: z.exactOptional(name) }),
      'A task of a kind; `token` is told when it is added, and lets another system complete it once.',
    ],
  },
  envelope: {
    tasksDueAt: {
      title: 'When the first of its tasks is due',
      schema: { type: 'string', format: 'date-time', maxLength: 40 },
    },
  },
};
