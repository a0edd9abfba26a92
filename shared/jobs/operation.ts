/** Operations: work on many records that a request began and that goes on by itself (A1, A8). */
import { Problem } from '#shared/http/problems';
import type { Job, JobKind } from '#shared/jobs/job';
import { operationKey, requesterPk } from '#shared/store/keys';
import { newUlid } from '#shared/store/ulid';
import type { Caller } from '#shared/tenancy/context';
import type { Role } from '#shared/tenancy/roles';
import { clock, toInstant } from '#shared/time/clock';

/** The same command on many records; what to do stands in chunks beside the operation. */
export interface BulkTask {
  readonly kind: 'bulk';
  readonly command: string;
  readonly stopOnError: boolean;
}

/** Duplicates that go into a survivor. */
export interface MergeTask {
  readonly kind: 'merge';
  readonly survivor: string;
  readonly reason: string;
}

/** Records as a file in pages. */
export interface ExportTask {
  readonly kind: 'export';
  readonly format: 'jsonl' | 'csv';
  readonly filters: Readonly<Record<string, string>>;
  readonly fields?: readonly string[];
}

export type Task = BulkTask | MergeTask | ExportTask;

export interface Operation extends Job {
  readonly state: 'running' | 'finished' | 'canceled' | 'failed';
  readonly task: Task;
  /** The process that carries it out, and its collection. */
  readonly process: string;
  readonly collection: string;
  /** As whom: it may do what its caller might do when it was asked for. */
  readonly roles: readonly Role[];
  readonly client: string;
  readonly dryRun: boolean;
  /** Items to work on, once that is known. */
  readonly total?: number;
  readonly done: number;
  readonly refused: number;
  /** Where it goes on: the number of the next chunk. */
  readonly chunk: number;
  /** Where an export goes on in its list, and the pages of its file so far. */
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
    requesterSk: `${createdAt}#${uid}`,
  }),
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
  { actor, roles, client }: Caller,
  about: Pick<Operation, 'task' | 'process' | 'collection' | 'dryRun' | 'total'>,
): Operation {
  const now = clock.now();
  return {
    ...about,
    uid: newUlid(now),
    state: 'running',
    createdAt: toInstant(now),
    createdBy: actor,
    roles: [...roles],
    client,
    done: 0,
    refused: 0,
    chunk: 0,
    step: 1,
    sequence: 1,
  };
}

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
    // What an export makes are the pages of its file.
    results: `/v1/operations/${uid}/${task.kind === 'export' ? 'pages/1' : 'results'}`,
  };
}

/** What came of one item. */
export interface ItemResult {
  readonly id: string;
  readonly status: number;
  /** The ETag of the version that came about. */
  readonly etag?: string;
  readonly problem?: Readonly<Record<string, unknown>>;
}

/** A problem as a result keeps it: of many errors in one body, the first few. */
export function problemOf(error: unknown, instance: string): Readonly<Record<string, unknown>> {
  const problem = error instanceof Problem ? error : new Problem('internal-error', 'the item could not be carried out');
  const { errors, ...rest } = problem.document(instance);
  return { ...rest, ...(Array.isArray(errors) && { errors: errors.slice(0, 5) }) };
}
