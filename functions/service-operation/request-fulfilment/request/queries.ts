/** Computed reads of a request: its items, its approvals and the tasks of its steps (D3). */
import * as z from 'zod/mini';
import { query } from '#shared/capabilities/queries/query';
import { listed } from '#shared/capabilities/queries/read';
import type { Seen } from '#shared/capabilities/queries/reading';
import { ownTasks } from '#shared/capabilities/tasks/capability';
import { count, instant, taskStates } from '#shared/grammar/answer-shapes';
import * as contract from '../contract.ts';
import type { RequestTask } from '../request-task/record.ts';
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
  tasks: query({
    on: 'record',
    called: 'listTasksOfRequest',
    summary: 'The tasks of its steps, each try apart, and what else is to be done for it',
    input: {},
    reads: ({ record }: Asked) => ({
      tasks: listed<RequestTask>(contract.requestTask, { list: 'byRequest', equals: { request: record.id } }),
      own: ownTasks,
    }),
    answer: ({ read: { tasks, own } }) => ({ items: [...[...tasks].sort(inOrder).map(taskOf), ...own] }),
    answers: {
      name: 'TasksOfRequest',
      says: 'The tasks of a request that the caller may see.',
      schema: () =>
        z.object({
          items: z
            .array(
              z.object({
                ...{ id: z.exactOptional(word()), number: z.exactOptional(count), title: word(), state: taskStates },
                ...{ key: z.exactOptional(word()), attempt: z.exactOptional(count) },
                kind: z.exactOptional(word()),
                assignedGroup: z.exactOptional(word()),
                assignedTo: z.exactOptional(word()),
                dueAt: z.exactOptional(instant),
                compensates: z.exactOptional(z.boolean()),
                mandatory: z.exactOptional(z.boolean()),
                createdAt: z.exactOptional(instant),
              }),
            )
            .check(z.maxLength(5000)),
        }),
    },
  }),
  approvals: query({
    on: 'record',
    summary: 'How its approval stands; its voters and votes are those of the round under /v1/approvals',
    input: {},
    answer: ({ record }: Asked) => ({ items: roundOf(record) }),
    answers: {
      name: 'ApprovalsOfRequest',
      says: 'The last round of approval of a request, where there was one.',
      schema: () =>
        z.object({
          items: z
            .array(
              z.object({
                round: count,
                outcome: z.exactOptional(word()),
                approval: z.exactOptional(word()),
                askedAt: z.exactOptional(instant),
                decidedAt: z.exactOptional(instant),
                comment: z.exactOptional(z.string().check(z.maxLength(4000))),
              }),
            )
            .check(z.maxLength(5000)),
        }),
    },
  }),
};

const inOrder = (one: Seen<RequestTask>, other: Seen<RequestTask>): number =>
  (one.createdAt ?? '').localeCompare(other.createdAt ?? '') || (one.key ?? '').localeCompare(other.key ?? '');

/** A task of a step, as it is listed. */
function taskOf({
  id,
  state,
  title,
  key,
  attempt,
  kind,
  assignedGroup,
  assignedTo,
  dueAt,
  compensates,
}: Seen<RequestTask>) {
  return {
    ...{ id, state, title },
    ...(key !== undefined && { key }),
    ...(attempt !== undefined && { attempt }),
    ...(kind !== undefined && { kind }),
    ...(assignedGroup !== undefined && { assignedGroup }),
    ...(assignedTo !== undefined && { assignedTo }),
    ...(dueAt !== undefined && { dueAt }),
    ...(compensates && { compensates }),
  };
}

/** Where nobody had to be asked there was no round. */
function roundOf({
  approvalRound: round,
  approvalOutcome: outcome,
  approval,
  approvalAskedAt: askedAt,
  decidedAt,
  decision: comment,
}: Seen<Request>) {
  if (round === undefined || askedAt === undefined) return [];
  return [
    {
      round,
      ...(outcome !== undefined && { outcome }),
      ...(approval !== undefined && { approval }),
      askedAt,
      ...(decidedAt !== undefined && { decidedAt }),
      ...(comment !== undefined && { comment }),
    },
  ];
}
