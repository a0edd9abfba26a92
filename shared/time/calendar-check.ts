/** What is wrong with a calendar, all of it at once, before anything is counted by it (B3). */
import {
  type Calendar,
  type CalendarException,
  type DayPlan,
  dateNumber,
  dayPlan,
  type Window,
  wallTime,
  weekdays,
} from '#shared/time/calendar-definition';
import { isZone } from '#shared/time/zone';

/** Why a calendar is refused. */
export type CalendarProblemCode =
  | 'invalid-zone'
  | 'invalid-time'
  | 'invalid-date'
  | 'duplicate-exception'
  | 'window-overlap'
  | 'too-many-windows'
  | 'calendar-never-open';

/** One thing that is wrong; `pointer` is a JSON Pointer into the calendar (RFC 6901). */
export interface CalendarProblem {
  readonly code: CalendarProblemCode;
  readonly pointer: string;
  readonly message: string;
}

/** A calendar that cannot be used, with everything that is wrong with it. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  /** `calendar-never-open` when that is what is wrong, else `invalid-calendar`: slugs of the problem to answer with. */
  readonly code: 'calendar-never-open' | 'invalid-calendar';
  readonly problems: readonly CalendarProblem[];

  constructor(problems: readonly CalendarProblem[]) {
    super(problems.map(({ pointer, message }) => `${pointer || '/'}: ${message}`).join('; '));
    this.problems = problems;
    this.code = problems.every(({ code }) => code === 'calendar-never-open')
      ? 'calendar-never-open'
      : 'invalid-calendar';
  }
}

const DAY = 86_400;
/** A calendar has at least one open second within any this many days (B3). */
const LONGEST_CLOSED_DAYS = 14;
/** Windows of weekdays and exceptions together: what counting by a calendar costs grows with them. */
const MOST_WINDOWS = 400;
/** How far around a single exception windows must be looked at: the longest closed span either side and a week with windows. */
const NEIGHBOURHOOD = LONGEST_CLOSED_DAYS + 8;
/** 1 January 2000; the weekdays of yearly dates repeat every 28 years. */
const CYCLE_START = 10_957;
const CYCLE_DAYS = 28 * 366;

/** Everything that is wrong with the calendar; empty when it can be used. Open time is judged by the wall clock. */
export function checkCalendar(calendar: Calendar): readonly CalendarProblem[] {
  const { zone, weekly, exceptions = [], validFrom } = calendar;
  const counted = [...Object.values(weekly), ...exceptions.map((each) => ('closed' in each ? [] : each.windows))]
    .map((windows) => windows.length)
    .reduce((sum, length) => sum + length, 0);
  if (counted > MOST_WINDOWS) {
    const message = `expected at most ${MOST_WINDOWS} windows in all, was given ${counted}`;
    return [problem('too-many-windows', '', message)];
  }
  const problems = [
    ...(isZone(zone)
      ? []
      : [problem('invalid-zone', '/zone', `expected an IANA zone such as Europe/Berlin, was given ${zone}`)]),
    ...weekdays.flatMap((name) => checkWindows(weekly[name] ?? [], `/weekly/${name}`)),
    ...checkExceptions(exceptions),
    ...(validFrom === undefined || dateNumber(validFrom) !== undefined ? [] : [invalidDate('/validFrom', validFrom)]),
  ];
  return problems.length > 0 ? problems : checkOpenTime(dayPlan(calendar), spansToCheck(exceptions));
}

/** @throws CalendarError listing everything that is wrong. */
export function assertCalendar(calendar: Calendar): void {
  const problems = checkCalendar(calendar);
  if (problems.length > 0) throw new CalendarError(problems);
}

function problem(code: CalendarProblemCode, pointer: string, message: string): CalendarProblem {
  return { code, pointer, message };
}

function invalidDate(pointer: string, given: string): CalendarProblem {
  return problem('invalid-date', pointer, `expected a date such as 2026-04-03, was given ${given}`);
}

