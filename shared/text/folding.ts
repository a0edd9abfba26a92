/** Text as it is compared by whoever looks for it: without case and optional marks. Pure. */

/** Marks that writers of these scripts leave out as they like: accents, points. In other scripts a mark is part of what is written. */
const OPTIONAL_MARKS = /(?<=[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hebr}\p{scx=Arab}]\p{M}*)\p{M}/gu;

/**
 * Folded text: case is folded in full (`ß` is `ss`: CaseFolding.txt of Unicode, status F), the final sigma is a sigma, accents are gone, and
 * compatibility forms are one (`ﬁ` is `fi`, `Ａ` is `a`), so that what looks the same is found alike.
 */
export function folded(text: string): string {
  const bare = text.normalize('NFKD').replace(OPTIONAL_MARKS, '');
  // Upper case says which letters belong together, lower case is how they are kept; capital ẞ has itself as upper case, so it goes first.
  return bare.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
}

/** Whether a text has every word that is asked for, in any order, as parts of words too; folded. */
export function hasWords(text: string, asked: string): boolean {
  const all = folded(text);
  return folded(asked)
    .split(/\s+/)
    .every((word) => all.includes(word));
}
