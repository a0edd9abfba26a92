/** Figures over many service-level clocks (B7). */
import type { Calendars, ServiceLevelClock } from '#shared/kit/service-levels/clock';
import { measure } from '#shared/kit/service-levels/measure';

export interface Compliance {
  readonly met: number;
  readonly breached: number;
  /** 100 × met / (met + breached), or null when there were none: never 0 or 100 for nothing. */
  readonly percent: number | null;
  /** Σ overrun / breached in working seconds, or null. */
  readonly meanOverrun: number | null;
  /** Open clocks with at least 75 % used. */
  readonly atRisk: number;
}

/** From this percentage on an open clock is at risk. */
const AT_RISK = 75;

/**
 * Compliance of a set of clocks, their predecessors included, at `now` (epoch milliseconds). Cancelled clocks do not count, nor do
 * superseded ones, except for a breach that was on record when the priority changed and is not marked misclassified (B4).
 */
export function compliance(clocks: readonly ServiceLevelClock[], now: number, calendars: Calendars): Compliance {
  const all = clocks.flatMap((clock) => [clock, ...(clock.history ?? [])]).filter(counts);
  const met = all.filter(({ state }) => state === 'met').length;
  const measured = all.map((clock) => ({ clock, shown: measure(clock, now, calendars) }));
  const late = measured.filter(({ clock, shown }) => clock.state !== 'met' && shown.breached);
  const overrun = late.reduce((sum, { shown }) => sum + shown.overrun, 0);
  return {
    met,
    breached: late.length,
    percent: met + late.length === 0 ? null : (100 * met) / (met + late.length),
    meanOverrun: late.length === 0 ? null : overrun / late.length,
    atRisk: measured.filter(({ clock, shown }) => !clock.stoppedAt && shown.percent >= AT_RISK).length,
  };
}

function counts({ state, breachedAt, misclassified }: ServiceLevelClock): boolean {
  if (misclassified !== undefined || state === 'cancelled') return false;
  return state !== 'superseded' || breachedAt !== undefined;
}
