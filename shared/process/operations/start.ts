/** Begins an operation: what it is to do first, then the operation itself, whose event makes the first step happen. */
import { lostRace, resultKey, resultWrite } from '#shared/http/idempotency';
import { etag, type Response } from '#shared/http/response';
import { expiryOf, jobWrites } from '#shared/jobs/job';
import { type Operation, operations, presentOperation } from '#shared/jobs/operation';
import type { Context } from '#shared/process/context';
import { operationInputSk, operationPk } from '#shared/store/keys';
import { type Item, TransactionRefused } from '#shared/store/store';

/** @returns 202 with the operation and its address. @param chunks what is to be done; left behind by a crash, they expire */
export async function startOperation(
  { request, store }: Context,
  operation: Operation,
  chunks: readonly (readonly unknown[])[],
  expired: Item | undefined,
): Promise<Response> {
  const { tenant } = request.caller;
  const response: Response = {
    status: 202,
    body: presentOperation(operation),
    headers: { location: `/v1/operations/${operation.uid}`, etag: etag(operation.sequence) },
  };
  const key = resultKey(request);
  const kept = key ? [resultWrite(key, request, response, expired)] : [];
  const expiresAt = expiryOf(operations, operation);
  const pk = operationPk(tenant, operation.uid);
  await store.writeAll(
    chunks.map((entries, chunk) => ({ put: { pk, sk: operationInputSk(chunk), entries, expiresAt } })),
  );
  try {
    await store.transact([...kept, ...jobWrites(operations, tenant, operation, 'progressed')]);
    return response;
  } catch (error) {
    const winner = error instanceof TransactionRefused && key ? lostRace(error, 0, request) : undefined;
    if (winner) return winner;
    throw error;
  }
}
