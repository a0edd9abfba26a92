/**
 * Words that are found as well as the one that was asked for: those that begin with it, compound words that it is a part of or that are written
 * together of it, and those that it was meant for when somebody mistyped. No dictionary says so, but the words that there are. Pure.
 */
import { type Segment, seek } from '#shared/kit/search/segment';

/** How much a word counts that is found in place of another. */
export type Alternatives = ReadonlyMap<string, number>;

/** Words taken in each way; the nearest first. */
const MOST = 20;
/** Letters from which on a word stands for those that begin with it, is looked for in compounds, and may be mistyped. */
const BEGINNING = 3;
const PART = 4;
const TYPED = 4;
/** Two mistakes are taken for granted in words of so many letters. */
const LONG = 8;
/** What stands between the parts of a compound word in German: Verbindung-s-fehler. */
const JOINTS = ['', 's', 'es', 'n', 'en', 'er', 'e'];

/** Numbers and their like are what they are: 809 is not 8091. Pairs of ideographs are no words of which there are others. */
const isExact = (word: string): boolean =>
  /[\p{N}]/u.test(word) || !/^[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hebr}\p{scx=Arab}]+$/u.test(word);

const has = ({ vocabulary }: Segment, word: string): boolean => vocabulary[seek(vocabulary, word)] === word;

/** @returns the word itself, which counts 1, and others */
export function alternativesOf(word: string, segments: readonly Segment[]): Alternatives {
  const found = new Map<string, number>([[word, 1]]);
  if (isExact(word)) return found;
  const add = (other: string, factor: number): void => {
    if ((found.get(other) ?? 0) < factor) found.set(other, factor);
  };
  const isKnown = segments.some((segment) => has(segment, word));
  if (word.length >= BEGINNING)
    for (const other of nearest(beginning(word, segments), word)) add(other, 0.5 + (0.4 * word.length) / other.length);
  if (word.length >= PART) {
    for (const other of nearest(containing(word, segments), word)) add(other, other.endsWith(word) ? 0.6 : 0.35);
    for (const part of partsOf(word, segments)) add(part, 0.35);
  }
  if (!isKnown && word.length >= TYPED)
    for (const [other, distance] of mistyped(word, segments)) add(other, distance === 1 ? 0.7 : 0.45);
  return found;
}

/** Of words that have another in them, those with least beside. */
const nearest = (words: ReadonlySet<string>, word: string): readonly string[] =>
  [...words]
    .filter((other) => other !== word)
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .slice(0, MOST);

function beginning(word: string, segments: readonly Segment[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { vocabulary } of segments)
    for (let at = seek(vocabulary, word); vocabulary[at]?.startsWith(word); at++) found.add(vocabulary[at] ?? '');
  return found;
}

/** Compound words: what stands before the word is one as well, or long enough to be. */
function containing(word: string, segments: readonly Segment[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { vocabulary } of segments)
    for (const other of vocabulary) {
      const at = other.length > word.length + 2 ? other.lastIndexOf(word) : -1;
      const isPart = at >= BEGINNING && (at + word.length === other.length || word.length > PART);
      if (isPart) found.add(other);
    }
  return found;
}

/** The words that a compound is written together of: both are known, or neither is meant. */
function partsOf(word: string, segments: readonly Segment[]): ReadonlySet<string> {
  const isWord = (part: string): boolean => part.length >= BEGINNING && segments.some((segment) => has(segment, part));
  const found = new Set<string>();
  for (let at = BEGINNING; at <= word.length - PART; at++) {
    const [first, last] = [word.slice(0, at), word.slice(at)];
    if (!isWord(last)) continue;
    const stem = JOINTS.filter((joint) => first.endsWith(joint)).map((joint) =>
      first.slice(0, first.length - joint.length),
    );
    const known = stem.find(isWord);
    if (known !== undefined) found.add(known).add(last);
  }
  return found;
}

/** Which letters a word has, as bits: words that differ in few letters differ in few bits. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

const letters = new WeakMap<readonly string[], Int32Array>();
function lettersIn(vocabulary: readonly string[]): Int32Array {
  const known = letters.get(vocabulary) ?? Int32Array.from(vocabulary, lettersOf);
  letters.set(vocabulary, known);
  return known;
}

function bitsOf(value: number): number {
  let bits = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}

/** Words that are one mistake away, or two where the word is long: a letter too many, too few, another, or two of them changed about. */
function mistyped(word: string, segments: readonly Segment[]): readonly (readonly [string, number])[] {
  const most = word.length >= LONG ? 2 : 1;
  const own = lettersOf(word);
  const found = new Map<string, number>();
  for (const { vocabulary } of segments) {
    const sets = lettersIn(vocabulary);
    for (let at = 0; at < vocabulary.length; at++) {
      const other = vocabulary[at] ?? '';
      if (Math.abs(other.length - word.length) > most || bitsOf((sets[at] ?? 0) ^ own) > 2 * most) continue;
      if (isExact(other)) continue;
      const distance = distanceOf(word, other, most);
      if (distance <= most) found.set(other, distance);
    }
  }
  const inOrder = [...found].sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1));
  const [, least = most] = inOrder[0] ?? [];
  return inOrder.filter(([, distance]) => distance === least).slice(0, MOST);
}

/**
 * Optimal string alignment (Damerau 1964, restricted): the fewest insertions, deletions, changes and swaps of neighbours.
 * @returns more than `most` as soon as it is known to be more
 */
export function distanceOf(a: string, b: string, most: number): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(changed, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? most + 1;
}
