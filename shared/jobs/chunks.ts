/** Lists too long for one item of the table, cut into chunks that fit. */

/** Well below the 400 KB of an item, whatever its attributes are called. */
const CHUNK_BYTES = 250_000;

/** Entries in their order, in chunks of at most `most` and of a size that an item holds. One entry has to fit by itself. */
export function chunked<E>(entries: readonly E[], most: number): readonly (readonly E[])[] {
  const chunks: E[][] = [];
  let [bytes, current] = [0, [] as E[]];
  for (const entry of entries) {
    const size = Buffer.byteLength(JSON.stringify(entry));
    if (current.length === most || (current.length > 0 && bytes + size > CHUNK_BYTES)) {
      chunks.push(current);
      [bytes, current] = [0, []];
    }
    current.push(entry);
    bytes += size;
  }
  return current.length > 0 ? [...chunks, current] : chunks;
}
