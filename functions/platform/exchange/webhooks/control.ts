/** What is done to a webhook beside changing it: new secret, test call, disable and enable. */

import { etag, type Response } from '#shared/http/response';
import { newUlid } from '#shared/ids/ulid';
import { Problem, problemAt } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import type { Caller } from '#shared/tenancy/context';
import { clock, toInstant } from '#shared/time/clock';
import { parseDuration } from '#shared/time/duration';
import { post } from './deliver.ts';
import { attempted, deliveryId, deliveryWrite, presentDelivery } from './log.ts';
import { judgeScope } from './manage.ts';
import { ownWebhook } from './own.ts';
import { endingOf, ownerOf } from './owner.ts';
import { payloadOf } from './payload.ts';
import { type Place, placeOf } from './runtime.ts';
import type { Rotation } from './schema.ts';
import { newSecret } from './sign.ts';
import { saveWebhook } from './store.ts';
import { HEALTHY, presentWebhook, type Webhook } from './webhook.ts';

/** How long both secrets sign after a rotation, unless said: time to bring the new one to every receiver. */
const OVERLAP = 'P1D';
const LONGEST_OVERLAP_SECONDS = 7 * 86_400;

function overlapOf({ validFor = OVERLAP }: Rotation): number {
  const message = 'expected an ISO 8601 duration of at most seven days, such as P1D';
  const refusal = problemAt('validation-failed', '/validFor', message);
  try {
    const seconds = parseDuration(validFor);
    if (seconds <= LONGEST_OVERLAP_SECONDS) return seconds * 1000;
  } catch {
    throw refusal;
  }
  throw refusal;
}

/** POST /v1/webhooks/{id}/rotate-secret: answers the new secret, once; until its time is over the old one signs too. */
export async function rotateSecret({ request, parameters, body, dryRun }: Call<Rotation>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { webhook, health } = await ownWebhook(place, request.caller, parameters.id ?? '');
  const overlap = overlapOf(body);
  const now = clock.now();
  const value = newSecret();
  const [current] = webhook.secrets;
  const old = current && overlap > 0 ? [{ value: current.value, validUntil: toInstant(now + overlap) }] : [];
  const next = changed(webhook, { secrets: [{ value }, ...old] });
  if (dryRun) return { status: 200, body: presentWebhook(next, health) };
  await saveWebhook(place, next, 'secret_rotated', request.caller.actor);
  return {
    status: 200,
    body: { ...presentWebhook(next, health), secret: value },
    headers: { etag: etag(next.version) },
  };
}

/** A webhook with changes, and the version that follows. */
function changed(webhook: Webhook, changes: Partial<Webhook>): Webhook {
  return { ...webhook, ...changes, updatedAt: toInstant(clock.now()), version: webhook.version + 1 };
}

/** POST /v1/webhooks/{id}/test: one signed call now, whose outcome is the answer. It is not tried again. */
export async function test({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const { tenant, actor } = request.caller;
  const place = await placeOf(tenant);
  const { webhook } = await ownWebhook(place, request.caller, parameters.id ?? '');
  const now = clock.now();
  const eventId = newUlid(now);
  const record = { type: 'webhook', id: webhook.id, uid: webhook.id };
  const body = payloadOf(
    {
      ...record,
      eventId,
      name: 'webhook.test',
      process: 'webhooks',
      tenantId: tenant,
      recordVersion: webhook.version,
      at: toInstant(now),
      actor: { type: actor.type, id: actor.id },
      command: 'test',
      state: { to: webhook.state },
      changed: [],
      correlationId: request.id,
      depth: 0,
      visibility: 'public',
      data: { title: 'A test call: nothing has happened.' },
    },
    webhook,
  );
  if (dryRun) return { status: 200, body: { body: JSON.parse(body) } };
  const entry = {
    id: deliveryId(),
    webhook: webhook.id,
    eventId,
    event: 'webhook.test',
    record,
    attempts: [],
    test: true,
  } as const;
  const delivery = attempted(entry, await post(webhook, eventId, body), undefined);
  await place.store.transact([deliveryWrite(tenant, delivery)]);
  return { status: 200, body: presentDelivery(delivery) };
}

/** POST /v1/webhooks/{id}/disable: nothing is sent; events wait for as long as {@link collects} says. */
export const disable = (call: Call<unknown>): Promise<Response> => become(call, 'disabled');
/** POST /v1/webhooks/{id}/enable: what has waited is sent, in its order. */
export const enable = (call: Call<unknown>): Promise<Response> => become(call, 'active');

/** What is nobody's any more is taken over by enabling it: it sees with the roles of whoever does. */
async function ownerWhenEnabled(place: Place, webhook: Webhook, caller: Caller): Promise<Webhook['owner']> {
  if (!endingOf(webhook, await place.config())) return webhook.owner;
  judgeScope(webhook, caller);
  return ownerOf(caller);
}

async function become({ request, parameters, dryRun }: Call<unknown>, state: Webhook['state']): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { webhook } = await ownWebhook(place, request.caller, parameters.id ?? '');
  const command = state === 'active' ? 'enable' : 'disable';
  if (webhook.state === state)
    throw new Problem('illegal-transition', `${command} needs a webhook that is not ${state}`, {
      from: webhook.state,
      command,
      allowed: [state === 'active' ? 'disable' : 'enable'],
    });
  const { disabledAt: _, disabledReason: __, ...rest } = webhook;
  const owner = state === 'active' ? await ownerWhenEnabled(place, webhook, request.caller) : webhook.owner;
  const off = { disabledAt: toInstant(clock.now()), disabledReason: 'user' as const };
  const next = changed(rest, { state, owner, ...(state === 'disabled' ? off : {}) });
  if (!dryRun) await saveWebhook(place, next, state === 'active' ? 'enabled' : 'disabled', request.caller.actor);
  return { status: 200, body: presentWebhook(next, HEALTHY), headers: { etag: etag(next.version) } };
}
