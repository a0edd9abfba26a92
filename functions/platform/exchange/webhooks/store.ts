/** Webhooks as items: a tenant's all in one partition, each change together with the event that tells of it. */

import { listens } from '#shared/events/reach';
import { serviceEvent } from '#shared/grammar/service-events';
import { Problem } from '#shared/problems/problems';
import { isWritten } from '#shared/store/attempt';
import { eventSk, recordPk } from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';
import type { Actor } from '#shared/tenancy/context';
import { clock, toInstant } from '#shared/time/clock';
import { webhookEvents } from './contract.ts';
import { webhookHealthKey, webhookKey, webhookPk } from './keys.ts';
import type { Place } from './runtime.ts';
import { type DisabledReason, HEALTHY, type Health, type Webhook } from './webhook.ts';

export interface Kept {
  readonly webhook: Webhook;
  readonly health: Health;
}

/** The table's own edge: only this file writes what is read here. */
const webhookOf = (item: Item | undefined): Webhook | undefined => item?.webhook as Webhook | undefined;
const healthOf = (item: Item | undefined): Health => (item?.health as Health | undefined) ?? HEALTHY;

/** Every webhook of the tenant, in the order of their creation. */
export async function allWebhooks({ tenant, store }: Place): Promise<readonly Kept[]> {
  const items = await store.queryAll({ pk: webhookPk(tenant), consistent: true });
  const byKey = new Map(items.map((item) => [item.sk, item]));
  return items.flatMap((item) => {
    const webhook = webhookOf(item);
    return webhook ? [{ webhook, health: healthOf(byKey.get(webhookHealthKey(tenant, webhook.id).sk)) }] : [];
  });
}

export async function findWebhook({ tenant, store }: Place, id: string): Promise<Kept | undefined> {
  const keys = [webhookKey(tenant, id), webhookHealthKey(tenant, id)];
  const items = await store.getAll(keys);
  const webhook = webhookOf(items.find(({ sk }) => sk === id));
  return webhook && { webhook, health: healthOf(items.find(({ sk }) => sk !== id)) };
}

export type Change =
  | 'created'
  | 'updated'
  | 'deleted'
  | 'secret_rotated'
  | 'enabled'
  | 'disabled'
  | 'orphaned'
  | 'replay_requested';

/** The event that tells of a change, where the relay finds it. It is never sent by a webhook itself. */
export function told(
  { tenant }: Place,
  { id, version, url, state, disabledReason, owner }: Webhook,
  change: Change,
  actor: Actor,
  data: Readonly<Record<string, unknown>> = {},
): Write {
  const event = serviceEvent(webhookEvents, change, {
    tenantId: tenant,
    id,
    uid: id,
    recordVersion: version,
    actor: { type: actor.type, id: actor.id },
    command: change,
    state: { to: change === 'deleted' ? 'deleted' : state },
    data: { host: new URL(url).host, owner: owner.id, ...(disabledReason && { reason: disabledReason }), ...data },
  });
  return {
    put: {
      pk: recordPk(tenant, 'webhook', id),
      sk: `${eventSk(version)}#${event.eventId}`,
      entry: { events: [event] },
    },
  };
}

/** Stores a webhook in place of the version before it. @throws Problem version-mismatch when somebody else was faster */
export async function saveWebhook(
  place: Place,
  webhook: Webhook,
  change: Change,
  actor: Actor,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { tenant, store } = place;
  const key = webhookKey(tenant, webhook.id);
  const gone = change === 'deleted';
  const condition = webhook.version === 1 ? ('absent' as const) : { version: webhook.version - 1 };
  const writes: readonly Write[] = [
    gone ? { delete: key, condition } : { put: { ...key, webhook, version: webhook.version }, condition },
    told(place, webhook, change, actor, data),
    ...(change === 'created' ? [listens(tenant, webhook.id)] : []),
    ...(gone || change === 'enabled' ? [{ delete: webhookHealthKey(tenant, webhook.id) }] : []),
  ];
  if (!(await isWritten(store, writes)))
    throw new Problem('version-mismatch', 'the webhook was changed at the same time; read it again');
}

/** Notes how the receiver fares. Two that note at once may count one failure for two: it is a guide, not an account. */
export async function saveHealth({ tenant, store }: Place, id: string, health: Health): Promise<void> {
  const key = webhookHealthKey(tenant, id);
  if (health.failures === 0) await store.delete(key);
  else await store.put({ ...key, health });
}

/** Disables it as it stands now, unless somebody did or deleted it; the event of it tells those who are to know. */
export async function disableByItself(
  place: Place,
  id: string,
  reason: DisabledReason,
  actor: Actor,
  told: { readonly change: Change; readonly data?: Readonly<Record<string, unknown>> },
): Promise<void> {
  const found = await findWebhook(place, id);
  if (found?.webhook.state !== 'active') return;
  const now = toInstant(clock.now());
  const { webhook } = found;
  const changes = { state: 'disabled' as const, disabledAt: now, disabledReason: reason, updatedAt: now };
  try {
    await saveWebhook(place, { ...webhook, ...changes, version: webhook.version + 1 }, told.change, actor, told.data);
  } catch (error) {
    // Somebody changed it at the same moment: the next call looks again.
    if (!(error instanceof Problem)) throw error;
  }
}
