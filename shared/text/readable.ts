/** Text of others as records keep it: well-formed, without control characters, of bounded length. */
import { isSeen } from '#shared/text/line';

/** How much of a text is kept. */
export interface Bounds {
  readonly characters: number;
  readonly lines: number;
}

/** More than a description or a comment takes; nobody reads on. */
const OF_RECORDS: Bounds = { characters: 31_000, lines: 2_000 };

/** All of it. */
export const unbounded: Bounds = { characters: Number.POSITIVE_INFINITY, lines: Number.POSITIVE_INFINITY };

/** Text without what is no text; lines end as they do here. */
export function readable(text: string, { characters, lines: most }: Bounds = OF_RECORDS): string {
  const lines = text
    .slice(0, characters * 4)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\t]/gu, '')
    .split('\n')
    .slice(0, most)
    .map((line) => line.trimEnd());
  return shortened(
    lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    characters,
  );
}

/** The same on one line. */
export const oneLine = (text: string, most: number): string =>
  shortened(readable(text).replace(/\s+/g, ' ').trim(), most).trim();

/** Never half a character, and nothing where nothing is to be seen. */
function shortened(text: string, most: number): string {
  const short = text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  return isSeen(short) ? short : '';
}
