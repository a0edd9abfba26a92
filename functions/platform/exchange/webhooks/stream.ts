/** The events of one record for one webhook, in their order: each is delivered, or tried until it is given up, before the next. */
import type { EventEnvelope } from '#shared/events/envelope';
import { recordKey } from '#shared/store/keys';
import { clock } from '#shared/time/clock';
import { deliver } from './deliver.ts';
import { claim, type Held, held, loadLane } from './lane.ts';
import { type Attempt, deliveryId } from './log.ts';
import { orphaned } from './orphan.ts';
import type { Place } from './runtime.ts';
import { findWebhook, type Kept } from './store.ts';
import { type Cursor, type Moment, timelineOf } from './timeline.ts';
import { isVisible } from './visible.ts';
import type { Webhook } from './webhook.ts';

/** How far a webhook is with a record. */
interface Position {
  readonly recordType: string;
  readonly recordUid: string;
  readonly cursor: Cursor;
  /** Events before this instant are not for it; it matters only until the first one was looked at. */
  readonly since: string;
  /** The attempts at the event that comes next, if there were any. */
  readonly trying?: { readonly id: string; readonly attempts: readonly Attempt[] };
}

/** Deliveries of one pass; then the next minute goes on, so that no function runs into its end. */
const BATCH = 25;
/** A pass begins no further delivery after this long. */
const PASS_MS = 12_000;
/** An event may reach us after a later one; this much later at most, and lanes live far longer than this. */
const LATE_MS = 24 * 3600_000;
const START: Cursor = { sequence: 0, index: 0 };

const nameOf = ({ id }: Webhook, type: string, uid: string): string => `${id}.${type}.${uid}`;

/** Nothing is sent before: while the receiver is left alone, or for as long as the webhook is disabled. */
function notBefore({ webhook, health }: Kept): number | 'never' {
  return webhook.state === 'active' ? (health.pauseUntil ?? 0) : 'never';
}

/** There is an event for the webhook: its record's lane has something to do. */
export async function announce(place: Place, kept: Kept, event: EventEnvelope): Promise<void> {
  const { webhook } = kept;
  const since = new Date(Math.max(Date.parse(webhook.createdAt), Date.parse(event.at) - LATE_MS)).toISOString();
  const position: Position = { recordType: event.type, recordUid: event.uid, cursor: START, since };
  const uid = nameOf(webhook, event.type, event.uid);
  const fresh = { type: 'webhook-stream', uid, webhook: webhook.id, position } as const;
  const lane = await claim<Position>(place.store, place.tenant, { fresh, news: true, notBefore: notBefore(kept) });
  if (lane) await pass(place, kept, held(place.store, place.tenant, lane));
}

/** The lane is due: a retry, the rest of a long pass, or what a holder that died left behind. */
export async function resume(place: Place, uid: string): Promise<void> {
  const { store, tenant } = place;
  const lane = await loadLane<Position>(store, tenant, 'webhook-stream', uid);
  if (!lane) return;
  const kept = await findWebhook(place, lane.webhook);
  if (!kept) return store.delete(recordKey(tenant, 'webhook-stream', uid));
  const claimed = await claim<Position>(store, tenant, { fresh: lane, news: false, notBefore: notBefore(kept) });
  if (claimed) await pass(place, kept, held(store, tenant, claimed));
}

async function pass(place: Place, kept: Kept, work: Held<Position>): Promise<void> {
  const began = clock.now();
  let { health } = kept;
  for (let sent = 0; ; ) {
    const seen = work.lane.wanted;
    const { position } = work.lane;
    const timeline = await timelineOf(place, position.recordType, position.recordUid, position.cursor);
    for (const moment of timeline.moments) {
      const isOurs = Date.parse(moment.event.at) >= Date.parse(position.since);
      if (!isOurs || !(await isVisible(place, kept.webhook, moment, timeline.record))) continue;
      if (sent === BATCH || clock.now() - began > PASS_MS) return work.wait(work.lane.position, clock.now());
      const outcome = await one(place, { webhook: kept.webhook, health }, work, moment);
      if (!outcome) return;
      ({ health } = outcome);
      sent++;
    }
    const { trying: _, ...rest } = work.lane.position;
    if ((await work.finish({ ...rest, cursor: timeline.end }, seen)) !== 'more') return;
  }
}

/** Delivers one event and writes where the lane is then. Undefined when the lane is let go. */
async function one(place: Place, kept: Kept, work: Held<Position>, { event, place: at, after }: Moment) {
  if (await orphaned(place, kept.webhook)) {
    await work.park(work.lane.position);
    return undefined;
  }
  const { trying, ...rest } = work.lane.position;
  const { id, attempts } = trying ?? { id: deliveryId(), attempts: [] };
  const record = { type: event.type, id: event.id, uid: event.uid };
  const entry = {
    id,
    webhook: kept.webhook.id,
    eventId: event.eventId,
    event: event.name,
    record,
    place: at,
    attempts,
  };
  const { delivery, log, step, health } = await deliver(place, kept, event, entry);
  if (step === 'next') {
    const moved = await work.advance({ ...rest, cursor: after }, [log]);
    return moved ? { health } : undefined;
  }
  // Everything up to this event is done with; what was passed over on the way is not looked at again.
  const before: Cursor = at.index === 0 ? { sequence: at.sequence - 1, index: 0 } : at;
  const standing = { ...rest, cursor: before, trying: { id, attempts: delivery.attempts } };
  if (step === 'disabled') await work.park(standing, [log]);
  else await work.wait(standing, step.retryAt, [log]);
  return undefined;
}
