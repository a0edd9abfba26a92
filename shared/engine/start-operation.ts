/** Begins an operation: what it is to do first, then the operation itself, whose event makes the first step happen. */

import type { Context } from '#shared/engine/context';
import { answerOnce } from '#shared/http/idempotency';
import { etag, type Response } from '#shared/http/response';
import { expiryOf, jobWrites } from '#shared/jobs/job';
import { operationInputSk, operationPk } from '#shared/jobs/keys';
import { type Operation, operations, presentOperation } from '#shared/jobs/operation';
import { Problem } from '#shared/problems/problems';
import { LOST } from '#shared/store/attempt';
import type { Item, Write } from '#shared/store/store';

/** @returns 202 with the operation and its address. @param chunks what is to be done; left behind by a crash, they expire @param also further writes of the transaction in which it begins */
export async function startOperation(
  { request, store }: Context,
  operation: Operation,
  chunks: readonly (readonly unknown[])[],
  expired: Item | undefined,
  also: readonly Write[] = [],
): Promise<Response> {
  const { tenant } = request.caller;
  const response: Response = {
    status: 202,
    body: presentOperation(operation),
    headers: { location: `/v1/operations/${operation.uid}`, etag: etag(operation.sequence) },
  };
  const expiresAt = expiryOf(operations, operation);
  const pk = operationPk(tenant, operation.uid);
  await store.writeAll(
    chunks.map((entries, chunk) => ({ put: { pk, sk: operationInputSk(chunk), entries, expiresAt } })),
  );
  const answered = { request, response, expired };
  const answer = await answerOnce(
    store,
    [...jobWrites(operations, tenant, operation, 'progressed'), ...also],
    answered,
  );
  if (answer === LOST) throw new Problem('write-conflict', 'other writes were under way; send it again');
  return answer;
}
