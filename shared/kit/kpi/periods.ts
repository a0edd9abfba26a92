/** Periods of a trend: days, weeks or months in a row, beginning and ending as they do in a time zone. Pure. */
import { toInstant, toSeconds } from '#shared/time/clock';
import { openingInstant, toWall } from '#shared/time/zone';
import { dayNumber } from '#shared/time/zone-days';

export const lengths = ['day', 'week', 'month'] as const;
export type Length = (typeof lengths)[number];

/** Half-open; RFC 3339 in UTC. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

const DAY = 86_400;

export function isLength(text: string): text is Length {
  return lengths.some((length) => length === text);
}

/** The local day on which the period that an instant lies in begins, moved by a number of periods. */
function firstDay(length: Length, day: number, move: number): number {
  if (length === 'day') return day + move;
  // Day 0 was a Thursday; weeks begin on Monday.
  if (length === 'week') return day - ((day + 3) % 7) + 7 * move;
  const date = new Date(day * DAY * 1000);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + move;
  return dayNumber(Math.floor(month / 12), (month % 12) + 1, 1);
}

/** The last `count` periods, the one that the instant lies in being the last. @param at epoch milliseconds */
export function stretches(length: Length, count: number, at: number, zone: string): readonly Stretch[] {
  const today = Math.floor(toWall(zone, toSeconds(at)) / DAY);
  const begin = (move: number): string => toInstant(openingInstant(zone, firstDay(length, today, move) * DAY) * 1000);
  return Array.from({ length: count }, (_, index) => ({
    from: begin(index - count + 1),
    to: begin(index - count + 2),
  }));
}
