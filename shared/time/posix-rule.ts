/** The rule by which the clocks of a zone change from now on, as the last line of a TZif file states it (POSIX TZ, RFC 9636 section 3.3). */
import { dayNumber } from '#shared/time/zone-days';

const DAY = 86_400;

/** On which day of a year, and how many seconds after its midnight on the clocks, clocks change. */
type Change = (year: number) => number;

/** Offsets are seconds east of UTC; without `summer` the clocks never change. */
export interface PosixRule {
  readonly offset: number;
  readonly summer?: { readonly offset: number; readonly begins: Change; readonly ends: Change };
}

const NAME = '(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]+>)';
const TIME = '[+-]?\\d{1,3}(?::\\d{2}(?::\\d{2})?)?';
const DATE = `(?:M\\d{1,2}\\.\\d\\.\\d|J\\d{1,3}|\\d{1,3})(?:/${TIME})?`;
const RULE = new RegExp(`^${NAME}(${TIME})(?:${NAME}(${TIME})?,(${DATE}),(${DATE}))?$`);

/** Seconds of `[+-]hh[:mm[:ss]]`. */
function secondsOf(text: string): number {
  const [, sign, hours, minutes = 0, seconds = 0] = /^([+-]?)(\d+)(?::(\d+))?(?::(\d+))?$/.exec(text) ?? [];
  const length = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -length : length;
}

/** The day of `Mm.w.d` (week 5 is the last), `Jn` (1 to 365, 29 February never counts) or `n` (0 to 365). */
function dayOf(date: string, year: number): number {
  const [, month, week, weekday] = (/^M(\d+)\.(\d)\.(\d)$/.exec(date) ?? []).map(Number);
  if (month !== undefined && week !== undefined && weekday !== undefined) {
    const first = dayNumber(year, month, 1);
    // 1970-01-01 was a Thursday.
    const sooner = first + ((((weekday - 4 - first) % 7) + 7) % 7);
    const nth = sooner + (week - 1) * 7;
    return nth < dayNumber(year, month + 1, 1) ? nth : nth - 7;
  }
  const first = dayNumber(year, 1, 1);
  if (!date.startsWith('J')) return first + Number(date);
  const number = Number(date.slice(1));
  const isLeap = dayNumber(year + 1, 1, 1) - first === 366;
  return first + number - (isLeap && number >= 60 ? 0 : 1);
}

function changeOf(text: string): Change {
  const [date = '', time = '2'] = text.split('/');
  return (year) => dayOf(date, year) * DAY + secondsOf(time);
}

/** @throws RangeError when the text is no such rule */
export function parsePosixRule(text: string): PosixRule {
  const [, winter, summer, begins, ends] = RULE.exec(text) ?? [];
  if (winter === undefined)
    throw new RangeError(`expected a rule such as CET-1CEST,M3.5.0,M10.5.0/3, was given ${text}`);
  // POSIX counts westward.
  const offset = 0 - secondsOf(winter);
  if (begins === undefined || ends === undefined) return { offset };
  const ahead = summer === undefined ? offset + 3600 : 0 - secondsOf(summer);
  return { offset, summer: { offset: ahead, begins: changeOf(begins), ends: changeOf(ends) } };
}

/** The instants of a year at which a rule changes the clocks, and the offsets from then on; in order. */
export function changesIn(
  { offset, summer }: PosixRule,
  year: number,
): readonly (readonly [at: number, offset: number])[] {
  if (summer === undefined) return [];
  const begin = [summer.begins(year) - offset, summer.offset] as const;
  const end = [summer.ends(year) - summer.offset, offset] as const;
  return begin[0] < end[0] ? [begin, end] : [end, begin];
}
