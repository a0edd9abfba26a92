/** Webhooks as a collection: make, read, change, delete. */
import { isDeepStrictEqual } from 'node:util';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { etag, type Response } from '#shared/http/response';
import { newUlid } from '#shared/ids/ulid';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import type { Caller } from '#shared/tenancy/context';
import { clock, toInstant } from '#shared/time/clock';
import { addressOf, judgeName } from './address.ts';
import { refuseUnknown } from './known.ts';
import { isTheirs, ownWebhook } from './own.ts';
import { ownerOf } from './owner.ts';
import { mayRead, owners } from './readable.ts';
import { placeOf, toLoopback } from './runtime.ts';
import type { NewWebhook, WebhookChanges } from './schema.ts';
import { newSecret } from './sign.ts';
import { allWebhooks, saveWebhook } from './store.ts';
import { presentWebhook, type Webhook } from './webhook.ts';

/** A tenant has at most this many: each is asked about each event. */
const MOST = 50;
const TIMEOUT_SECONDS = 10;

/** @throws Problem webhook-address-refused */
async function judge(url: string): Promise<void> {
  await judgeName(addressOf(url, toLoopback));
}

/** What the owner may not see cannot be asked for. @throws Problem forbidden */
export function judgeScope({ scope, recordTypes }: Pick<Webhook, 'scope' | 'recordTypes'>, { roles }: Caller): void {
  if (scope === 'internal' && !roles.has('AGT') && !roles.has('TAD'))
    throw new Problem('forbidden', 'internal events are for agents and administrators; ask for scope public');
  const held = [...roles].filter((role) => role === 'AGT' || owners.some((owner) => owner === role));
  const hidden = (recordTypes ?? []).filter((type) => !mayRead(held, type));
  if (hidden.length > 0) throw new Problem('forbidden', `your roles do not read every ${hidden.join(', ')}`);
}

/** POST /v1/webhooks: the one time that its secret is shown. */
export async function create({ request, body, dryRun }: Call<NewWebhook>): Promise<Response> {
  const { caller } = request;
  const place = await placeOf(caller.tenant);
  await judge(body.url);
  const { scope = 'public', timeoutSeconds = TIMEOUT_SECONDS } = body;
  refuseUnknown(body, await place.config());
  judgeScope({ ...body, scope }, caller);
  const known = await allWebhooks(place);
  if (known.length >= MOST)
    throw new Problem('limit-exceeded', `a tenant has at most ${MOST} webhooks; delete one that is not needed`);
  const now = clock.now();
  const at = toInstant(now);
  const webhook: Webhook = {
    id: newUlid(now),
    ...body,
    scope,
    payloadVersion: '1',
    timeoutSeconds,
    state: 'active',
    secrets: [{ value: newSecret() }],
    owner: ownerOf(caller),
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  if (dryRun) return { status: 200, body: presentWebhook(webhook) };
  await saveWebhook(place, webhook, 'created', caller.actor);
  return {
    status: 201,
    body: { ...presentWebhook(webhook), secret: webhook.secrets[0]?.value },
    headers: { location: `/v1/webhooks/${webhook.id}`, etag: etag(1) },
  };
}

/** GET /v1/webhooks: no more than fit one page. */
export async function list({ request: { caller } }: Call<unknown>): Promise<Response> {
  const kept = await allWebhooks(await placeOf(caller.tenant));
  const items = kept.filter(({ webhook }) => isTheirs(webhook, caller));
  return {
    status: 200,
    body: { items: items.map(({ webhook, health }) => presentWebhook(webhook, health)), nextCursor: null },
  };
}

/** GET /v1/webhooks/{id} */
export async function read({ request, parameters }: Call<unknown>): Promise<Response> {
  const { webhook, health } = await ownWebhook(
    await placeOf(request.caller.tenant),
    request.caller,
    parameters.id ?? '',
  );
  return { status: 200, body: presentWebhook(webhook, health), headers: { etag: etag(webhook.version) } };
}

/** PATCH /v1/webhooks/{id}: whoever changes it is its owner from then on, and it sees with their eyes. */
export async function update({ request, parameters, body, dryRun }: Call<WebhookChanges>): Promise<Response> {
  const { caller, ifMatch } = request;
  const place = await placeOf(caller.tenant);
  const { webhook, health } = await ownWebhook(place, caller, parameters.id ?? '');
  matchVersion(requireIfMatch(ifMatch), webhook.version);
  if (body.url !== undefined) await judge(body.url);
  const { description, events, recordTypes, where, ...rest } = { ...webhook, ...body };
  const next: Webhook = {
    ...rest,
    ...(description && { description }),
    ...(events && { events }),
    ...(recordTypes && { recordTypes }),
    ...(where && { where }),
    owner: ownerOf(caller),
    updatedAt: toInstant(clock.now()),
    version: webhook.version + 1,
  };
  // Conditions are judged by the types of records that they will be about, and old ones are left in peace.
  refuseUnknown({ ...body, recordTypes: recordTypes ?? null }, await place.config());
  judgeScope(next, caller);
  if (isDeepStrictEqual({ ...next, version: webhook.version, updatedAt: webhook.updatedAt }, webhook))
    return { status: 200, body: presentWebhook(webhook, health), headers: { etag: etag(webhook.version) } };
  if (!dryRun) await saveWebhook(place, next, 'updated', caller.actor);
  return { status: 200, body: presentWebhook(next, health), headers: { etag: etag(next.version) } };
}

/** DELETE /v1/webhooks/{id}: nothing more is sent, and what waited is dropped. */
export async function remove({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const { caller, ifMatch } = request;
  const place = await placeOf(caller.tenant);
  const { webhook } = await ownWebhook(place, caller, parameters.id ?? '');
  matchVersion(requireIfMatch(ifMatch), webhook.version);
  if (!dryRun) await saveWebhook(place, { ...webhook, version: webhook.version + 1 }, 'deleted', caller.actor);
  return { status: 204 };
}
