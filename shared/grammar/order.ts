/** How the values of a field stand in order, which is what ranges and sorts of lists compare; and the orders that several kinds have. */
import { namedInstant } from '#shared/http/instant';
import { folded } from '#shared/text/folding';
import { sortableNumber } from '#shared/text/sortable';
import { sortableInstant } from '#shared/time/clock';

/** The order of a field's values. */
export interface Order {
  /** Text that stands before that of another value, by code units, exactly where the value does; undefined for what is no value. */
  readonly keyOf: (value: unknown) => string | undefined;
  /** The key of what a range names in a query, such as `2026-06-01`; undefined for what is no bound. */
  readonly boundOf: (given: string) => string | undefined;
  /** What a bound is, after "expected". */
  readonly like: string;
}

/** Characters of a key at most: an index has a limit. */
const MAX_KEY = 200;

/** Numbers by their size. */
export const numeric: Order = {
  keyOf: (value) => (typeof value === 'number' ? sortableNumber(value) : undefined),
  boundOf: (given) => {
    const value = /^-?\d{1,20}(\.\d{1,20})?$/.test(given) ? Number(given) : Number.NaN;
    return Number.isNaN(value) ? undefined : sortableNumber(value);
  },
  like: 'a number such as 12.5',
};

/** Instants as they follow one another. */
export const chronological: Order = {
  keyOf: (value) => (typeof value === 'string' ? keyOfInstant(value) : undefined),
  boundOf: keyOfInstant,
  like: 'an RFC 3339 instant or a day',
};

function keyOfInstant(text: string): string | undefined {
  const instant = namedInstant(text);
  return instant === undefined ? undefined : sortableInstant(instant);
}

/** By characters, because half of one is none: it would come back from the table as another. */
const firstOf = (text: string): string => [...text].slice(0, MAX_KEY).join('');

/** Lines as they are looked for: without case and accents. */
export const alphabetical: Order = {
  keyOf: (value) => (typeof value === 'string' ? firstOf(folded(value)) : undefined),
  boundOf: (given) => firstOf(folded(given)),
  like: 'text',
};

/** Codes in the order in which their kind lists them, as a lifecycle or a scale does. */
export function ranked(codes: readonly string[]): Order {
  const keyOf = (value: unknown): string | undefined => {
    const rank = typeof value === 'string' ? codes.indexOf(value) : -1;
    return rank < 0 ? undefined : sortableNumber(rank);
  };
  return { keyOf, boundOf: keyOf, like: `one of ${codes.join(', ')}` };
}
