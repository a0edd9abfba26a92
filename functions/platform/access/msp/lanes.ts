/**
 * Merges lists that are each in order into one, a page at a time. A list is read only as far as the page needs it, and a page ends early
 * rather than out of order.
 */
import { inFlight } from '#shared/jobs/in-flight';

export interface Entry<V> {
  /** Where it stands: unique among all lists, and what they are in order by. */
  readonly sk: string;
  readonly value: V;
}

/** What a list has after a position. */
export interface Stretch<V> {
  readonly entries: readonly Entry<V>[];
  /** How many were looked at for them. */
  readonly looked: number;
  /** Up to where; absent when that was all of it. */
  readonly upTo?: string;
}

export type Lane<V> = (after: string | undefined, most: number) => Promise<Stretch<V>>;

export interface Page<V> {
  readonly values: readonly V[];
  /** The position to go on after; absent at the end. */
  readonly next?: string;
}

/** What one list is asked for at most, lists asked at once, and what is looked at for one page before it ends as it is. */
const MOST = 200;
const AT_ONCE = 16;
const MAX_EXAMINED = 4000;

interface Standing<V> {
  readonly lane: Lane<V>;
  readonly buffer: readonly Entry<V>[];
  readonly upTo?: string | undefined;
  readonly over: boolean;
  readonly asked: number;
  readonly looked: number;
}

/** @param after `next` of the page before */
export async function merged<V>(lanes: readonly Lane<V>[], limit: number, after: string | undefined): Promise<Page<V>> {
  const asked = Math.min(MOST, Math.max(2, Math.ceil((2 * limit) / Math.max(1, lanes.length))));
  let standing = lanes.map((lane): Standing<V> => ({ lane, buffer: [], upTo: after, over: false, asked, looked: 0 }));
  const values: V[] = [];
  let last = after;
  for (;;) {
    const empty = standing.filter(({ buffer, over }) => buffer.length === 0 && !over);
    if (empty.some(({ looked }) => looked === 0) || (empty.length > 0 && lookedAt(standing) < MAX_EXAMINED)) {
      const known = await inFlight(empty, AT_ONCE, further);
      standing = standing.map((each) => known[empty.indexOf(each)] ?? each);
      continue;
    }
    // What a list has not been looked at for may come before what another one has.
    const bound = lowest(empty.map(({ upTo = '' }) => upTo));
    const head = lowest(standing.flatMap(({ buffer: [entry] }) => (entry ? [entry.sk] : [])));
    if (head === undefined || (bound !== undefined && head > bound))
      return { values, ...(bound !== undefined && { next: bound }) };
    if (values.length === limit) return { values, ...(last !== undefined && { next: last }) };
    standing = standing.map((each): Standing<V> => {
      const [entry, ...rest] = each.buffer;
      if (entry?.sk !== head) return each;
      values.push(entry.value);
      return { ...each, buffer: rest };
    });
    last = head;
  }
}

async function further<V>({ lane, upTo, asked, looked }: Standing<V>): Promise<Standing<V>> {
  const stretch = await lane(upTo, asked);
  const more = Math.min(MOST, asked * 2);
  const over = stretch.upTo === undefined;
  return { lane, buffer: stretch.entries, upTo: stretch.upTo, over, asked: more, looked: looked + stretch.looked };
}

const lookedAt = (standing: readonly { readonly looked: number }[]): number =>
  standing.reduce((sum, { looked }) => sum + looked, 0);

const lowest = (positions: readonly string[]): string | undefined => [...positions].sort()[0];
