/** What comes over the bus: every event of every process, and what was asked of webhooks themselves. */

import type { DueTimer } from '#shared/engine/due';
import type { BusEvent } from '#shared/events/envelope';
import { noteSilence } from '#shared/events/reach';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { newUlid } from '#shared/ids/ulid';
import { clock } from '#shared/time/clock';
import { backlogPk, laneOf } from './lane.ts';
import { orphaned } from './orphan.ts';
import { resumeReplay } from './replay.ts';
import { type Place, placeOf } from './runtime.ts';
import { allWebhooks } from './store.ts';
import { announce, resume } from './stream.ts';
import { concerns } from './visible.ts';
import type { Webhook } from './webhook.ts';

/** Events for a disabled webhook wait for it this long; what comes later is not kept for it. */
const COLLECTED_MS = 14 * 86_400_000;
/** Webhooks that are called at once for one event, and lanes that go on at once. */
const CONCURRENCY = 8;

/** What may end somebody's grant: then it is looked at once whose webhooks these are. */
const ENDING: ReadonlySet<string> = new Set([
  'delegation.granted',
  'delegation.revoked',
  'operator.left',
  'user.deactivated',
]);

function collects({ state, disabledAt }: Webhook): boolean {
  return state === 'active' || (disabledAt !== undefined && clock.now() - Date.parse(disabledAt) < COLLECTED_MS);
}

async function together<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < items.length; i += CONCURRENCY) {
    const outcomes = await Promise.allSettled(items.slice(i, i + CONCURRENCY).map(work));
    // Every lane gets its turn before the event is given back to the bus for the one that failed.
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}

/** Every event: each webhook that it concerns looks at the record's timeline. Coming twice or in another order does no harm. */
export async function heard({ detail }: BusEvent): Promise<void> {
  const place = await placeOf(tenantId(detail.tenantId), ENDING.has(detail.name) ? 'as it is now' : undefined);
  if (detail.process === 'webhooks') return asked(place, detail.name, detail.uid, detail.data);
  const kept = await allWebhooks(place);
  if (kept.length === 0) return silent(place);
  const config = await place.config();
  // At the first sign of life of the tenant; a call that is under way asks for itself.
  const active = kept.filter(({ webhook }) => webhook.state === 'active');
  await together(active, async ({ webhook }) => void (await orphaned(place, webhook)));
  const concerned = kept.filter(({ webhook }) => collects(webhook) && concerns(webhook, detail, config));
  await together(concerned, (each) => announce(place, each, detail));
}

/** When it was last noted by this instance that nobody listens, by tenant. */
const noted = new Map<TenantId, number>();
const NOTE_AGAIN_MS = 60_000;

/** The relay is told that nobody listens, so that no event comes here for nothing. */
async function silent(place: Place): Promise<void> {
  const now = clock.now();
  if (Math.abs(now - (noted.get(place.tenant) ?? 0)) < NOTE_AGAIN_MS) return;
  noted.set(place.tenant, now);
  await noteSilence(place, async () => (await allWebhooks(place)).length === 0, newUlid(now), now);
}

async function asked(
  place: Place,
  name: string,
  webhook: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (name === 'webhook.replay_requested') return resumeReplay(place, String(data.replay));
  if (name === 'webhook.enabled') return resumeAll(place, webhook);
}

/** What waited while the webhook was disabled. */
async function resumeAll(place: Place, webhook: string): Promise<void> {
  const { store, tenant } = place;
  const items = await store.queryAll({ index: 'open', pk: backlogPk(tenant, webhook) });
  await together(items, async (item) => {
    const lane = laneOf<unknown>(item);
    if (lane?.type === 'webhook-stream') await resume(place, lane.uid);
    if (lane?.type === 'webhook-replay') await resumeReplay(place, lane.uid);
  });
}

/** A lane is due. */
export async function due({ tenantId: tenant, type, uid }: DueTimer): Promise<void> {
  const place = await placeOf(tenantId(tenant));
  if (type === 'webhook-stream') await resume(place, uid);
  if (type === 'webhook-replay') await resumeReplay(place, uid);
}
