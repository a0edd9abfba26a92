/** Local days: which one an instant is on, when one begins and ends in a zone, and days months apart (K0.3). Pure. */
import { dateNumber, dateText } from '#shared/time/calendar-definition';
import { toSeconds } from '#shared/time/clock';
import { openingInstant, toWall } from '#shared/time/zone';
import { dayNumber } from '#shared/time/zone-days';

const DAY = 86_400;

/** A date of no zone, `YYYY-MM-DD`. */
export type Day = string;

/** Days since 1970-01-01. @throws RangeError for a day that does not exist */
export function numberOf(day: Day): number {
  const number = dateNumber(day);
  if (number === undefined)
    throw new RangeError(`expected a day that exists, such as 2026-03-31, was given ${day.slice(0, 80)}`);
  return number;
}

/** So many days later; earlier when negative. */
export const addDays = (day: Day, days: number): Day => dateText(numberOf(day) + days);

/** Days from one to the other. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from);

/** The day that this is in a month so many later, or the last day of that month when it has no such day. */
function inMonth(year: number, month: number, day: number): Day {
  const last = dayNumber(year, month + 1, 1) - 1;
  return dateText(Math.min(dayNumber(year, month, 1) + day - 1, last));
}

/** The same day of the month so many months later, else that month's last one: always from the anchor, because steps of steps lose days. */
export function addMonths(day: Day, months: number): Day {
  numberOf(day);
  const [year = 0, month = 0, number = 0] = day.split('-').map(Number);
  return inMonth(year, month + months, number);
}

/** The last day of a term of months that begins on this day: 2026-01-01 for 12 months ends 2026-12-31, 2024-02-29 ends 2025-02-28. */
export function termEnd(first: Day, months: number): Day {
  numberOf(first);
  const [year = 0, month = 0, number = 0] = first.split('-').map(Number);
  return number === 1 ? dateText(dayNumber(year, month + months, 1) - 1) : inMonth(year, month + months, number - 1);
}

/** Epoch milliseconds of a day's first instant in a zone. */
export const dayStart = (day: Day, zone: string): number => openingInstant(zone, numberOf(day) * DAY) * 1000;

/** Epoch milliseconds at which a day is over in a zone: the first instant of the next one. */
export const dayEnd = (day: Day, zone: string): number => dayStart(addDays(day, 1), zone);

/** The day on which an instant is in a zone. @param at epoch milliseconds */
export const dayOf = (at: number, zone: string): Day => dateText(Math.floor(toWall(zone, toSeconds(at)) / DAY));
