/** Sending again what was sent before: the deliveries of the log in their order, one after the other, each tried until it is given up. */

import type { Response } from '#shared/http/response';
import { newUlid } from '#shared/ids/ulid';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { recordKey } from '#shared/store/keys';
import { clock, fromInstant, toInstant } from '#shared/time/clock';
import { deliver } from './deliver.ts';
import { webhookDeliveryPk } from './keys.ts';
import { claim, type Held, held, type Lane, laneWrite, loadLane } from './lane.ts';
import { type Attempt, type Delivery, deliveryId, deliveryOf } from './log.ts';
import { orphaned } from './orphan.ts';
import { ownWebhook } from './own.ts';
import { type Place, placeOf } from './runtime.ts';
import type { ReplayBody } from './schema.ts';
import { findWebhook, type Kept, told } from './store.ts';
import { momentAt } from './timeline.ts';
import { isVisible } from './visible.ts';

interface Position {
  /** Deliveries whose ids are from here on … */
  readonly next: string;
  /** … up to here are still to be sent again. */
  readonly until: string;
  readonly sent: number;
  readonly failed: number;
  readonly requestedAt: string;
  readonly finishedAt?: string;
  readonly trying?: { readonly id: string; readonly attempts: readonly Attempt[] };
}

const BATCH = 25;
const PASS_MS = 12_000;
const DELIVERY = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The bound that an instant or a delivery's id is among the ids of deliveries, which begin with their instant. */
function bound(text: string, pointer: string): string {
  if (DELIVERY.test(text)) return text;
  try {
    return `${newUlid(fromInstant(text)).slice(0, 10)}${'0'.repeat(16)}`;
  } catch {
    const message = 'expected the id of a delivery, or an instant such as 2026-03-27T15:00:00Z';
    throw new Problem('validation-failed', `${pointer}: ${message}`, {
      errors: [{ pointer, code: 'validation-failed', message }],
    });
  }
}

/** POST /v1/webhooks/{id}/replay: from an instant or from a delivery on, that one included. */
export async function replay({ request, parameters, body, dryRun }: Call<ReplayBody>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { tenant, store } = place;
  const { webhook } = await ownWebhook(place, request.caller, parameters.id ?? '');
  if (webhook.state !== 'active')
    throw new Problem('illegal-transition', 'replay needs an active webhook; enable it first', {
      from: webhook.state,
      command: 'replay',
      allowed: ['enable'],
    });
  const now = clock.now();
  const span = { next: bound(body.from, '/from'), until: body.to === undefined ? deliveryId() : bound(body.to, '/to') };
  const uid = newUlid(now);
  const position: Position = { ...span, sent: 0, failed: 0, requestedAt: toInstant(now) };
  const lane: Lane<Position> = {
    ...{ type: 'webhook-replay', uid, webhook: webhook.id, position },
    ...{ version: 1, wanted: 1, holder: '', until: 0, dueAt: now, backlog: true },
  };
  if (dryRun) return { status: 200, body: presentReplay(lane) };
  await store.transact([
    laneWrite(tenant, lane),
    told(place, webhook, 'replay_requested', request.caller.actor, { replay: uid }),
  ]);
  const location = `/v1/webhooks/${webhook.id}/replays/${uid}`;
  return { status: 202, body: presentReplay(lane), headers: { location } };
}

/** GET /v1/webhooks/{id}/replays/{replay} */
export async function readReplay({ request, parameters }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { webhook } = await ownWebhook(place, request.caller, parameters.id ?? '');
  const uid = parameters.replay ?? '';
  const lane = await loadLane<Position>(place.store, place.tenant, 'webhook-replay', uid);
  if (lane?.webhook !== webhook.id) throw new Problem('not-found', `there is no replay ${uid} of this webhook`);
  return { status: 200, body: presentReplay(lane) };
}

function presentReplay({ uid, webhook, position }: Lane<Position>) {
  const { sent, failed, requestedAt, finishedAt } = position;
  const state = finishedAt === undefined ? 'running' : 'finished';
  return { id: uid, webhook, state, sent, failed, requestedAt, ...(finishedAt && { finishedAt }) };
}

/** A replay was asked for, or is due again. */
export async function resumeReplay(place: Place, uid: string): Promise<void> {
  const { store, tenant } = place;
  const lane = await loadLane<Position>(store, tenant, 'webhook-replay', uid);
  if (!lane || lane.position.finishedAt) return;
  const kept = await findWebhook(place, lane.webhook);
  if (!kept) return store.delete(recordKey(tenant, 'webhook-replay', uid));
  // That it is due is not waited for again: it is why we are here, or the request was made just now.
  const { webhook, health } = kept;
  const notBefore = webhook.state === 'active' ? (health.pauseUntil ?? 0) : 'never';
  const claimed = await claim<Position>(store, tenant, { fresh: lane, news: false, notBefore });
  if (claimed) await pass(place, kept, held(store, tenant, claimed));
}

async function pass(place: Place, kept: Kept, work: Held<Position>): Promise<void> {
  const { tenant, store } = place;
  const began = clock.now();
  let { health } = kept;
  for (let sent = 0; ; ) {
    const { next, until } = work.lane.position;
    const pk = webhookDeliveryPk(tenant, kept.webhook.id);
    const { items } =
      next <= until ? await store.query({ pk, from: next, to: until, limit: BATCH, consistent: true }) : { items: [] };
    if (items.length === 0) {
      const position = { ...work.lane.position, finishedAt: toInstant(clock.now()) };
      await work.finish(position, work.lane.wanted);
      return;
    }
    for (const delivery of items.flatMap((item) => deliveryOf(item) ?? [])) {
      if (sent === BATCH || clock.now() - began > PASS_MS) return work.wait(work.lane.position, clock.now());
      const outcome = await again(place, { webhook: kept.webhook, health }, work, delivery);
      if (!outcome) return;
      ({ health } = outcome);
      sent++;
    }
  }
}

/** Sends one delivery's event again and moves on. Undefined when the lane is let go. */
async function again(place: Place, kept: Kept, work: Held<Position>, original: Delivery) {
  if (await orphaned(place, kept.webhook)) {
    await work.park(work.lane.position);
    return undefined;
  }
  const { trying, ...position } = work.lane.position;
  const passed = { ...position, next: `${original.id}0` };
  // Replays and test calls are not replayed themselves; what the owner may no longer see is not sent again.
  const moment = original.replay ? undefined : await visibleMoment(place, kept, original);
  if (!moment) return (await work.advance(passed)) ? { health: kept.health } : undefined;
  const { state: _, nextAttemptAt: __, ...entry } = original;
  const { id, attempts } = trying ?? { id: deliveryId(), attempts: [] };
  const fresh = { ...entry, id, attempts, replay: work.lane.uid };
  const { delivery, log, step, health } = await deliver(place, kept, moment.event, fresh);
  if (step === 'next') {
    const counted = delivery.state === 'delivered' ? { sent: position.sent + 1 } : { failed: position.failed + 1 };
    return (await work.advance({ ...passed, ...counted }, [log])) ? { health } : undefined;
  }
  const standing = { ...position, trying: { id, attempts: delivery.attempts } };
  if (step === 'disabled') await work.park(standing, [log]);
  else await work.wait(standing, step.retryAt, [log]);
  return undefined;
}

async function visibleMoment(place: Place, { webhook }: Kept, { record, place: at }: Delivery) {
  const found = at && (await momentAt(place, record.type, record.uid, at));
  return found && (await isVisible(place, webhook, found.moment, found.record)) ? found.moment : undefined;
}
