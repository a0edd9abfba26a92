/** Reading operations: one's own, how far one is, what came of its items. */
import { pageOf, pageOfEntries } from '#shared/http/paging';
import { Problem } from '#shared/http/problems';
import type { Request } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { jobOf } from '#shared/jobs/job';
import { type ItemResult, type Operation, presentOperation } from '#shared/jobs/operation';
import type { Call } from '#shared/process/service';
import { OPERATION_RESULT, operationPk, requesterPk } from '#shared/store/keys';
import { findOperation, placeOf } from './find.ts';

/** GET /v1/operations: the caller's own, newest first. */
export async function list({ request }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const pk = requesterPk(place.tenant, 'operation', request.caller.actor.id);
  const { items, nextCursor } = await pageOf(request, place, { index: 'requester', pk, descending: true });
  const { homeTenantId } = request.caller.actor;
  const own = items.flatMap((item) => jobOf<Operation>(item) ?? []);
  const shown = own.filter(({ createdBy }) => createdBy.homeTenantId === homeTenantId).map(presentOperation);
  return { status: 200, body: { items: shown, nextCursor } };
}

/** GET /v1/operations/{id} */
export async function read({ request, parameters }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const operation = await findOperation(place, parameters.id ?? '', request.caller, 'administrator too');
  return { status: 200, body: presentOperation(operation), headers: { etag: etag(operation.sequence) } };
}

/** GET /v1/operations/{id}/results?outcome=: one entry an item, in the order of the request. */
export async function results({ request, parameters }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { tenant, store, config } = place;
  const { uid } = await findOperation(place, parameters.id ?? '', request.caller, 'caller');
  const wanted = outcomeOf(request);
  const query = { pk: operationPk(tenant, uid), begins: OPERATION_RESULT };
  const body = await pageOfEntries(request, config, store, query, (item) =>
    (item.entries as readonly ItemResult[]).filter(
      ({ problem }) => wanted === undefined || (wanted === 'refused') === (problem !== undefined),
    ),
  );
  return { status: 200, body };
}

const outcomes = ['done', 'refused'];

function outcomeOf(request: Request): string | undefined {
  const given = request.query.get('outcome');
  if (given === undefined || outcomes.includes(given)) return given;
  throw new Problem('unknown-parameter', `outcome is one of ${outcomes.join(', ')}; was given ${given}`, {
    parameter: 'outcome',
    known: outcomes,
  });
}
