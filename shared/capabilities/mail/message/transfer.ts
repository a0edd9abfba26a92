/** Content-Transfer-Encoding (RFC 2045, 6), read as generously as mail programs do. */

const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

export function fromTransfer(bytes: Buffer, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return fromBase64(bytes);
  return /quoted-printable/i.test(encoding) ? fromQuotedPrintable(bytes) : bytes;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = LETTERS.indexOf(String.fromCharCode(byte));
  return value < 0 ? 255 : value;
});

/**
 * What is no such letter is passed over. After the padding goes on what somebody joined, as long as it is nothing but letters; words are
 * what a mailing list adds below.
 */
export function fromBase64(bytes: Buffer): Buffer {
  const out = Buffer.alloc(Math.ceil((bytes.length * 3) / 4));
  let length = 0;
  let lengthAtPadding = -1;
  let [bits, count] = [0, 0];
  for (const byte of bytes) {
    const value = VALUES[byte] ?? 255;
    if (value < 64) {
      bits = ((bits << 6) | value) & 0xffff;
      count += 6;
      if (count >= 8) {
        count -= 8;
        out[length++] = bits >> count;
      }
    } else if (byte === EQUALS) {
      [bits, count] = [0, 0];
      if (lengthAtPadding < 0) lengthAtPadding = length;
    } else if (lengthAtPadding >= 0 && byte !== CR && byte !== LF) return out.subarray(0, lengthAtPadding);
  }
  return out.subarray(0, length);
}

/** Blanks at the ends of lines were not written by anybody; an equals sign before anything unexpected stands for itself. */
export function fromQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.alloc(bytes.length);
  let length = 0;
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(LF, start);
    const next = newline < 0 ? bytes.length : newline + 1;
    let end = newline < 0 ? bytes.length : newline;
    if (bytes[end - 1] === CR && end > start) end--;
    const ending = bytes.subarray(end, next);
    while (end > start && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0x09)) end--;
    const isSoft = end > start && bytes[end - 1] === EQUALS;
    if (isSoft) end--;
    for (let at = start; at < end; at++) {
      const value = bytes[at] === EQUALS ? hexadecimal(bytes[at + 1], bytes[at + 2]) : -1;
      out[length++] = value < 0 ? (bytes[at] ?? 0) : value;
      if (value >= 0) at += 2;
    }
    if (!isSoft) length += ending.copy(out, length);
    start = next;
  }
  return out.subarray(0, length);
}

function hexadecimal(high: number | undefined, low: number | undefined): number {
  const [first, second] = [digit(high), digit(low)];
  return first < 0 || second < 0 ? -1 : first * 16 + second;
}

function digit(byte: number | undefined): number {
  return byte === undefined ? -1 : '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase());
}
