/** Operations: work on many records that a request began and that goes on by itself (A1, A8). */

import { newUlid } from '#shared/ids/ulid';
import type { Job, JobKind } from '#shared/jobs/job';
import { operationKey } from '#shared/jobs/keys';
import { Problem } from '#shared/problems/problems';
import { requesterPk } from '#shared/store/keys';
import { type Caller, makerOf } from '#shared/tenancy/context';
import { whyEnded } from '#shared/tenancy/grant';
import type { Role } from '#shared/tenancy/roles';
import { clock, sortableInstant, toInstant } from '#shared/time/clock';

/** Kinds of work by their names: whoever can do one adds it (`declare module '#shared/jobs/operation'`). */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled where the work is done
export interface Tasks {}

/** What is to be done: its kind, and what it was asked for with. */
export type Task = { [K in keyof Tasks]: { readonly kind: K } & Tasks[K] }[keyof Tasks];

/** What is to be done with one item: which, and what is said of it. */
export interface OperationItem {
  readonly id: string;
  /** The version that the caller saw. */
  readonly ifMatch?: string | undefined;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

export interface Operation extends Job {
  readonly state: 'running' | 'finished' | 'canceled' | 'failed';
  readonly task: Task;
  /** The process that carries it out, and its collection. */
  readonly process: string;
  readonly collection: string;
  /** As whom: it may do what its caller might do when it was asked for. */
  readonly roles: readonly Role[];
  readonly client: string;
  readonly scope?: readonly string[];
  readonly dryRun: boolean;
  /** Items to work on, once that is known. */
  readonly total?: number;
  readonly done: number;
  readonly refused: number;
  /** Where it goes on: the number of the next chunk. */
  readonly chunk: number;
  /** It makes a file in pages, and no result for each item. */
  readonly makes?: 'pages';
  /** Where a file goes on in its list, and its pages so far. */
  readonly cursor?: string | undefined;
  readonly pages?: number;
  readonly finishedAt?: string;
  /** Why it failed. */
  readonly problem?: Readonly<Record<string, unknown>>;
}

export const operations: JobKind<Operation> = {
  type: 'operation',
  process: ({ process }) => process,
  key: operationKey,
  keptDays: 30,
  indexed: (tenant, { uid, createdBy, createdAt }) => ({
    requesterPk: requesterPk(tenant, 'operation', createdBy.id),
    requesterSk: `${sortableInstant(createdAt)}#${uid}`,
  }),
  goesOn: {
    needs: ({ collection }) => ({ collection }),
    canceled: (ending, finishedAt) => ({
      state: 'canceled',
      finishedAt,
      problem: problemOf(new Problem('forbidden', whyEnded(ending)), '/v1/operations'),
    }),
  },
  command: ({ task }, event) => (event === 'canceled' ? 'cancel' : task.kind),
  data: ({ task, collection, done, total, refused }) => ({
    kind: task.kind,
    collection,
    done,
    refused,
    ...(total !== undefined && { total }),
  }),
};

/** A new operation of a caller, about to take its first step. */
export function newOperation(
  caller: Caller,
  about: Pick<Operation, 'task' | 'process' | 'collection' | 'dryRun' | 'total' | 'makes'>,
): Operation {
  const { actor, roles, client, scope } = caller;
  const now = clock.now();
  return {
    ...about,
    uid: newUlid(now),
    state: 'running',
    createdAt: toInstant(now),
    createdBy: actor,
    maker: makerOf(caller, toInstant(now)),
    roles: [...roles],
    client,
    ...(scope && { scope }),
    done: 0,
    refused: 0,
    chunk: 0,
    step: 1,
    sequence: 1,
  };
}

/** Whether it makes a file. What was begun by an earlier release says so by the pages that it has. */
export const makesPages = ({ makes, pages }: Operation): boolean => makes === 'pages' || pages !== undefined;

/** An operation as its caller sees it. */
export function presentOperation(operation: Operation): Readonly<Record<string, unknown>> {
  const { uid, state, task, collection, dryRun, createdAt, createdBy, finishedAt, problem, sequence } = operation;
  const { total, done, refused } = operation;
  const percent = state === 'finished' ? 100 : total ? Math.floor((100 * done) / total) : 0;
  return {
    id: uid,
    collection,
    ...task,
    dryRun,
    state,
    createdAt,
    createdBy: createdBy.id,
    ...(finishedAt && { finishedAt }),
    ...(problem && { problem }),
    version: sequence,
    ...(operation.pages !== undefined && { pages: operation.pages }),
    progress: { ...(total !== undefined && { total }), done, refused, percent },
    results: `/v1/operations/${uid}/${makesPages(operation) ? 'pages/1' : 'results'}`,
  };
}

/** What came of one item. */
export interface ItemResult {
  readonly id: string;
  readonly status: number;
  /** The ETag of the version that came about. */
  readonly etag?: string;
  readonly problem?: Readonly<Record<string, unknown>>;
  /** What became of it where the status does not tell, of which record, and in which of its attributes. */
  readonly outcome?: string;
  readonly record?: string;
  readonly recognisedBy?: readonly string[];
  readonly attributes?: readonly { readonly attribute: string; readonly outcome: string; readonly source?: string }[];
  readonly junk?: readonly string[];
  readonly quarantined?: string;
  readonly candidates?: readonly string[];
}

/** A problem as a result keeps it: of many errors in one body, the first few. */
export function problemOf(error: unknown, instance: string): Readonly<Record<string, unknown>> {
  const problem = error instanceof Problem ? error : new Problem('internal-error', 'the item could not be carried out');
  const { errors, ...rest } = problem.document(instance);
  return { ...rest, ...(Array.isArray(errors) && { errors: errors.slice(0, 5) }) };
}
