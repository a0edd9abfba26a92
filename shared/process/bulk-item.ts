/** One item of a bulk request: the very call it stands for, with its permissions, guards, ETag and idempotency (A8). */
import type { Request } from '#shared/http/request';
import { problemResponse, type Response } from '#shared/http/response';
import { type ItemResult, problemOf } from '#shared/jobs/operation';
import type { Context } from '#shared/process/context';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { canonical } from '#shared/process/history';
import { comment } from '#shared/process/operations/comments';
import { act, update } from '#shared/process/operations/write';

export interface BulkItem {
  readonly id: string;
  readonly ifMatch?: string | undefined;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

/** What a bulk request can do with a record beside its actions. */
const others = {
  update: { method: 'PATCH', tail: [], run: update },
  comment: { method: 'POST', tail: ['comments'], run: comment },
} as const;

/** Commands of a bulk request: the actions that people and clients may call, a merge patch, a comment. */
export function bulkCommands({ actions }: AnyRecordDefinition): readonly string[] {
  const called = Object.entries(actions).flatMap(([name, { by }]) =>
    by.some((party) => party !== 'SYS') ? [name] : [],
  );
  return [...called, ...Object.keys(others)];
}

function callOf(command: string): {
  readonly method: string;
  readonly tail: readonly string[];
  readonly run: (context: Context) => Promise<Response>;
} {
  if (command === 'update' || command === 'comment') return others[command];
  return { method: 'POST', tail: [command], run: (context) => act(context, command) };
}

/** @param key makes the item happen once, however often it is tried. Nothing is thrown: what goes wrong is the item's result. */
export async function performItem(
  context: Context,
  command: string,
  { id, ifMatch, body }: BulkItem,
  key: string | undefined,
  dryRun: boolean,
): Promise<ItemResult> {
  const { definition } = context;
  const { method, tail, run } = callOf(command);
  const request: Request = {
    id: context.request.id,
    caller: context.request.caller,
    method,
    path: [definition.path, id, ...tail],
    query: new Map(dryRun ? [['dryRun', 'true']] : []),
    ifMatch,
    idempotencyKey: key,
    contentType: 'application/json',
    // The table keeps no order of keys: the same body has to be the same text each time.
    rawBody: canonical(body ?? {}),
  };
  try {
    const unconditional = ifMatch === undefined;
    const { status, headers } = await run({ ...context, request, parameters: { id }, unconditional });
    return { id, status, ...(headers?.etag !== undefined && !dryRun && { etag: headers.etag }) };
  } catch (error) {
    return itemProblem(context, command, id, error);
  }
}

/** What an item is refused with; our own faults are logged. */
export function itemProblem({ runtime, request }: Context, command: string, id: string, error: unknown): ItemResult {
  const { status } = problemResponse(error, request.id);
  if (status >= 500) runtime.logger.error('an item failed', { id, command, error: error as Error });
  return { id, status, problem: problemOf(error, request.id) };
}
