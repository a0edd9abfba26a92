/** When a rule recurs (RFC 5545): in wall time first, then as instants of a zone, then moved off the days on which a calendar is closed. Pure. */
import { type NthDay, type Rule, wallOf } from '#shared/kit/recurrence/rule';
import type { CompiledCalendar } from '#shared/time/calendar';
import { offsetAt, openingInstant, steadyOffset, toWall } from '#shared/time/zone';
import { dayNumber } from '#shared/time/zone-days';

const DAY = 86_400;
/** 9999-12-31T23:59:59Z: later instants cannot be written down. */
const LAST = 253_402_300_799;
/** Nothing is looked for further than this after the last occurrence: 29 February falls on a Friday at least every 40 years. */
const HORIZON_YEARS = 50;

export const rolls = ['following', 'preceding', 'skip'] as const;
export type Roll = (typeof rolls)[number];

export interface Recurrence {
  readonly rule: Rule;
  /** The first wall time, as seconds since 1970-01-01T00:00. */
  readonly start: number;
  readonly zone: string;
  /** Wall times, and whole days, on which it does not recur. */
  readonly except?: readonly string[];
  readonly calendar?: CompiledCalendar;
  /** What becomes of an occurrence on a day on which the calendar is closed; without it, or without a calendar, it stays. */
  readonly roll?: Roll;
}

export interface Occurrence {
  /** Epoch seconds. */
  readonly at: number;
  /** The wall time that the rule names, before it was moved. */
  readonly nominal: number;
}

interface Day {
  /** Days since 1970-01-01. */
  readonly number: number;
  readonly month: number;
  readonly day: number;
  readonly monthLength: number;
  readonly yearDay: number;
  readonly yearLength: number;
}

const dateOf = (number: number): Date => new Date(number * DAY * 1000);
/** 0 for Monday; 1970-01-01 was a Thursday. */
const weekdayOf = (number: number): number => (((number + 3) % 7) + 7) % 7;

function dayOf(number: number): Day {
  const date = dateOf(number);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  const [first, next] = [dayNumber(year, 1, 1), dayNumber(year + 1, 1, 1)];
  return {
    number,
    month,
    day: date.getUTCDate(),
    monthLength: dayNumber(year, month + 1, 1) - dayNumber(year, month, 1),
    yearDay: number - first + 1,
    yearLength: next - first,
  };
}

/** Monday, or whatever day weeks begin with, of week 1: the first week with at least four days in the year. */
function firstWeek(year: number, weekStart: number): number {
  const first = dayNumber(year, 1, 1);
  const into = (weekdayOf(first) - weekStart + 7) % 7;
  return into <= 3 ? first - into : first - into + 7;
}

const countsAs = (wanted: readonly number[], value: number, length: number): boolean =>
  wanted.some((each) => (each > 0 ? each === value : length + each + 1 === value));

/** Whether a day is the nth of its weekday within `length` days, of which it is number `position`. */
const isNth = ({ weekday, nth }: NthDay, day: Day, position: number, length: number): boolean =>
  weekday === weekdayOf(day.number) &&
  (nth === 0 || (nth > 0 ? Math.ceil(position / 7) === nth : Math.ceil((length - position + 1) / 7) === -nth));

/** The rule with what DTSTART says where the rule says nothing. */
function completed({ rule, start }: Recurrence): Rule {
  const first = dayOf(Math.floor(start / DAY));
  const { frequency, months, weeks, yearDays, monthDays, days } = rule;
  const inOrder = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b);
  const hours = inOrder(rule.hours ?? [Math.floor((start % DAY) / 3600)]);
  const minutes = inOrder(rule.minutes ?? [Math.floor((start % 3600) / 60)]);
  const given = { ...rule, hours, minutes };
  if (frequency === 'DAILY' || yearDays || monthDays || days) return given;
  if (frequency === 'WEEKLY' || weeks) return { ...given, days: [{ weekday: weekdayOf(first.number), nth: 0 }] };
  if (frequency === 'MONTHLY' || months) return { ...given, monthDays: [first.day] };
  return { ...given, months: [first.month], monthDays: [first.day] };
}

/** Whether the rule names the day. All that narrows holds at once: that is what limiting and expanding come to for whole days. */
function names({ frequency, months, yearDays, monthDays, days, weeks }: Rule, day: Day): boolean {
  if (months && !months.includes(day.month)) return false;
  if (yearDays && !countsAs(yearDays, day.yearDay, day.yearLength)) return false;
  if (monthDays && !countsAs(monthDays, day.day, day.monthLength)) return false;
  if (!days) return true;
  const inYear = frequency === 'YEARLY' && !months && !weeks;
  return days.some((each) =>
    inYear ? isNth(each, day, day.yearDay, day.yearLength) : isNth(each, day, day.day, day.monthLength),
  );
}

/** First and last day of the period that is `index` intervals after that of DTSTART. */
function period(
  { frequency, interval, weekStart, weeks }: Rule,
  start: number,
  index: number,
): readonly [number, number] {
  const first = Math.floor(start / DAY);
  const steps = index * interval;
  const [year, month] = [dateOf(first).getUTCFullYear(), dateOf(first).getUTCMonth() + 1];
  switch (frequency) {
    case 'DAILY':
      return [first + steps, first + steps];
    case 'WEEKLY': {
      const monday = first - ((weekdayOf(first) - weekStart + 7) % 7) + steps * 7;
      return [monday, monday + 6];
    }
    case 'MONTHLY':
      return [dayNumber(year, month + steps, 1), dayNumber(year, month + steps + 1, 1) - 1];
    case 'YEARLY':
      if (weeks) return [firstWeek(year + steps, weekStart), firstWeek(year + steps + 1, weekStart) - 1];
      return [dayNumber(year + steps, 1, 1), dayNumber(year + steps + 1, 1, 1) - 1];
  }
}

