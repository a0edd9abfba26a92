/** Ranking by BM25 over weighted fields (A12): title three times, tags twice, body once. Pure. */
import { isFunctionWord } from '#shared/kit/search/function-words';
import { MAX_WORDS, wordsOf } from '#shared/kit/search/words';

/** What of a record is searched. */
export interface Searchable {
  readonly title: string;
  readonly tags?: readonly string[];
  readonly description?: string;
}

/** The words of one record: how often each counts, by the weights of its fields, and how many words there are, unweighted. */
export interface WordCounts {
  readonly weights: ReadonlyMap<string, number>;
  readonly length: number;
}

/** A word in a record, as the index keeps it. */
export interface Posting {
  readonly uid: string;
  readonly type: string;
  readonly weight: number;
  readonly length: number;
}

const WEIGHTS = { title: 3, tags: 2, body: 1 } as const;

/** Saturation of repeated words and the influence of length, with the values that Robertson and Zaragoza found to serve most collections. */
const K1 = 1.2;
const B = 0.75;

/** The first MAX_WORDS different words of title, tags and body, in this order, without those that say nothing. */
export function countWords({ title, tags = [], description = '' }: Searchable): WordCounts {
  const weights = new Map<string, number>();
  let length = 0;
  const add = (text: string, weight: number): void => {
    for (const word of wordsOf(text)) {
      if (isFunctionWord(word) || (!weights.has(word) && weights.size >= MAX_WORDS)) continue;
      weights.set(word, (weights.get(word) ?? 0) + weight);
      length++;
    }
  };
  add(title, WEIGHTS.title);
  for (const tag of tags) add(tag, WEIGHTS.tags);
  add(description, WEIGHTS.body);
  return { weights, length };
}

/** One word of a query: the records that have it, and how many records have it in all. */
export interface Term {
  readonly postings: readonly Posting[];
}

export interface Ranked {
  readonly uid: string;
  readonly type: string;
  readonly score: number;
}

/**
 * Records by descending score, equal ones newest first (their ULIDs sort by creation):
 * Σ over words of ln(1 + (N − n + ½) / (n + ½)) · w(k1 + 1) / (w + k1(1 − b + b·length/average)),
 * with n the records that have the word, N the records there are, w its weighted count (Robertson and Zaragoza 2009, BM25F with one length).
 * @param documents how many records there are; the average length is that of the records found.
 */
export function rank(terms: readonly Term[], documents: number): readonly Ranked[] {
  const found = new Map<string, { uid: string; type: string; score: number }>();
  const lengths = new Map<string, number>();
  for (const { postings } of terms) for (const { uid, length } of postings) lengths.set(uid, length);
  const average = [...lengths.values()].reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.size);
  for (const { postings } of terms) {
    const n = postings.length;
    const rarity = Math.log(1 + (Math.max(documents, n) - n + 0.5) / (n + 0.5));
    for (const { uid, type, weight, length } of postings) {
      const relative = average > 0 ? length / average : 1;
      const score = (rarity * weight * (K1 + 1)) / (weight + K1 * (1 - B + B * relative));
      const known = found.get(uid);
      if (known) known.score += score;
      else found.set(uid, { uid, type, score });
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score || (a.uid < b.uid ? 1 : -1));
}
