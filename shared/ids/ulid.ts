/** Identities: ULIDs, which sort by the instant at which they were made. */
import { randomFillSync } from 'node:crypto';
import { decodeTime, encodeTime, ulid } from 'ulid';

/** Random bytes are fetched from the system many at a time: one by one, as the library does it, they cost more than the rest of a create. */
const pool = new Uint8Array(1024);
let used = pool.length;

function random(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return (pool[used++] ?? 0) / 256;
}

/** A new ULID. @param at epoch milliseconds */
export const newUlid = (at: number): string => ulid(at, random);

/** When a ULID was made, in epoch milliseconds. */
export const ulidTime = (id: string): number => decodeTime(id);

/** What every ULID made at that instant or later sorts behind. @param at epoch milliseconds */
export const firstUlid = (at: number): string => encodeTime(at, 10);
