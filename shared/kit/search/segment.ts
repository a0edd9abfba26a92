/**
 * A segment of an index: some records with the words by which they are found, never changed once it is made. Its vocabulary stands in order, and the
 * places of each word are bytes that are looked into only when somebody asks for it. Pure.
 */

/** What is known of a record beside its words: enough to leave it out before it is read. */
export interface Entry {
  readonly uid: string;
  readonly type: string;
  /** Its number, such as INC0000042. */
  readonly id: string;
  /** Where its history stood: of two entries of a record the one with the higher is true. */
  readonly sequence: number;
  /** Words in it, unweighted; none: it is not to be found any more. */
  readonly length: number;
  /** Groups whose members may read it, or `*`. */
  readonly readers?: readonly string[];
  /** People who are involved in it. */
  readonly people?: readonly string[];
  /** It is confidential: who reads all of its type may not know of it nevertheless. */
  readonly closed?: true;
}

/** An entry with its words and their weights. */
export interface Found extends Entry {
  readonly words: Readonly<Record<string, number>>;
}

export interface Segment {
  readonly entries: readonly Entry[];
  /** Every word, in the order of its code units. */
  readonly vocabulary: readonly string[];
  /** Where the places of each word begin; one more than there are words. */
  readonly offsets: Uint32Array;
  /** For each place of a word, how much further on its entry is, by seven bits a byte, and its weight in one. */
  readonly places: Uint8Array;
}

/** A word in a record. */
export type Visit = (entry: number, weight: number) => void;

const MOST_WEIGHT = 255;

/** @param found each record once */
export function segmentOf(found: readonly Found[]): Segment {
  const places = new Map<string, number[]>();
  found.forEach(({ words }, index) => {
    for (const [word, weight] of Object.entries(words)) {
      const known = places.get(word);
      if (known) known.push(index, weight);
      else places.set(word, [index, weight]);
    }
  });
  const vocabulary = [...places.keys()].sort();
  const entries = found.map(({ words: _, ...entry }) => entry);
  return written(
    entries,
    vocabulary.map((word) => [word, places.get(word) ?? []] as const),
  );
}

/** @param words in order, each with pairs of entry and weight, entries ascending */
function written(entries: readonly Entry[], words: readonly (readonly [string, readonly number[]])[]): Segment {
  const offsets = new Uint32Array(words.length + 1);
  const bytes: number[] = [];
  words.forEach(([, pairs], index) => {
    let last = 0;
    for (let at = 0; at < pairs.length; at += 2) {
      const entry = pairs[at] ?? 0;
      let delta = entry - last;
      last = entry;
      while (delta > 127) {
        bytes.push((delta & 127) | 128);
        delta >>>= 7;
      }
      bytes.push(delta, Math.min(MOST_WEIGHT, pairs[at + 1] ?? 1));
    }
    offsets[index + 1] = bytes.length;
  });
  return { entries, vocabulary: words.map(([word]) => word), offsets, places: Uint8Array.from(bytes) };
}

/** Visits the records that have a word. @param index of the word in the vocabulary */
export function visit({ offsets, places }: Segment, index: number, each: Visit): void {
  const end = offsets[index + 1] ?? 0;
  let entry = 0;
  for (let at = offsets[index] ?? 0; at < end; ) {
    let delta = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = places[at++] ?? 0;
      delta |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    entry += delta;
    each(entry, places[at++] ?? 0);
  }
}

/** The index of the first word that is not before this one. */
export function seek(vocabulary: readonly string[], word: string): number {
  let [low, high] = [0, vocabulary.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((vocabulary[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * One segment of several: of each record its newest entry, that it is not to be found any more among them, as long as others may say so.
 * @param whole there is no other segment
 */
export function merged(segments: readonly Segment[], { whole }: { readonly whole: boolean }): Segment {
  const newest = new Map<string, number>();
  for (const { entries } of segments)
    for (const { uid, sequence } of entries) newest.set(uid, Math.max(sequence, newest.get(uid) ?? -1));
  const entries: Entry[] = [];
  const taken = new Set<string>();
  const places = segments.map((segment) =>
    Int32Array.from(segment.entries, (entry) => {
      const { uid, sequence, length } = entry;
      if (sequence !== newest.get(uid) || taken.has(uid)) return -1;
      taken.add(uid);
      if (length === 0 && whole) return -1;
      return entries.push(entry) - 1;
    }),
  );
  const words: [string, number[]][] = [];
  for (const [word, indexes] of together(segments)) {
    const pairs: number[] = [];
    segments.forEach((segment, at) => {
      const index = indexes[at];
      if (index === undefined) return;
      visit(segment, index, (entry, weight) => {
        const place = places[at]?.[entry] ?? -1;
        if (place >= 0) pairs.push(place, weight);
      });
    });
    if (pairs.length > 0) words.push([word, pairs]);
  }
  return written(entries, words);
}

/** Every word of some segments in order, with its index in each. */
function* together(segments: readonly Segment[]): Generator<readonly [string, readonly (number | undefined)[]]> {
  const at = segments.map(() => 0);
  for (;;) {
    let least: string | undefined;
    segments.forEach(({ vocabulary }, index) => {
      const word = vocabulary[at[index] ?? 0];
      if (word !== undefined && (least === undefined || word < least)) least = word;
    });
    if (least === undefined) return;
    const word = least;
    yield [
      word,
      segments.map(({ vocabulary }, index) => {
        const place = at[index] ?? 0;
        if (vocabulary[place] !== word) return undefined;
        at[index] = place + 1;
        return place;
      }),
    ];
  }
}
