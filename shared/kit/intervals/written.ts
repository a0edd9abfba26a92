/** Stretches of time as records write them, made ones to reckon with. Pure. */
import { type Day, dayStart } from '#shared/kit/days/day';
import { FOREVER, type Interval } from '#shared/kit/intervals/intervals';
import { fromInstant } from '#shared/time/clock';

/** A stretch as it is written: its end is called one thing or the other, and is not in it; without an end, it goes on. */
export interface Written {
  readonly from: string;
  readonly to?: string;
  readonly until?: string;
}

/** Between instants, in epoch milliseconds. @throws RangeError for what is no instant */
export function betweenInstants({ from, to, until = to }: Written): Interval {
  return { from: fromInstant(from), until: until === undefined ? FOREVER : fromInstant(until) };
}

/** From the beginning of one day to the beginning of another in a zone, in epoch milliseconds. @throws RangeError for what is no day */
export function betweenDays({ from, to, until = to }: Written, zone: string): Interval {
  const start = (day: Day): number => dayStart(day, zone);
  return { from: start(from), until: until === undefined ? FOREVER : start(until) };
}
