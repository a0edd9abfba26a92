/** The words of a text as they are indexed and asked for: the same rules for both. Pure. */

/** Words of one text that count at most, and characters of a word: what is longer is hardly what somebody types. */
export const MAX_WORDS = 400;
const MAX_WORD = 40;

/**
 * Lower case, without accents and other marks, cut where anything stands that is neither letter nor digit; in order, with repetitions.
 * Compatibility forms are one (`ﬁ` is `fi`), so that what looks the same is found alike. Single letters are no words; single digits are.
 */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length > 1 || /\p{N}/u.test(word)).map((word) => word.slice(0, MAX_WORD));
}
