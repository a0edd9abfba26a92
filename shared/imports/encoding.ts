/** The bytes of a file as text, in the encoding that its mapping names: none is ever guessed. */
import { isUtf8 } from 'node:buffer';

/** As WHATWG names them; what calls itself ISO-8859-1 is read as windows-1252, which has all of its letters. */
export const encodings = ['utf-8', 'utf-16le', 'windows-1250', 'windows-1252', 'iso-8859-1', 'iso-8859-15'] as const;
export type Encoding = (typeof encodings)[number];

/** @returns the text without its byte order mark, or a sentence that says why the bytes are none in this encoding. */
export function decoded(bytes: Uint8Array, encoding: Encoding): { readonly text: string } | { readonly wrong: string } {
  if (encoding === 'utf-8' && !isUtf8(bytes)) return { wrong: notUtf8(bytes) };
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return {
      wrong: `The file is not ${encoding.toUpperCase()}; save it so, or use a mapping that names its encoding.`,
    };
  }
}

/** @returns a sentence that says why the bytes are no part of a file in this encoding; parts may be cut anywhere. */
export function wrongPart(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding !== 'utf-8') return undefined;
  const whole = withoutHalves(bytes);
  return isUtf8(whole) ? undefined : notUtf8(whole);
}

function notUtf8(bytes: Uint8Array): string {
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, from);
    const to = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(from, to))) break;
    from = to;
  }
  return `The file is not UTF-8 (line ${line} of what was sent); save it as UTF-8, or use a mapping that names its encoding.`;
}

/** Without the rest of a character at the beginning, and the start of one at the end. */
function withoutHalves(bytes: Uint8Array): Uint8Array {
  const goesOn = (at: number): boolean => ((bytes[at] ?? 0) & 0b1100_0000) === 0b1000_0000;
  let from = 0;
  while (from < 3 && goesOn(from)) from += 1;
  let to = bytes.length;
  while (to > from && bytes.length - to < 3 && goesOn(to - 1)) to -= 1;
  const lead = bytes[to - 1] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return bytes.subarray(from, bytes.length - to + 1 < length ? to - 1 : bytes.length);
}
