/** Reading the log of deliveries. */

import { pageOf } from '#shared/http/paging';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { webhookDeliveryKey, webhookDeliveryPk } from './keys.ts';
import { deliveryOf, deliveryStates, presentDelivery, statePk } from './log.ts';
import { ownWebhook } from './own.ts';
import { placeOf } from './runtime.ts';

/** GET /v1/webhooks/{id}/deliveries: newest first. */
export async function listDeliveries({ request, parameters }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { tenant, store } = place;
  const { webhook } = await ownWebhook(place, request.caller, parameters.id ?? '');
  const given = request.query.get('state');
  const state = deliveryStates.find((each) => each === given);
  if (given !== undefined && state === undefined)
    throw new Problem('unknown-parameter', `state is one of ${deliveryStates.join(', ')}; was given ${given}`, {
      parameter: 'state',
      known: deliveryStates,
    });
  const config = await place.config();
  const where = state
    ? ({ index: 'list', pk: statePk(tenant, webhook.id, state) } as const)
    : { pk: webhookDeliveryPk(tenant, webhook.id) };
  const { items, nextCursor } = await pageOf(request, { store, config }, { ...where, descending: true });
  const deliveries = items.flatMap((item) => deliveryOf(item) ?? []);
  return { status: 200, body: { items: deliveries.map(presentDelivery), nextCursor } };
}

/** GET /v1/webhooks/{id}/deliveries/{delivery} */
export async function readDelivery({ request, parameters }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { webhook } = await ownWebhook(place, request.caller, parameters.id ?? '');
  const id = parameters.delivery ?? '';
  const delivery = deliveryOf(await place.store.get(webhookDeliveryKey(place.tenant, webhook.id, id.toUpperCase())));
  if (!delivery)
    throw new Problem('not-found', `there is no delivery ${id} of this webhook; they are kept for 30 days`);
  return { status: 200, body: presentDelivery(delivery) };
}
