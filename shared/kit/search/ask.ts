/** Ranking of what an index finds (A12): BM25 over weighted words, a word as well by those that it stands for. Pure. */
import { alternativesOf } from '#shared/kit/search/alternatives';
import { type Entry, type Segment, seek, visit } from '#shared/kit/search/segment';

/** Saturation of repeated words and the influence of length, with the values that Robertson and Zaragoza found to serve most collections. */
const K1 = 1.2;
const B = 0.75;

export interface Hit {
  readonly entry: Entry;
  readonly score: number;
  /** From 0 to 1: how much of what was asked for it has, each word by how rare it is. */
  readonly share: number;
}

export interface Ask {
  /** Folded words, each once. */
  readonly words: readonly string[];
  /** Words that count more than others. */
  readonly weights?: ReadonlyMap<string, number>;
  /** What is left out before anything is counted. */
  readonly accepts: (entry: Entry) => boolean;
  readonly most: number;
}

export interface Answer {
  /** By descending score; equal ones newest first. */
  readonly hits: readonly Hit[];
  /** How many there are in all. */
  readonly count: number;
}

/** What was counted of a segment's records. */
interface Tally {
  readonly score: Float32Array;
  readonly share: Float32Array;
  readonly seen: number[];
  /** Of one word, the best of its alternatives so far. */
  readonly best: Float32Array;
  readonly part: Float32Array;
}

/**
 * Σ over words of the best of their alternatives: factor · rarity · w(k1 + 1) / (w + k1(1 − b + b·length/average)), with rarity
 * ln(1 + (N − n + ½) / (n + ½)), n the records that have the word, N all of them, w its weighted count (Robertson and Zaragoza 2009, BM25F with one length).
 * @param segments newer ones first: an older entry of a record that stands in a newer segment counts no more
 */
export function ask(segments: readonly Segment[], { words, weights, accepts, most }: Ask): Answer {
  const documents = segments.reduce((sum, { entries }) => sum + entries.length, 0);
  const average = averageOf(segments, documents);
  const tallies = segments.map(({ entries: { length } }): Tally => {
    const [score, share, best, part] = [length, length, length, length].map((size) => new Float32Array(size));
    if (!score || !share || !best || !part) throw new Error('four arrays were made');
    return { score, share, seen: [], best, part };
  });
  const rarityOf = (n: number): number => Math.log(1 + (Math.max(documents, n) - n + 0.5) / (n + 0.5));
  let whole = 0;
  for (const word of words) {
    const weight = weights?.get(word) ?? 1;
    const alternatives = [...alternativesOf(word, segments)].map(([other, factor]) => {
      const at = segments.map(({ vocabulary }) => {
        const index = seek(vocabulary, other);
        return vocabulary[index] === other ? index : -1;
      });
      return { factor, at, n: at.reduce((sum, index, segment) => sum + placesIn(segments[segment], index), 0) };
    });
    const own = alternatives[0]?.n ?? 0;
    // What nobody has is as rare as can be.
    whole += weight * rarityOf(own > 0 ? own : alternatives.reduce((sum, { n }) => sum + n, 0));
    segments.forEach((segment, place) => {
      const tally = tallies[place];
      if (tally)
        count(
          segment,
          tally,
          alternatives.map(({ factor, at, n }) => ({ factor, index: at[place] ?? -1, rarity: weight * rarityOf(n) })),
          average,
        );
    });
  }
  return best(segments, tallies, whole, accepts, most);
}

const counts = new WeakMap<Segment, Int32Array>();

/** How many records of a segment have a word: it is counted once. */
function placesIn(segment: Segment | undefined, index: number): number {
  if (!segment || index < 0) return 0;
  const known = counts.get(segment) ?? new Int32Array(segment.vocabulary.length).fill(-1);
  counts.set(segment, known);
  if ((known[index] ?? -1) < 0) {
    let n = 0;
    visit(segment, index, () => n++);
    known[index] = n;
  }
  return known[index] ?? 0;
}

const averages = new WeakMap<Segment, number>();
function averageOf(segments: readonly Segment[], documents: number): number {
  const total = segments.reduce((sum, segment) => {
    const known = averages.get(segment) ?? segment.entries.reduce((all, { length }) => all + length, 0);
    averages.set(segment, known);
    return sum + known;
  }, 0);
  return total / Math.max(1, documents);
}

