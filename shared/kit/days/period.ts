/** Periods by their names: a year, a quarter, a month or a week of ISO 8601, between local midnights (KC.4). Pure. */
import { type Day, dayStart } from '#shared/kit/days/day';
import type { Interval } from '#shared/kit/intervals/intervals';
import { dateText } from '#shared/time/calendar-definition';
import { dayNumber } from '#shared/time/zone-days';

/** The first day of a period, and the first that is no longer in it. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** Days since 1970-01-01 of the Monday of a year's first week, the one with its 4 January. */
function firstMonday(year: number): number {
  const fourth = dayNumber(year, 1, 4);
  // Day 0 was a Thursday.
  return fourth - ((((fourth + 3) % 7) + 7) % 7);
}

const months = (year: number, month: number, count: number): Period => ({
  from: dateText(dayNumber(year, month, 1)),
  to: dateText(dayNumber(year, month + count, 1)),
});

/** The days of `2026`, `2026-Q1`, `2026-03` or `2026-W14`; undefined for any other text, and for what the year does not have. */
export function periodOf(name: string): Period | undefined {
  const [, digits = '', quarter, month, week] = /^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2])|-W(\d{2}))?$/.exec(name) ?? [];
  const year = Number(digits);
  if (year < 1) return undefined;
  if (quarter !== undefined) return months(year, 3 * Number(quarter) - 2, 3);
  if (month !== undefined) return months(year, Number(month), 1);
  if (week === undefined) return months(year, 1, 12);
  const from = firstMonday(year) + 7 * (Number(week) - 1);
  return week === '00' || from >= firstMonday(year + 1) ? undefined : { from: dateText(from), to: dateText(from + 7) };
}

/** A period in epoch milliseconds, from one local midnight to another. */
export const stretchOf = ({ from, to }: Period, zone: string): Interval => ({
  from: dayStart(from, zone),
  until: dayStart(to, zone),
});

/** Whether a period is still going on, so that nothing of it is final. */
export const isRunning = (period: Period, zone: string, now: number): boolean => now < stretchOf(period, zone).until;
