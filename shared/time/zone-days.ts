/** Days and years as numbers, of no zone. */

const DAY = 86_400;

/** Days since 1970-01-01 of a date in the Gregorian calendar; a day beyond its month counts on into the next. */
export function dayNumber(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}

/** The first epoch second of a year in UTC. */
export function startOfYear(year: number): number {
  return dayNumber(year, 1, 1) * DAY;
}

/** The year in UTC of an epoch second. */
export function yearOf(seconds: number): number {
  return new Date(seconds * 1000).getUTCFullYear();
}