/** Adds to each record the best of a word's alternatives. */
function count(
  segment: Segment,
  { score, share, seen, best, part }: Tally,
  alternatives: readonly { readonly factor: number; readonly index: number; readonly rarity: number }[],
  average: number,
): void {
  const touched: number[] = [];
  for (const { factor, index, rarity } of alternatives) {
    if (index < 0) continue;
    visit(segment, index, (entry, weight) => {
      const relative = average > 0 ? (segment.entries[entry]?.length ?? 1) / average : 1;
      const points = (factor * rarity * weight * (K1 + 1)) / (weight + K1 * (1 - B + B * relative));
      if ((best[entry] ?? 0) >= points) return;
      if (best[entry] === 0) touched.push(entry);
      best[entry] = points;
      part[entry] = factor * rarity;
    });
  }
  for (const entry of touched) {
    if (score[entry] === 0) seen.push(entry);
    score[entry] = (score[entry] ?? 0) + (best[entry] ?? 0);
    share[entry] = (share[entry] ?? 0) + (part[entry] ?? 0);
    best[entry] = 0;
  }
}

/** Hits that are put in order at once: many more than are asked for never are. */
const ROOM = 1000;

function best(
  segments: readonly Segment[],
  tallies: readonly Tally[],
  whole: number,
  accepts: Ask['accepts'],
  most: number,
): Answer {
  const old = segments.map((segment, place) => oldIn(segment, place, segments));
  let hits: Hit[] = [];
  let found = 0;
  let least = 0;
  const shorten = (): void => {
    hits = hits.sort((a, b) => b.score - a.score || (a.entry.uid < b.entry.uid ? 1 : -1)).slice(0, most);
    least = hits.length === most ? (hits.at(-1)?.score ?? 0) : 0;
  };
  tallies.forEach(({ score, share, seen }, place) => {
    for (const at of seen) {
      const entry = segments[place]?.entries[at];
      if (!entry || entry.length === 0 || old[place]?.has(at) || !accepts(entry)) continue;
      found++;
      const points = score[at] ?? 0;
      if (points < least) continue;
      hits.push({ entry, score: points, share: Math.min(1, (share[at] ?? 0) / Math.max(whole, Number.EPSILON)) });
      if (hits.length >= most + ROOM) shorten();
    }
  });
  shorten();
  return { hits, count: found };
}

const places = new WeakMap<Segment, ReadonlyMap<string, number>>();

/** Which records a segment has, and where. */
function recordsIn(segment: Segment): ReadonlyMap<string, number> {
  const known = places.get(segment) ?? new Map(segment.entries.map(({ uid }, at) => [uid, at]));
  places.set(segment, known);
  return known;
}

const pairs = new WeakMap<Segment, WeakMap<Segment, readonly number[]>>();

/** Entries of one segment of which another has a newer one; of equal ones the other's counts where it stands before. Found out once for two. */
function olderThan(segment: Segment, other: Segment, stands: 'before' | 'after'): readonly number[] {
  const of = pairs.get(segment) ?? new WeakMap<Segment, readonly number[]>();
  pairs.set(segment, of);
  const known = of.get(other);
  if (known) return known;
  const [small, large] = segment.entries.length < other.entries.length ? [segment, other] : [other, segment];
  const there = recordsIn(large);
  const found: number[] = [];
  small.entries.forEach(({ uid }, at) => {
    const place = there.get(uid);
    if (place === undefined) return;
    const [own, its] = small === segment ? [at, place] : [place, at];
    const [mine, theirs] = [segment.entries[own]?.sequence ?? 0, other.entries[its]?.sequence ?? 0];
    if (theirs > mine || (theirs === mine && stands === 'before')) found.push(own);
  });
  of.set(other, found);
  return found;
}

function oldIn(segment: Segment, place: number, segments: readonly Segment[]): ReadonlySet<number> {
  const old = segments.flatMap((other, at) =>
    at === place ? [] : olderThan(segment, other, at < place ? 'before' : 'after'),
  );
  return new Set(old);
}
