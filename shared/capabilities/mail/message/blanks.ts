/** Blanks as mail has them. Bytes that are looked at as Latin-1 must not lose a no-break space: it may be half of a letter. */

const BLANKS = ' \t\r\n';

/** Without blanks before and after; in one pass, however long they are. */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && BLANKS.includes(text.charAt(start))) start++;
  while (end > start && BLANKS.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
