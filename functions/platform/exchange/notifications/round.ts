/** Events with many recipients are told in steps: each step asks for the next by an event of its own, so that none takes too long. */

import { type EventEnvelope, withoutReach } from '#shared/events/envelope';
import type { Reach } from '#shared/events/reach';
import { newUlid } from '#shared/ids/ulid';
import { attempt } from '#shared/store/attempt';
import { eventSk, recordPk } from '#shared/store/keys';
import { clock, toInstant, toSeconds } from '#shared/time/clock';
import { NOTIFICATION } from './notification.ts';
import type { Place } from './runtime.ts';

const CONTINUED = 'notification.round_continued';
/** Recipients told by one delivery. */
const STEP = 200;
const REMEMBER_SECONDS = 7 * 86_400;

/** What is told, and the recipient after whom this step begins. */
export interface Round {
  readonly event: EventEnvelope;
  readonly after: string;
  readonly step: number;
}

export function roundOf(detail: EventEnvelope & Reach): Round {
  if (detail.name !== CONTINUED) return { event: withoutReach(detail), after: '', step: 0 };
  const { event, after, step } = detail.data;
  return { event: event as EventEnvelope, after: String(after), step: Number(step) };
}

/** The recipients of this step, in the order of their ids, and whom the next one begins after. */
export function stepOf<T>(
  recipients: ReadonlyMap<string, T>,
  { after }: Round,
): { readonly now: readonly (readonly [string, T])[]; readonly next?: string } {
  const left = [...recipients].filter(([id]) => id > after).sort(([a], [b]) => (a < b ? -1 : 1));
  const now = left.slice(0, STEP);
  const last = now.at(-1)?.[0];
  return { now, ...(left.length > STEP && last !== undefined && { next: last }) };
}

/** Asks for the step after `last`; asked for twice, it is there once. */
export async function proceed({ tenant, store }: Place, { event, step }: Round, last: string): Promise<void> {
  const now = clock.now();
  const next: EventEnvelope = {
    ...event,
    eventId: newUlid(now),
    name: CONTINUED,
    process: 'notifications',
    type: NOTIFICATION,
    at: toInstant(now),
    actor: { type: 'system', id: 'notifications' },
    causationId: event.eventId,
    visibility: 'internal',
    data: { event, after: last, step: step + 1 },
  };
  const put = {
    pk: recordPk(tenant, 'notification-round', event.eventId),
    sk: eventSk(step + 1),
    expiresAt: toSeconds(now) + REMEMBER_SECONDS,
    entry: { events: [next] },
  };
  await attempt(store, [{ put, condition: 'absent' }]);
}
