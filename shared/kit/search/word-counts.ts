/** The words by which a record is found, and how much each counts (A12): title three times, tags twice, body once. Pure. */
import { isFunctionWord } from '#shared/kit/search/function-words';
import { wordsOf } from '#shared/kit/search/words';

/** What of a record is searched. */
export interface Searchable {
  readonly title: string;
  readonly tags?: readonly string[];
  readonly body?: readonly string[];
}

/** The words of one record: how often each counts, by the weights of its fields, and how many words there are, unweighted. */
export interface WordCounts {
  readonly weights: ReadonlyMap<string, number>;
  readonly length: number;
}

const WEIGHTS = { title: 3, tags: 2, body: 1 } as const;
/** Different words of one record that count at most. */
const MAX_WORDS = 1000;

/** The first MAX_WORDS different words of title, tags and body, in this order, without those that say nothing. */
export function countWords({ title, tags = [], body = [] }: Searchable): WordCounts {
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
  for (const text of body) add(text, WEIGHTS.body);
  return { weights, length };
}
