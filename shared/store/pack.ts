/**
 * JSON text as few bytes: deflated with a dictionary of what such texts have in common. The first byte is the dictionary's version, so that whatever
 * was packed can be read for ever. Deflate packs texts of this size smaller and unpacks them faster than zstd does (docs/performance.md).
 */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { dictionaries, NEWEST } from '#shared/store/dictionary';

/** Such texts have 1 to 5 KB: the buffer that zlib makes by default takes a third of the time. */
const CHUNK = { chunkSize: 4096 };

const encoded = new Map<number, Buffer>();

/** @throws RangeError for a version that this build does not have */
function dictionaryOf(version: number): Buffer {
  const text = dictionaries.get(version);
  if (text === undefined)
    throw new RangeError(`expected an item packed with a known dictionary, found version ${version}`);
  const known = encoded.get(version) ?? Buffer.from(text);
  encoded.set(version, known);
  return known;
}

/** The text as bytes. */
export function pack(text: string): Uint8Array {
  const options = { dictionary: dictionaryOf(NEWEST), level: constants.Z_BEST_COMPRESSION, ...CHUNK };
  return Buffer.concat([Buffer.of(NEWEST), deflateRawSync(text, options)]);
}

/** The text that was packed. @throws RangeError, or Error of zlib, for bytes that were not packed here */
export function unpack(bytes: Uint8Array): string {
  const [version = 0] = bytes;
  return inflateRawSync(bytes.subarray(1), { dictionary: dictionaryOf(version), ...CHUNK }).toString('utf8');
}
