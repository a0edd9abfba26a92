/** Reading operations: one's own, how far one is, what came of its items. */

import { pageOf, pageOfEntries } from '#shared/http/paging';
import type { Request } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { jobOf } from '#shared/jobs/job';
import { OPERATION_RESULT, operationPk } from '#shared/jobs/keys';
import { type ItemResult, type Operation, presentOperation } from '#shared/jobs/operation';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { requesterPk } from '#shared/store/keys';
import { findOperation, placeOf } from './find.ts';

/** GET /v1/operations?createdBy=: the caller's own, newest first; for an administrator also somebody's, such as those of a process's automation. */
export async function list({ request }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { actor, roles } = request.caller;
  const asked = request.query.get('createdBy') ?? 'me';
  const of = asked === 'me' ? actor.id : asked;
  if (of !== actor.id && !roles.has('TAD'))
    throw new Problem('forbidden', `operations of ${of} are listed for TAD; your own are listed with me`);
  const pk = requesterPk(place.tenant, 'operation', of);
  const { items, nextCursor } = await pageOf(request, place, { index: 'requester', pk, descending: true });
  const shown = items.flatMap((item) => jobOf<Operation>(item) ?? []).map(presentOperation);
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
  const { uid } = await findOperation(
    place,
    parameters.id ?? '',
    request.caller,
    'caller, or administrator of automation',
  );
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
