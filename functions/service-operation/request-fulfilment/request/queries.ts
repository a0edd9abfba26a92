/** Computed reads of a request: its items, its approvals and the tasks of its steps (D3). */
import * as z from 'zod/mini';
import { query } from '#shared/capabilities/queries/query';
import { listed } from '#shared/capabilities/queries/read';
import type { Seen } from '#shared/capabilities/queries/reading';
import * as contract from '../contract.ts';
import type { RequestTask } from '../request-task/record.ts';
import { requestTaskFields, requestTaskStates } from '../request-task/record.ts';
import { type Request, requestFields } from './record.ts';

const word = () => z.string().check(z.maxLength(400));

interface Asked {
  readonly record: Seen<Request>;
}

export const requestQueries = {
  items: query({
    on: 'record',
    summary: 'The items of the request, with their prices and how far they are',
    input: {},
    answer: ({ record }: Asked) => ({ items: record.items ?? [] }),
    answers: {
      name: 'RequestItems',
      says: 'The items of a request.',
      schema: () => z.object({ items: requestFields.items.schema }),
    },
  }),
  requestTasks: query({
    on: 'record',
    path: 'request-tasks',
    summary: 'The tasks of its steps, each try apart',
    input: {},
    reads: ({ record }: Asked) => ({
      tasks: listed<RequestTask>(contract.requestTask, { list: 'byRequest', equals: { request: record.id } }),
    }),
    answer: ({ read: { tasks } }) => ({
      items: tasks.map(({ id, state, title, key, attempt, kind, assignedGroup, assignedTo, compensates }) => ({
        ...{ id, state, title, key: key ?? '', attempt: attempt ?? 1 },
        ...(kind !== undefined && { kind }),
        ...(assignedGroup !== undefined && { assignedGroup }),
        ...(assignedTo !== undefined && { assignedTo }),
        ...(compensates && { compensates }),
      })),
    }),
    answers: {
      name: 'TasksOfRequest',
      says: 'The tasks of a request that the caller may see.',
      schema: () =>
        z.object({
          items: z.array(
            z.object({
              ...{ id: word(), title: word(), key: word(), attempt: z.int() },
              state: z.enum(Object.keys(requestTaskStates) as [string, ...string[]]),
              kind: z.exactOptional(requestTaskFields.kind.schema),
              assignedGroup: z.exactOptional(word()),
              assignedTo: z.exactOptional(word()),
              compensates: z.exactOptional(z.boolean()),
            }),
          ),
        }),
    },
  }),
};
