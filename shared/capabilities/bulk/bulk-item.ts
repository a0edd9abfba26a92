/** One item of a bulk request: the very call it stands for, with its permissions, guards, ETag and idempotency (A8). */

import { comment } from '#shared/capabilities/comments/requests';
import { act, update } from '#shared/capabilities/records/write';
import type { Context } from '#shared/engine/context';
import { canonical } from '#shared/engine/history';
import { itemProblem } from '#shared/engine/long-work';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import type { ItemResult, OperationItem } from '#shared/jobs/operation';

/** The same command on many records; what to do stands in chunks beside the operation. */
export interface BulkTask {
  readonly command: string;
  readonly stopOnError: boolean;
}

declare module '#shared/jobs/operation' {
  interface Tasks {
    readonly bulk: BulkTask;
  }
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
  { id, ifMatch, body }: OperationItem,
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