/** Wall times within one period, in order. */
function timesIn(rule: Rule, start: number, index: number): readonly number[] {
  const [from, to] = period(rule, start, index);
  const seconds = start % 60;
  const times: number[] = [];
  for (let number = from; number <= to; number++) {
    if (rule.weeks && !countsAs(rule.weeks, Math.floor((number - from) / 7) + 1, (to - from + 1) / 7)) continue;
    if (!names(rule, dayOf(number))) continue;
    for (const hour of rule.hours ?? [])
      for (const minute of rule.minutes ?? []) times.push(number * DAY + hour * 3600 + minute * 60 + seconds);
  }
  if (!rule.positions) return times;
  const chosen = new Set(rule.positions.map((each) => (each > 0 ? each : times.length + each + 1)));
  return [...chosen].sort((a, b) => a - b).flatMap((position) => times[position - 1] ?? []);
}

/** The period to begin with, so that nothing after the wall time `after` is missed; rules with COUNT are counted from the beginning. */
function firstPeriod(rule: Rule, start: number, after: number): number {
  if (rule.count !== undefined || after <= start) return 0;
  const length = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[rule.frequency] * DAY * rule.interval;
  return Math.max(0, Math.floor((after - start) / length) - 2);
}

/**
 * The instant of a wall time. One that the clocks skip is read with the offset before they were put forward, one that they show twice is the
 * first (RFC 5545, section 3.3.5).
 */
function instantOf(zone: string, wall: number): number {
  const instant = openingInstant(zone, wall);
  return toWall(zone, instant) === wall ? instant : wall - offsetAt(zone, instant - 1);
}

/** Whether a wall time, or the whole of its day, is left out. */
function exceptions(except: readonly string[] = []): (wall: number) => boolean {
  const walls = new Set<number>();
  const days = new Set<number>();
  for (const text of except) {
    const at = wallOf(text);
    if (at === undefined) continue;
    if (text.includes('T')) walls.add(at);
    else days.add(at / DAY);
  }
  return (wall) => walls.has(wall) || days.has(Math.floor(wall / DAY));
}

/**
 * The instants of one period in order, each once: a wall time that the clocks skip may fall together with a later one, and is then neither made nor
 * counted (RFC 5545, section 3.3.10).
 */
function instantsIn(recurrence: Recurrence, rule: Rule, index: number): readonly Occurrence[] {
  const { start, zone } = recurrence;
  const found = new Map<number, number>();
  let day = Number.NaN;
  let offset: number | undefined;
  for (const wall of timesIn(rule, start, index)) {
    if (wall < start) continue;
    if (Math.floor(wall / DAY) !== day) {
      day = Math.floor(wall / DAY);
      offset = steadyOffset(zone, day * DAY, (day + 1) * DAY);
    }
    // Later wall times win: that is the one which the clocks really show.
    found.set(offset === undefined ? instantOf(zone, wall) : wall - offset, wall);
  }
  return [...found].map(([at, nominal]) => ({ at, nominal })).sort((a, b) => a.at - b.at);
}

/** Where a calendar moves an instant; undefined when it is dropped. */
function rolled({ calendar, roll }: Recurrence, at: number): number | undefined {
  if (!calendar || !roll || calendar.isBusinessDay(at)) return at;
  if (roll === 'skip') return undefined;
  return calendar.addBusinessDays(at, roll === 'following' ? 1 : -1);
}

/**
 * Occurrences later than an instant, in order, each instant once; ends when the rule does, or when nothing was found for 50 years. Nominal times
 * some days before `after` are looked at too: a calendar may move them beyond it.
 */
export function* occurrencesAfter(recurrence: Recurrence, after: number): Generator<Occurrence> {
  const { start, except } = recurrence;
  const rule = completed(recurrence);
  const isExcepted = exceptions(except);
  const ahead = recurrence.calendar && recurrence.roll ? 40 * DAY : 2 * DAY;
  const begin = firstPeriod(rule, start, after - ahead);
  const [from] = period(rule, start, begin);
  let counted = 0;
  let latest = after;
  let lastFound = from;
  for (let index = begin; ; index++) {
    const [day] = period(rule, start, index);
    if (day - lastFound > HORIZON_YEARS * 366) return;
    for (const { at: instant, nominal } of instantsIn(recurrence, rule, index)) {
      const { until } = rule;
      if (until && (until.kind === 'instant' ? instant : nominal) > until.at) return;
      counted++;
      if (rule.count !== undefined && counted > rule.count) return;
      if (isExcepted(nominal)) continue;
      const at = rolled(recurrence, instant);
      if (at === undefined || at <= latest) continue;
      if (at > LAST) return;
      latest = at;
      lastFound = day;
      yield { at, nominal };
    }
  }
}

/** The next occurrences after an instant, at most `count`. */
export function nextOccurrences(recurrence: Recurrence, after: number, count: number): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const occurrence of occurrencesAfter(recurrence, after)) if (found.push(occurrence) >= count) break;
  return found;
}
