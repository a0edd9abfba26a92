/** The words of a text as they are indexed and asked for: the same rules for both. Pure. */
import { isFunctionWord } from '#shared/kit/search/function-words';
import { folded } from '#shared/text/folding';

/** Characters of a word that count: what is longer is hardly what somebody types. */
const MAX_WORD = 40;

/** Runs of scripts without spaces between words, or with particles joined to them, and runs of any other. */
const RUNS =
  /(?<joined>[[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]&&[\p{L}\p{M}]]+)|[[\p{L}\p{M}\p{N}]--[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]]+/gv;

/**
 * Folded words, cut where anything stands that is neither letter nor digit; in order, with repetitions. Single letters are no words; single
 * digits and ideographs are. Where a run of letters is not a word (UAX #29 leaves Han, kana, Hangul, Thai, Lao, Khmer, Myanmar and Tibetan to
 * dictionaries), each pair of neighbours is one, as search engines without a dictionary do.
 */
export function wordsOf(text: string): readonly string[] {
  return [...folded(text).matchAll(RUNS)].flatMap(([run, joined]) =>
    joined === undefined ? wordOf(run) : pairsOf(run),
  );
}

function wordOf(run: string): readonly string[] {
  return run.length > 1 || /\p{N}/u.test(run) ? [run.slice(0, MAX_WORD)] : [];
}

function pairsOf(run: string): readonly string[] {
  const letters = [...run];
  if (letters.length < 2) return /\p{sc=Hani}/u.test(run) ? letters : [];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

/** Words of a question that count; more are left out. */
const MAX_TERMS = 8;

/** The words that a question is about: each once, without those that say nothing. */
export const askedWords = (question: string, most = MAX_TERMS): readonly string[] =>
  [...new Set(wordsOf(question))].filter((word) => !isFunctionWord(word)).slice(0, most);
