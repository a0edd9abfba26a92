/** A calendar as a tenant writes it (B3), and the windows it gives each date. */
import { dayNumber } from '#shared/time/zone-days';

/** Wall time `HH:MM`; a close at or before its open is on the next day, and `24:00` is the midnight that ends the day. */
export interface Window {
  readonly open: string;
  readonly close: string;
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Replaces a date's weekly windows: once (`2026-04-03`), or every year (`12-25`), the single date winning. */
export type CalendarException =
  | { readonly date: string; readonly closed: true }
  | { readonly date: string; readonly windows: readonly Window[] };

export interface Calendar {
  /** IANA zone in whose wall time the windows are. */
  readonly zone: string;
  readonly weekly: { readonly [D in Weekday]?: readonly Window[] };
  /** A date's windows are those that open on it: closing a date leaves the night window of the evening before in place. */
  readonly exceptions?: readonly CalendarException[];
  /** The date from which this version is meant to be used; the windows know nothing of it. */
  readonly validFrom?: string;
}

/** A window in seconds from the midnight that begins its date; `close` is beyond 86,400 when it is on the next day. */
export interface DayWindow {
  readonly open: number;
  readonly close: number;
}

/** The windows of one date, and the JSON Pointer to where the calendar says so. */
export interface Day {
  readonly windows: readonly DayWindow[];
  readonly pointer: string;
}

/** The windows that open on the date with this day number (days since 1970-01-01). */
export type DayPlan = (day: number) => Day;

const DAY = 86_400;

/** Seconds from midnight of a wall time `HH:MM`, or undefined when it is not one; `24:00` is one as a close only. */
export function wallTime(text: string): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hours !== undefined) return (Number(hours) * 60 + Number(minutes)) * 60;
  return text === '24:00' ? DAY : undefined;
}

/** The day number of a date `YYYY-MM-DD`, or undefined when there is no such day. */
export function dateNumber(text: string): number | undefined {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1) return undefined;
  const number = dayNumber(year, month, day);
  return dateText(number) === text ? number : undefined;
}

/** The date `YYYY-MM-DD` of a day number. */
export function dateText(day: number): string {
  return new Date(day * DAY * 1000).toISOString().slice(0, 10);
}

/** The weekday of a day number; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): Weekday {
  return weekdays[(((day + 3) % 7) + 7) % 7] ?? 'mon';
}

function dayWindow({ open, close }: Window): readonly DayWindow[] {
  const from = wallTime(open);
  const to = wallTime(close);
  if (from === undefined || to === undefined) return [];
  return [{ open: from, close: to <= from ? to + DAY : to }];
}

function dayOf(windows: readonly Window[], pointer: string): Day {
  return { windows: windows.flatMap(dayWindow).sort((a, b) => a.open - b.open), pointer };
}

/** Month × 100 + day of a day number. By arithmetic on years that begin in March, as `Date` is too slow for tens of thousands of days. */
function monthAndDay(day: number): number {
  const sinceMarch0000 = day + 719_468;
  const dayOfEra = sinceMarch0000 - Math.floor(sinceMarch0000 / 146_097) * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const year = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return month * 100 + dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
}

/** Which windows a calendar gives each date. Times and dates that cannot be read are left out; `checkCalendar` reports them. */
export function dayPlan({ weekly, exceptions = [] }: Calendar): DayPlan {
  const week = new Map(weekdays.map((name) => [name, dayOf(weekly[name] ?? [], `/weekly/${name}`)]));
  const once = new Map<number, Day>();
  const yearly = new Map<number, Day>();
  exceptions.forEach((each, index) => {
    const day = dayOf('closed' in each ? [] : each.windows, `/exceptions/${index}`);
    const number = dateNumber(each.date);
    if (number === undefined) yearly.set(Number(each.date.replace('-', '')), day);
    else once.set(number, day);
  });
  const none: Day = { windows: [], pointer: '/weekly' };
  return (day) =>
    once.get(day) ?? (yearly.size > 0 ? yearly.get(monthAndDay(day)) : undefined) ?? week.get(weekdayOf(day)) ?? none;
}
