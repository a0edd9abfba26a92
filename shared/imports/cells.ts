/** What a cell of a file may hold: one builder per kind of value, so that a mapping is a table of columns and kinds. */
import type { RejectionCode } from '#shared/imports/outcome';
import type { WallTime, Zone } from '#shared/imports/zone';

/** What reading a row may depend on besides its cells. */
export interface Reading {
  readonly zone: Zone;
  /** The instant of the row accepted before this one: settles which of two equal wall times in autumn is meant. */
  readonly notBefore: number;
  /** Instants given to the rows' own wall times, so that a column repeating one of them means the same instant. */
  readonly settled: Map<WallTime, number>;
}

/** A column, and how its text becomes a value. */
export interface Cell<T> {
  readonly column: string;
  /** Completes the sentence "expected …". */
  readonly expects: string;
  /** The rejection when the text cannot be read. */
  readonly code: RejectionCode;
  /** @returns the value, or undefined when the text, which is neither empty nor the mark of a missing value, is not acceptable. */
  readonly read: (text: string, reading: Reading) => T | undefined;
}

/** Free text of bounded length. */
export function text(column: string, max = 160): Cell<string> {
  return {
    column,
    expects: `at most ${max} characters`,
    code: 'too-long',
    read: (given) => (given.length <= max ? given : undefined),
  };
}

/** The name of a person, group or item, made an id as our references are: without blanks and `#`. */
export function reference(column: string, max = 120): Cell<string> {
  return { ...text(column, max), read: (given) => (given.length <= max ? given.replace(/[\s#]+/g, '-') : undefined) };
}

/** One of a vocabulary (A18). Upper and lower case mean the same; anything else is unknown, never a default. */
export function oneOf<T>(column: string, vocabulary: Readonly<Record<string, T>>): Cell<T> {
  const exact = new Map(Object.entries(vocabulary));
  const known = new Map([...exact].map(([word, value]) => [word.toLowerCase(), value]));
  return {
    column,
    expects: `one of ${Object.keys(vocabulary).join(', ')}`,
    code: 'unknown-value',
    read: (given) => exact.get(given) ?? known.get(given.toLowerCase()),
  };
}

/** A level written `1 - High`, or as its number alone; the labels are those of levels 1, 2, 3, … */
export function level<const L extends number>(
  column: string,
  labels: readonly (readonly [level: L, label: string])[],
): Cell<L> {
  const words = labels.flatMap(([value, label]): [string, L][] => [
    [`${value} - ${label}`, value],
    [`${value}`, value],
  ]);
  return {
    ...oneOf(column, Object.fromEntries(words)),
    expects: `one of ${labels.map(([value, label]) => `${value} - ${label}`).join(', ')}`,
  };
}

/** `true` or `false`. */
export function flag(column: string): Cell<boolean> {
  return oneOf(column, { true: true, false: false });
}

/** A whole number from 0 to 999,999. */
export function count(column: string): Cell<number> {
  return {
    column,
    expects: 'a whole number from 0 to 999999',
    code: 'malformed-number',
    read: (given) => (/^\d{1,6}$/.test(given) ? Number(given) : undefined),
  };
}

/** The instant of the row itself, `29/2/2016 01:16` in the file's zone. */
export function ownInstant(column: string): Cell<number> {
  return {
    ...instant(column),
    read: (given, { zone, notBefore, settled }) => {
      const wall = wallTimeOf(given);
      if (wall === undefined) return undefined;
      const own = zone.instantOf(wall, notBefore);
      settled.set(wall, own);
      return own;
    },
  };
}

/** An instant that the row states, `29/2/2016 01:16` in the file's zone. */
export function instant(column: string): Cell<number> {
  return {
    column,
    expects: 'day/month/year hours:minutes, such as 29/2/2016 01:16',
    code: 'malformed-instant',
    read: (given, { zone, settled }) => {
      const wall = wallTimeOf(given);
      return wall === undefined ? undefined : (settled.get(wall) ?? zone.instantOf(wall));
    },
  };
}

const DAY_MONTH_YEAR = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/** Undefined for days that do not exist (30/2, 31/4), and for years in which no service desk kept such a log. */
function wallTimeOf(given: string): WallTime | undefined {
  const match = DAY_MONTH_YEAR.exec(given);
  if (!match) return undefined;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (year < 1970 || year > 2100 || hour > 23 || minute > 59 || second > 59) return undefined;
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day ? wall.getTime() / 1000 : undefined;
}
