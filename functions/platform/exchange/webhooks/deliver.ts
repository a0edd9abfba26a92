/** One attempt to deliver one event, and what its outcome means for the receiver as a whole. */
import type { EventEnvelope } from '#shared/events/envelope';
import type { Write } from '#shared/store/store';
import { systemCaller } from '#shared/tenancy/context';
import { clock, toInstant } from '#shared/time/clock';
import { attempted, type Delivery, deliveryWrite } from './log.ts';
import { MEDIA_TYPE, payloadOf } from './payload.ts';
import { GIVE_UP_AFTER, nextAttempt, pauseUntil } from './rules-retry.ts';
import type { Place } from './runtime.ts';
import { type Sent, send } from './send.ts';
import { signed } from './sign.ts';
import { disableByItself, type Kept, saveHealth } from './store.ts';
import { type DisabledReason, HEALTHY, type Health, signingSecrets, type Webhook } from './webhook.ts';

/** Sends a body under an id: the same id however often it is sent. */
export function post(webhook: Webhook, id: string, body: string): Promise<Sent> {
  const now = clock.now();
  const headers = { 'content-type': MEDIA_TYPE, ...signed(id, now, body, signingSecrets(webhook, now)) };
  return send({ url: webhook.url, headers, body, timeoutMs: webhook.timeoutSeconds * 1000 });
}

export interface Outcome {
  readonly delivery: Delivery;
  readonly log: Write;
  readonly health: Health;
  /** What comes next: the next event, another attempt at an instant (epoch milliseconds), or nothing, as the webhook is disabled. */
  readonly step: 'next' | 'disabled' | { readonly retryAt: number };
}

/** @param delivery the event's entry of the log so far, its earlier attempts in it */
export async function deliver(
  place: Place,
  { webhook, health }: Kept,
  event: EventEnvelope,
  delivery: Omit<Delivery, 'state'>,
): Promise<Outcome> {
  const sent = await post(webhook, event.eventId, payloadOf(event, webhook));
  const now = clock.now();
  const known = await noted(place, webhook, health, sent, now);
  const asked = sent.retryAfter;
  const retryAt = nextAttempt(delivery.attempts.length + 1, now, delivery.id, asked);
  const reason = sent.delivered ? undefined : givenUp(sent, known, now);
  // What is given up together with its receiver is not over: it goes on when the webhook is enabled again.
  const next = attempted(delivery, sent, reason === undefined ? retryAt : (retryAt ?? now));
  const outcome = { delivery: next, log: deliveryWrite(place.tenant, next), health: known };
  if (reason !== undefined) {
    const { actor } = systemCaller(place.tenant, 'webhooks');
    await disableByItself(place, webhook.id, reason, actor, { change: 'disabled' });
    return { ...outcome, step: 'disabled' };
  }
  if (sent.delivered || retryAt === undefined) return { ...outcome, step: 'next' };
  return { ...outcome, step: { retryAt: Math.max(retryAt, known.pauseUntil ?? 0) } };
}

async function noted(place: Place, { id }: Webhook, health: Health, { delivered }: Sent, now: number): Promise<Health> {
  if (delivered && health.failures === 0) return health;
  const failures = health.failures + 1;
  const pause = pauseUntil(failures, now);
  const at = toInstant(now);
  const next: Health = delivered
    ? HEALTHY
    : { failures, failingSince: health.failingSince ?? at, lastFailureAt: at, ...(pause && { pauseUntil: pause }) };
  await saveHealth(place, id, next);
  return next;
}

function givenUp({ status }: Sent, { failingSince }: Health, now: number): DisabledReason | undefined {
  if (status === 410) return 'gone';
  return failingSince !== undefined && now - Date.parse(failingSince) >= GIVE_UP_AFTER ? 'failing' : undefined;
}
