/** What a cell of a file may hold: one builder per kind of value. */
import type { DateFormat } from '#shared/imports/date-format';
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
  /** Whether ends of lines are kept; elsewhere they are blanks. */
  readonly lines?: true;
  /** @returns the value, or undefined when the text, which is neither empty nor the mark of a missing value, is not acceptable. */
  readonly read: (text: string, reading: Reading) => T | undefined;
  /** Of a row's own instant: the earliest and the latest that the text can mean, from which the order of a file is seen. */
  readonly span?: (text: string, zone: Zone) => { readonly first: number; readonly last: number } | undefined;
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

/** Words that a message names at most. */
const SHOWN = 40;

/** One of a vocabulary (A18). Upper and lower case mean the same; anything else is unknown, never a default. */
export function oneOf<T>(column: string, vocabulary: Readonly<Record<string, T>>): Cell<T> {
  const exact = new Map(Object.entries(vocabulary));
  const known = new Map([...exact].map(([word, value]) => [word.toLowerCase(), value]));
  const shown = [...exact.keys()].slice(0, SHOWN).join(', ');
  return {
    column,
    expects: `one of ${shown}${exact.size > SHOWN ? ', …' : ''}`,
    code: 'unknown-value',
    read: (given) => exact.get(given) ?? known.get(given.toLowerCase()),
  };
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

/** An instant that the row states, in one of the patterns; wall times are those of the file's zone. */
export function instant(column: string, patterns: readonly string[], formats: readonly DateFormat[]): Cell<number> {
  return {
    column,
    expects: `a date and time as ${patterns.join(' or ')}`,
    code: 'malformed-instant',
    read: (given, { zone, settled }) => {
      const found = first(formats, given);
      if (found === undefined) return undefined;
      return 'instant' in found ? found.instant : (settled.get(found.wall) ?? zone.instantOf(found.wall));
    },
  };
}

/** The instant of the row itself. */
export function ownInstant(column: string, patterns: readonly string[], formats: readonly DateFormat[]): Cell<number> {
  return {
    ...instant(column, patterns, formats),
    read: (given, { zone, notBefore, settled }) => {
      const found = first(formats, given);
      if (found === undefined || 'instant' in found) return found?.instant;
      const own = zone.instantOf(found.wall, notBefore);
      settled.set(found.wall, own);
      return own;
    },
    span: (given, zone) => {
      const found = first(formats, given);
      if (found === undefined) return undefined;
      if ('instant' in found) return { first: found.instant, last: found.instant };
      return { first: zone.instantOf(found.wall), last: zone.lastInstantOf(found.wall) };
    },
  };
}

function first(formats: readonly DateFormat[], given: string): ReturnType<DateFormat> {
  for (const format of formats) {
    const found = format(given);
    if (found !== undefined) return found;
  }
  return undefined;
}
