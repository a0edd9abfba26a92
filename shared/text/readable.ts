/** Text of others as records keep it: well-formed, without control characters, of bounded length. */

/** More than a description or a comment takes; nobody reads on. */
const MAX_TEXT = 31_000;
const MAX_LINES = 2_000;

/** Text without what is no text; lines end as they do here. */
export function readable(text: string): string {
  const lines = text
    .slice(0, MAX_TEXT * 4)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\t]/gu, '')
    .split('\n', MAX_LINES)
    .map((line) => line.trimEnd());
  return shortened(
    lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    MAX_TEXT,
  );
}

/** The same on one line. */
export const oneLine = (text: string, most: number): string =>
  shortened(readable(text).replace(/\s+/g, ' ').trim(), most).trim();

/** Never half a character. */
const shortened = (text: string, most: number): string => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