function checkWindows(windows: readonly Window[], pointer: string): readonly CalendarProblem[] {
  return windows.flatMap(({ open, close }, index) => {
    const found: CalendarProblem[] = [];
    if (wallTime(open) === undefined || open === '24:00') {
      found.push(
        problem('invalid-time', `${pointer}/${index}/open`, `expected a time from 00:00 to 23:59, was given ${open}`),
      );
    }
    if (wallTime(close) === undefined) {
      found.push(
        problem('invalid-time', `${pointer}/${index}/close`, `expected a time from 00:00 to 24:00, was given ${close}`),
      );
    }
    return found;
  });
}

function isYearly(date: string): boolean {
  return /^\d\d-\d\d$/.test(date) && dateNumber(`2000-${date}`) !== undefined;
}

function checkExceptions(exceptions: readonly CalendarException[]): readonly CalendarProblem[] {
  const seen = new Set<string>();
  return exceptions.flatMap((each, index) => {
    const pointer = `/exceptions/${index}`;
    const found = 'closed' in each ? [] : [...checkWindows(each.windows, `${pointer}/windows`)];
    if (dateNumber(each.date) === undefined && !isYearly(each.date)) {
      found.push(
        problem(
          'invalid-date',
          `${pointer}/date`,
          `expected a date such as 2026-04-03 or 12-25, was given ${each.date}`,
        ),
      );
    }
    if (seen.has(each.date)) {
      found.push(
        problem(
          'duplicate-exception',
          `${pointer}/date`,
          `expected one exception a date, was given another for ${each.date}`,
        ),
      );
    }
    seen.add(each.date);
    return found;
  });
}

/** First and last day of the spans in which every combination of weekdays and exceptions occurs, in order and apart. */
function spansToCheck(exceptions: readonly CalendarException[]): readonly (readonly [number, number])[] {
  const yearly = exceptions.some(({ date }) => isYearly(date));
  const spans: [number, number][] = [[CYCLE_START, CYCLE_START + (yearly ? CYCLE_DAYS : NEIGHBOURHOOD)]];
  for (const { date } of exceptions) {
    const day = dateNumber(date);
    if (day !== undefined) spans.push([day - NEIGHBOURHOOD, day + NEIGHBOURHOOD]);
  }
  spans.sort(([a], [b]) => a - b);
  const apart: [number, number][] = [];
  for (const [from, to] of spans) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

/** Windows that overlap, each place once, and the first closed span that is too long. */
function checkOpenTime(plan: DayPlan, spans: readonly (readonly [number, number])[]): readonly CalendarProblem[] {
  const overlaps = new Map<string, CalendarProblem>();
  let neverOpen: CalendarProblem | undefined;
  for (const [first, last] of spans) {
    let closedSince: number = first * DAY;
    let before = '';
    for (let day = first; day <= last; day += 1) {
      const { windows, pointer } = plan(day);
      for (const { open, close } of windows) {
        const from = day * DAY + open;
        if (from < closedSince && before) {
          const where = before.startsWith('/exceptions') ? before : pointer;
          overlaps.set(where, problem('window-overlap', where, overlapMessage(before, pointer)));
        }
        neverOpen ??= tooLong(closedSince, from, pointer);
        closedSince = Math.max(closedSince, day * DAY + close);
        before = pointer;
      }
    }
    neverOpen ??= tooLong(closedSince, (last + 1) * DAY, '');
  }
  return [...overlaps.values(), ...(neverOpen ? [neverOpen] : [])];
}

function overlapMessage(before: string, after: string): string {
  return before === after
    ? 'expected windows that do not overlap'
    : `expected the last window of ${before} to end before the first of ${after} begins`;
}

function tooLong(closedSince: number, openAgain: number, pointer: string): CalendarProblem | undefined {
  if (openAgain - closedSince < LONGEST_CLOSED_DAYS * DAY) return undefined;
  const since = new Date(closedSince * 1000).toISOString().slice(0, 10);
  return problem(
    'calendar-never-open',
    pointer,
    `expected open time within any 14 days, found none for as long after ${since}`,
  );
}
