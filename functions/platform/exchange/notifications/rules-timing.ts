/** Pure: quiet hours and the times of digests, on the clocks of the user's zone. */
import { toSeconds } from '#shared/time/clock';
import { openingInstant, toWall } from '#shared/time/zone';

const DAY = 86_400;
const HOUR = 3600;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4;

export const frequencies = ['immediate', 'hourly', 'daily', 'weekly', 'never'] as const;
export type Frequency = (typeof frequencies)[number];

export interface QuietHours {
  /** Wall times `HH:MM`; from the first to the second, over midnight when the second is the smaller one. */
  readonly start: string;
  readonly end: string;
}

function secondsOf(wallTime: string): number {
  const [hours, minutes] = wallTime.split(':').map(Number);
  return (hours ?? 0) * HOUR + (minutes ?? 0) * 60;
}

/**
 * The instant at which quiet hours that hold now are over; undefined when they do not hold.
 * @param now epoch milliseconds, as the result
 */
export function quietUntil({ start, end }: QuietHours, zone: string, now: number): number | undefined {
  const wall = toWall(zone, toSeconds(now));
  const midnight = Math.floor(wall / DAY) * DAY;
  const time = wall - midnight;
  const [from, to] = [secondsOf(start), secondsOf(end)];
  const isQuiet = from < to ? time >= from && time < to : from !== to && (time >= from || time < to);
  if (!isQuiet) return undefined;
  return openingInstant(zone, midnight + to + (time < to ? 0 : DAY)) * 1000;
}

/** The next instant after now at which a digest goes out. @param at wall time of daily and weekly ones, which go out on Mondays */
export function nextDigest(frequency: 'hourly' | 'daily' | 'weekly', at: string, zone: string, now: number): number {
  const wall = toWall(zone, toSeconds(now));
  if (frequency === 'hourly') return openingInstant(zone, (Math.floor(wall / HOUR) + 1) * HOUR) * 1000;
  const today = Math.floor(wall / DAY);
  for (let day = today; day <= today + 8; day++) {
    const instant = openingInstant(zone, day * DAY + secondsOf(at)) * 1000;
    const isDay = frequency === 'daily' || (day - FIRST_MONDAY) % 7 === 0;
    if (isDay && instant > now) return instant;
  }
  return now + 7 * DAY * 1000;
}
