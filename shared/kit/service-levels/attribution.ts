/** Who is answerable for a breach of a service level (B6). */
import type { Calendars, ServiceLevelClock } from '#shared/kit/service-levels/clock';
import { explain } from '#shared/kit/service-levels/explain';
import { measure } from '#shared/kit/service-levels/measure';

/** A group with its OLA clock, or a supplier with its UC clock. */
export interface Contributor {
  readonly party: 'group' | 'supplier';
  readonly id: string;
  readonly clock: ServiceLevelClock;
}

export type Attribution =
  | { readonly breachedBy: 'customer' }
  | { readonly breachedBy: 'group' | 'supplier'; readonly id: string; readonly overrun: number };

/** The hold reason that means waiting for the customer. */
const AWAITING_CUSTOMER = 'awaiting_caller';

/**
 * The customer when more than half of the wall time was spent waiting for them, else the party whose own clock is most overrun; on
 * equal overruns the first. Undefined when nobody is over their own target.
 */
export function attributeBreach(
  breached: ServiceLevelClock,
  contributors: readonly Contributor[],
  now: number,
  calendars: Calendars,
): Attribution | undefined {
  const { intervals, totals } = explain(breached, now, calendars);
  const awaited = intervals.reduce((sum, { reason, seconds }) => sum + (reason === AWAITING_CUSTOMER ? seconds : 0), 0);
  if (2 * awaited > totals.wall) return { breachedBy: 'customer' };
  return contributors
    .map(({ party, id, clock }) => ({ breachedBy: party, id, overrun: measure(clock, now, calendars).overrun }))
    .filter(({ overrun }) => overrun > 0)
    .sort((a, b) => b.overrun - a.overrun)[0];
}
