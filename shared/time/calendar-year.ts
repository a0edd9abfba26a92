/** One year of a calendar: its open intervals in order, with the working time that lies before each. */
import type { DayPlan } from '#shared/time/calendar-definition';
import { closingInstant, openingInstant, steadyOffset } from '#shared/time/zone';
import { startOfYear } from '#shared/time/zone-days';

/** An open interval `[from, to)` in epoch seconds. */
export interface OpenInterval {
  readonly from: number;
  readonly to: number;
}

/** An open interval and the working time of its year that lies before it. */
export interface Counted extends OpenInterval {
  readonly before: number;
}

export interface Year {
  readonly intervals: readonly Counted[];
  /** Working seconds of the whole year. */
  readonly total: number;
}

const DAY = 86_400;
const NOTHING: Counted = { from: 0, to: 0, before: 0 };

/** The open time of a calendar within a year of UTC. */
export function countYear(plan: DayPlan, zone: string, year: number): Year {
  let total = 0;
  const intervals = openIntervals(plan, zone, year);
  for (const interval of intervals) {
    interval.before = total;
    total += interval.to - interval.from;
  }
  return { intervals, total };
}

/** The first interval for which `holds`, which must hold for all after it too; by bisection. */
export function firstWhere(intervals: readonly Counted[], holds: (interval: Counted) => boolean): Counted | undefined {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(intervals[middle] ?? NOTHING)) high = middle;
    else low = middle + 1;
  }
  return intervals[low];
}

/** Working time of the year that has passed at an instant of it. */
export function workedAt({ intervals, total }: Year, at: number): number {
  const found = firstWhere(intervals, ({ to }) => to > at);
  return found ? found.before + Math.max(0, at - found.from) : total;
}

/** The first instant of the year at which this much of its working time, more than none, has passed: at close when it ends there. */
export function firstInstantAfter({ intervals }: Year, worked: number): number {
  const found = firstWhere(intervals, ({ from, to, before }) => before + to - from >= worked) ?? NOTHING;
  return found.from + worked - found.before;
}

/** The last instant of the year at which only this much of its working time has passed: at the opening when it ends there. */
export function lastInstantAfter({ intervals }: Year, worked: number): number {
  const found = firstWhere(intervals, ({ from, to, before }) => before + to - from > worked);
  return found ? found.from + worked - found.before : (intervals.at(-1)?.to ?? 0);
}

/** In order and apart, clipped to the year. Windows that touch, or overlap where clocks go back, are one. */
function openIntervals(plan: DayPlan, zone: string, year: number): { from: number; to: number; before: number }[] {
  const begin = startOfYear(year);
  const end = startOfYear(year + 1);
  const intervals: { from: number; to: number; before: number }[] = [];
  for (let day = begin / DAY - 2; day <= end / DAY + 1; day += 1) {
    const { windows } = plan(day);
    if (windows.length === 0) continue;
    // On most days no clock changes anywhere near, and instants are the difference of two numbers.
    const offset = steadyOffset(zone, day * DAY, (day + 2) * DAY);
    for (const window of windows) {
      const [opens, closes] = [day * DAY + window.open, day * DAY + window.close];
      const from = Math.max(offset === undefined ? openingInstant(zone, opens) : opens - offset, begin);
      const to = Math.min(offset === undefined ? closingInstant(zone, closes) : closes - offset, end);
      if (to <= from) continue;
      const last = intervals.at(-1);
      if (last && from <= last.to) last.to = Math.max(last.to, to);
      else intervals.push({ from, to, before: 0 });
    }
  }
  return intervals;
}
