/**
 * Words that join others and say nothing themselves, in the languages that the product speaks: half of what people write, in nearly every record, so
 * that finding one tells nothing, and yet each would be an item of the index for each record. What is a name or a thing as well stays a word: it, us,
 * will, may, can, am, hat, not, aus.
 */

/** Folded, as words are. */
const WORDS: ReadonlySet<string> = new Set(
  [
    'the and of to in on at by for from with as is are was were be been being have has had do does did this that these those',
    'its they them their there then than which what when where while because but or if so into',
    'we you he she his her our your my me an any some all would could should',
    'der die das dem den ein eine einen einem einer eines und oder ist sind waren wird werden wurde wurden haben habe nicht auf bei mit von vom',
    'zu zum zur im ins fur nach seit sich ich wir sie ihr mich mir uns wie wenn weil dass auch noch nur als dies diese dieser dieses diesen aber',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a word is neither indexed nor asked for. @param word as words.ts makes them */
export const isFunctionWord = (word: string): boolean => WORDS.has(word);
