/** Recurrence rules (RFC 5545, section 3.3.10), read and checked. What recurs within a day is stated by BYHOUR and BYMINUTE. */

const frequencies = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'] as const;
export type Frequency = (typeof frequencies)[number];

/** Days as RFC 5545 names them, Monday first. */
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** A weekday, 0 for Monday, and which one of its month or year; 0 is every one. */
export interface NthDay {
  readonly weekday: number;
  readonly nth: number;
}

export interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count?: number;
  /** Epoch seconds for a UTC instant, else seconds of wall time; both inclusive. */
  readonly until?: { readonly kind: 'instant' | 'wall'; readonly at: number };
  readonly months?: readonly number[];
  readonly weeks?: readonly number[];
  readonly yearDays?: readonly number[];
  readonly monthDays?: readonly number[];
  readonly days?: readonly NthDay[];
  readonly hours?: readonly number[];
  readonly minutes?: readonly number[];
  readonly positions?: readonly number[];
  /** First day of the week, 0 for Monday. */
  readonly weekStart: number;
}

/** A rule that cannot be read, or that RFC 5545 does not allow. */
export class RuleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RuleError';
  }
}

const MAX_COUNT = 5000;
const MAX_INTERVAL = 1000;
/** Times of one day: every half hour. */
const MAX_TIMES = 48;

const refuse = (message: string): never => {
  throw new RuleError(message);
};

/** Whole numbers within bounds; where negative ones are allowed, 0 is not. */
function numbers(name: string, text: string, most: number, options: { least?: number; negative?: boolean } = {}) {
  const { least = 1, negative = false } = options;
  return text.split(',').map((part) => {
    const value = Number(part);
    const within = Math.abs(value) <= most && (negative ? value !== 0 : value >= least);
    if (!/^[+-]?\d{1,4}$/.test(part) || !within)
      refuse(
        `${name} holds whole numbers from ${negative ? `-${most} to ${most}, not 0` : `${least} to ${most}`}, was given ${part}`,
      );
    return value;
  });
}

function nthDays(text: string): readonly NthDay[] {
  return text.split(',').map((part) => {
    const [, nth = '0', day = ''] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(part) ?? [];
    const weekday = days.findIndex((each) => each === day);
    if (weekday < 0 || Math.abs(Number(nth)) > 53 || (nth !== '0' && Number(nth) === 0))
      refuse(`BYDAY holds days such as MO, 1FR or -1SU, was given ${part}`);
    return { weekday, nth: Number(nth) };
  });
}

/** Seconds since 1970-01-01T00:00 that a local date or date-time shows; undefined when it is none. */
export function wallOf(text: string): number | undefined {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(at);
  const same = read.getUTCMonth() === month - 1 && read.getUTCDate() === day && read.getUTCHours() === hour;
  return same && minute < 60 && second < 60 && year >= 1970 ? at / 1000 : undefined;
}

function untilOf(text: string): NonNullable<Rule['until']> {
  const utc = text.endsWith('Z');
  const wall = wallOf(utc ? text.slice(0, -1) : text);
  if (wall === undefined) return refuse(`UNTIL is a date or date-time such as 20261231T235959Z, was given ${text}`);
  // A date means all of that day.
  return { kind: utc ? 'instant' : 'wall', at: text.includes('T') ? wall : wall + 86_399 };
}

const PARTS = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYMONTH', 'BYWEEKNO', 'BYYEARDAY', 'BYMONTHDAY', 'BYDAY'];
const TIMES = ['BYHOUR', 'BYMINUTE', 'BYSETPOS', 'WKST'];

/** @throws RuleError */
export function parseRule(text: string): Rule {
  const parts = new Map<string, string>();
  for (const part of text
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    if (![...PARTS, ...TIMES].includes(name) || value === '' || rest.length > 0)
      refuse(`expected ${[...PARTS, ...TIMES].join(', ')}, each with a value; was given ${part || 'nothing'}`);
    if (parts.has(name)) refuse(`${name} is there twice`);
    parts.set(name, value);
  }
  const given = <T>(name: string, read: (value: string) => T): T | undefined => {
    const value = parts.get(name);
    return value === undefined ? undefined : read(value);
  };
  const frequency = frequencies.find((each) => each === parts.get('FREQ'));
  if (!frequency)
    return refuse(
      `FREQ is one of ${frequencies.join(', ')}; for several times a day give DAILY with BYHOUR, was given ${parts.get('FREQ') ?? 'none'}`,
    );
  const one = (name: string, most: number) => given(name, (value) => numbers(name, value, most)[0]);
  const list = (name: string, most: number, options = {}) =>
    given(name, (value) => numbers(name, value, most, options));
  const rule = definedOnly({
    frequency,
    interval: one('INTERVAL', MAX_INTERVAL) ?? 1,
    count: one('COUNT', MAX_COUNT),
    until: given('UNTIL', untilOf),
    months: list('BYMONTH', 12),
    weeks: list('BYWEEKNO', 53, { negative: true }),
    yearDays: list('BYYEARDAY', 366, { negative: true }),
    monthDays: list('BYMONTHDAY', 31, { negative: true }),
    days: given('BYDAY', nthDays),
    hours: list('BYHOUR', 23, { least: 0 }),
    minutes: list('BYMINUTE', 59, { least: 0 }),
    positions: list('BYSETPOS', 366, { negative: true }),
    weekStart: given('WKST', (value) => days.findIndex((day) => day === value)) ?? 0,
  });
  check(rule);
  return rule;
}

function definedOnly(
  rule: { [K in keyof Rule]: Rule[K] | undefined } & Pick<Rule, 'frequency' | 'interval' | 'weekStart'>,
): Rule {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) as unknown as Rule;
}

/** What RFC 5545 says MUST NOT be. */
function check({
  frequency,
  count,
  until,
  weeks,
  yearDays,
  monthDays,
  days: byDay,
  positions,
  weekStart,
  ...rest
}: Rule): void {
  if (weekStart < 0) refuse('WKST is a day such as MO');
  if (count !== undefined && until) refuse('COUNT and UNTIL exclude one another');
  if (weeks && frequency !== 'YEARLY') refuse('BYWEEKNO is for YEARLY rules');
  if (yearDays && frequency !== 'YEARLY') refuse('BYYEARDAY is for YEARLY rules');
  if (monthDays && frequency === 'WEEKLY') refuse('BYMONTHDAY is not for WEEKLY rules');
  const ordinal = byDay?.some(({ nth }) => nth !== 0);
  if (ordinal && (frequency === 'DAILY' || frequency === 'WEEKLY' || weeks))
    refuse('days with a number, such as 1MO, are for MONTHLY and YEARLY rules without BYWEEKNO');
  const times = new Set(rest.hours).size * new Set(rest.minutes).size;
  if (times > MAX_TIMES) refuse(`BYHOUR and BYMINUTE come to ${times} times a day, at most ${MAX_TIMES}`);
  const others = [weeks, yearDays, monthDays, byDay, rest.months, rest.hours, rest.minutes];
  if (positions && others.every((part) => part === undefined)) refuse('BYSETPOS needs another BY… part to choose from');
}
