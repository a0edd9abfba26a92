/** Segments as items of the table, and back: packed, and cut into pieces that an item takes. */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Entry, Found, Segment } from '#shared/kit/search/segment';
import { pack, unpack } from '#shared/store/pack';

/** An item holds 400 KB. */
const PIECE = 350_000;

interface Head {
  readonly entries: readonly Entry[];
  readonly vocabulary: readonly string[];
}

/** The pieces of a segment, in order. */
export function piecesOf({ entries, vocabulary, offsets, places }: Segment): readonly Uint8Array[] {
  const head = Buffer.from(JSON.stringify({ entries, vocabulary } satisfies Head));
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(head.length, 0);
  sizes.writeUInt32LE(offsets.length, 4);
  const counts = Buffer.alloc(offsets.length * 4);
  for (const [at, offset] of offsets.entries()) counts.writeUInt32LE(offset, at * 4);
  const whole = zstdCompressSync(Buffer.concat([sizes, head, counts, places]));
  return Array.from({ length: Math.ceil(whole.length / PIECE) }, (_, at) =>
    whole.subarray(at * PIECE, (at + 1) * PIECE),
  );
}

/** The segment of its pieces. */
export function segmentIn(pieces: readonly Uint8Array[]): Segment {
  const whole = zstdDecompressSync(Buffer.concat(pieces));
  const [head, count] = [whole.readUInt32LE(0), whole.readUInt32LE(4)];
  const { entries, vocabulary } = JSON.parse(whole.toString('utf8', 8, 8 + head)) as Head;
  const begins = 8 + head;
  const offsets = Uint32Array.from({ length: count }, (_, at) => whole.readUInt32LE(begins + at * 4));
  return { entries, vocabulary, offsets, places: whole.subarray(begins + count * 4) };
}

/** What was found of one record, as an item keeps it. */
export const packedFound = (found: Found): Uint8Array => pack(JSON.stringify(found));
export const foundIn = (bytes: Uint8Array): Found => JSON.parse(unpack(bytes)) as Found;
