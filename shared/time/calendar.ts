/** Counts working time: a calendar compiled, lazily and year by year, into open intervals with running sums. */
import { type Calendar, dayPlan } from '#shared/time/calendar-definition';
import {
  countYear,
  firstInstantAfter,
  firstWhere,
  lastInstantAfter,
  type OpenInterval,
  workedAt,
  type Year,
} from '#shared/time/calendar-year';
import { HORIZON_YEARS, HorizonError, MEASURED_YEARS } from '#shared/time/horizon';
import { openingInstant, toWall } from '#shared/time/zone';
import { yearOf } from '#shared/time/zone-days';

export type { Calendar, CalendarException, Weekday, Window } from '#shared/time/calendar-definition';
export type { OpenInterval } from '#shared/time/calendar-year';

/** A calendar that can count. Instants are epoch seconds; working time is in seconds. */
export interface CompiledCalendar {
  readonly zone: string;
  /**
   * The instant at which this much working time has passed since `from`. Time that runs out exactly at close is due at close; no
   * time at all is due at `from`, open or not. @throws HorizonError
   */
  add(from: number, working: number): number;
  /** The instant from which this much working time passes until `to`; time that began exactly at an opening began there. */
  subtract(to: number, working: number): number;
  /** Working time from `from` to `to`; 0 when `to` is not later. */
  between(from: number, to: number): number;
  isOpen(at: number): boolean;
  /** `at` when open, else the next instant that is. */
  nextOpen(at: number): number;
  /** The open intervals within `[from, to)`, those that touch being one. */
  segments(from: number, to: number): readonly OpenInterval[];
  /** Whether a window opens on the local date of this instant. */
  isBusinessDay(at: number): boolean;
  /** The same wall time `days` business days later (earlier when negative); in a gap of the clocks the first instant after it. */
  addBusinessDays(at: number, days: number): number;
}

/** Days within which {@link CompiledCalendar.addBusinessDays} must arrive. */
const HORIZON_DAYS = HORIZON_YEARS * 366;
const DAY = 86_400;
const YEARS_KEPT = 128;
const CALENDARS_KEPT = 500;

const byDefinition = new WeakMap<Calendar, CompiledCalendar>();
const byText = new Map<string, CompiledCalendar>();

/**
 * The calendar, ready to count; the same one for the same definition.
 * @param definition one that `checkCalendar` found nothing wrong with: what is stored was checked when it was written
 */
export function compileCalendar(definition: Calendar): CompiledCalendar {
  const known = byDefinition.get(definition);
  if (known) return known;
  const text = JSON.stringify(definition);
  const compiled = byText.get(text) ?? compile(definition);
  if (byText.size >= CALENDARS_KEPT) byText.clear();
  byText.set(text, compiled);
  byDefinition.set(definition, compiled);
  return compiled;
}

const roundTheClock = [{ open: '00:00', close: '24:00' }];

/** Round the clock, every day: 24×7 without a hole. */
export const ALWAYS: CompiledCalendar = compileCalendar({
  zone: 'UTC',
  weekly: {
    mon: roundTheClock,
    tue: roundTheClock,
    wed: roundTheClock,
    thu: roundTheClock,
    fri: roundTheClock,
    sat: roundTheClock,
    sun: roundTheClock,
  },
});

function compile(definition: Calendar): CompiledCalendar {
  const { zone } = definition;
  const plan = dayPlan(definition);
  const years = new Map<number, Year>();

  const yearWith = (year: number): Year => {
    const known = years.get(year);
    if (known) return known;
    if (years.size >= YEARS_KEPT) years.clear();
    const counted = countYear(plan, zone, year);
    years.set(year, counted);
    return counted;
  };
  const within = (year: number, start: number, years = HORIZON_YEARS): void => {
    if (Math.abs(year - start) > years)
      throw new HorizonError(`working time counted from the year ${start} to end`, years);
  };
  const dayOf = (at: number): number => Math.floor(toWall(zone, at) / DAY);
  const isBusiness = (day: number): boolean => plan(day).windows.length > 0;

  return {
    zone,
    add(from, working) {
      assertWorking(working);
      if (working === 0) return from;
      const start = yearOf(from);
      let rest = working + workedAt(yearWith(start), from);
      let year = start;
      for (; rest > yearWith(year).total; year += 1) {
        within(year, start);
        rest -= yearWith(year).total;
      }
      return firstInstantAfter(yearWith(year), rest);
    },
    subtract(to, working) {
      assertWorking(working);
      if (working === 0) return to;
      const start = yearOf(to);
      let rest = workedAt(yearWith(start), to) - working;
      let year = start;
      while (rest < 0) {
        year -= 1;
        within(year, start);
        rest += yearWith(year).total;
      }
      return lastInstantAfter(yearWith(year), rest);
    },
    between(from, to) {
      if (to <= from) return 0;
      const first = yearOf(from);
      const last = yearOf(to);
      within(last, first, MEASURED_YEARS);
      let sum = workedAt(yearWith(last), to) - workedAt(yearWith(first), from);
      for (let year = first; year < last; year += 1) sum += yearWith(year).total;
      return sum;
    },
    isOpen(at) {
      const found = firstWhere(yearWith(yearOf(at)).intervals, ({ to }) => to > at);
      return found !== undefined && found.from <= at;
    },
    nextOpen(at) {
      const start = yearOf(at);
      for (let year = start; ; year += 1) {
        within(year, start);
        const found = firstWhere(yearWith(year).intervals, ({ to }) => to > at);
        if (found) return Math.max(found.from, at);
      }
    },
    segments(from, to) {
      if (to <= from) return [];
      const found: { from: number; to: number }[] = [];
      const last = yearOf(to);
      within(last, yearOf(from), MEASURED_YEARS);
      for (let year = yearOf(from); year <= last; year += 1) {
        for (const interval of yearWith(year).intervals) {
          const clipped = { from: Math.max(interval.from, from), to: Math.min(interval.to, to) };
          if (clipped.to <= clipped.from) continue;
          const previous = found.at(-1);
          if (previous?.to === clipped.from) previous.to = clipped.to;
          else found.push(clipped);
        }
      }
      return found;
    },
    isBusinessDay: (at) => isBusiness(dayOf(at)),
    addBusinessDays(at, days) {
      if (!Number.isSafeInteger(days)) throw new RangeError(`expected whole business days, was given ${days}`);
      if (days === 0) return at;
      const step = Math.sign(days);
      const start = dayOf(at);
      let day = start;
      for (let left = Math.abs(days); left > 0; ) {
        day += step;
        if (Math.abs(day - start) > HORIZON_DAYS) {
          throw new HorizonError(`${days} business days to end`);
        }
        if (isBusiness(day)) left -= 1;
      }
      return openingInstant(zone, toWall(zone, at) + (day - start) * DAY);
    },
  };
}

function assertWorking(working: number): void {
  if (!(working >= 0)) throw new RangeError(`expected working seconds, zero or more, was given ${working}`);
}
