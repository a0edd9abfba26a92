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

interface Tally {
  readonly score: Float32Array;
  readonly share: Float32Array;
  readonly seen: number[];
}

/**
 * Σ over words of the best of their alternatives: factor · rarity · w(k1 + 1) / (w + k1(1 − b + b·length/average)), with rarity
 * ln(1 + (N − n + ½) / (n + ½)), n the records that have the word, N all of them, w its weighted count (Robertson and Zaragoza 2009, BM25F with one length).
 * @param segments newer ones first: an older entry of a record that stands in a newer segment counts no more
 */
export function ask(segments: readonly Segment[], { words, weights, accepts, most }: Ask): Answer {
  const documents = segments.reduce((sum, { entries }) => sum + entries.length, 0);
  const average = averageOf(segments, documents);
  const tallies = segments.map(
    ({ entries }): Tally => ({
      score: new Float32Array(entries.length),
      share: new Float32Array(entries.length),
      seen: [],
    }),
  );
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

const placesIn = (segment: Segment | undefined, index: number): number => {
  if (!segment || index < 0) return 0;
  let n = 0;
  visit(segment, index, () => n++);
  return n;
};

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
  { score, share, seen }: Tally,
  alternatives: readonly { readonly factor: number; readonly index: number; readonly rarity: number }[],
  average: number,
): void {
  const bestOf = new Map<number, readonly [score: number, share: number]>();
  for (const { factor, index, rarity } of alternatives) {
    if (index < 0) continue;
    visit(segment, index, (entry, weight) => {
      const { length = 1 } = segment.entries[entry] ?? {};
      const relative = average > 0 ? length / average : 1;
      const points = (factor * rarity * weight * (K1 + 1)) / (weight + K1 * (1 - B + B * relative));
      const known = bestOf.get(entry);
      if (!known || known[0] < points) bestOf.set(entry, [points, factor * rarity]);
    });
  }
  for (const [entry, [points, part]] of bestOf) {
    if (score[entry] === 0) seen.push(entry);
    score[entry] = (score[entry] ?? 0) + points;
    share[entry] = (share[entry] ?? 0) + part;
  }
}

function best(
  segments: readonly Segment[],
  tallies: readonly Tally[],
  whole: number,
  accepts: Ask['accepts'],
  most: number,
): Answer {
  const hits: Hit[] = [];
  tallies.forEach(({ score, share, seen }, place) => {
    for (const at of seen) {
      const entry = segments[place]?.entries[at];
      if (!entry || entry.length === 0 || !accepts(entry) || isOld(segments, place, entry)) continue;
      hits.push({
        entry,
        score: score[at] ?? 0,
        share: Math.min(1, (share[at] ?? 0) / Math.max(whole, Number.EPSILON)),
      });
    }
  });
  hits.sort((a, b) => b.score - a.score || (a.entry.uid < b.entry.uid ? 1 : -1));
  return { hits: hits.slice(0, most), count: hits.length };
}

const places = new WeakMap<Segment, ReadonlyMap<string, number>>();

/** Which records a segment has, and where. */
export function recordsIn(segment: Segment): ReadonlyMap<string, number> {
  const known = places.get(segment) ?? new Map(segment.entries.map(({ uid }, at) => [uid, at]));
  places.set(segment, known);
  return known;
}

/** Whether another segment has a newer entry of the record. */
function isOld(segments: readonly Segment[], place: number, { uid, sequence }: Entry): boolean {
  return segments.some((segment, at) => {
    if (at === place) return false;
    const other = segment.entries[recordsIn(segment).get(uid) ?? -1];
    return other !== undefined && (other.sequence > sequence || (other.sequence === sequence && at < place));
  });
}
