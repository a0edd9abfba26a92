/** Text in a file that a spreadsheet opens. */

/** What a spreadsheet takes for a formula: signs, full-width ones too, behind whatever blanks and invisible characters it skips. */
const FORMULA = /^(?:[\s\p{Z}\p{C}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u;

/** The text with an apostrophe in front where it would otherwise be calculated. */
export const notFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
