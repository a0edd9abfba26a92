/** Webhooks as items: a tenant's all in one partition, each change together with the event that tells of it. */
import { newEvent } from '#shared/events/new-event';
import { Problem } from '#shared/http/problems';
import { eventSk, recordPk, webhookHealthKey, webhookKey, webhookPk } from '#shared/store/keys';
import { type Item, TransactionRefused, type Write } from '#shared/store/store';
import type { Actor } from '#shared/tenancy/context';
import type { Place } from './runtime.ts';
import { HEALTHY, type Health, type Webhook } from './webhook.ts';

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

export type Change = 'created' | 'updated' | 'deleted' | 'secret_rotated' | 'enabled' | 'disabled' | 'replay_requested';

/** The event that tells of a change, where the relay finds it. It is never sent by a webhook itself. */
export function told(
  { tenant }: Place,
  { id, version, url, state, disabledReason, owner }: Webhook,
  change: Change,
  actor: Actor,
  data: Readonly<Record<string, unknown>> = {},
): Write {
  const event = newEvent({
    name: `webhook.${change}`,
    process: 'webhooks',
    tenantId: tenant,
    type: 'webhook',
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
export async function saveWebhook(place: Place, webhook: Webhook, change: Change, actor: Actor): Promise<void> {
  const { tenant, store } = place;
  const key = webhookKey(tenant, webhook.id);
  const gone = change === 'deleted';
  const condition = webhook.version === 1 ? ('absent' as const) : { version: webhook.version - 1 };
  try {
    await store.transact([
      gone ? { delete: key, condition } : { put: { ...key, webhook, version: webhook.version }, condition },
      told(place, webhook, change, actor),
      ...(gone || change === 'enabled' ? [{ delete: webhookHealthKey(tenant, webhook.id) }] : []),
    ]);
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    throw new Problem('version-mismatch', 'the webhook was changed at the same time; read it again');
  }
}

/** Notes how the receiver fares. Two that note at once may count one failure for two: it is a guide, not an account. */
export async function saveHealth({ tenant, store }: Place, id: string, health: Health): Promise<void> {
  const key = webhookHealthKey(tenant, id);
  if (health.failures === 0) await store.delete(key);
  else await store.put({ ...key, health });
}
