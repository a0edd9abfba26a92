/** Who an imported incident is: always the same for the same row of the same import, so that a repeated step repeats itself. */
import { createHash } from 'node:crypto';
import { firstUlid } from '#shared/ids/ulid';
import type { RowGroup } from '#shared/imports/row';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID whose time is the import's and whose other half follows from import and record. */
export function uidOf(importId: string, createdAt: string, externalId: string): string {
  const digest = createHash('sha256').update(`${importId}\n${externalId}`).digest();
  const rest = Array.from(digest.subarray(0, 16), (byte) => CROCKFORD[byte % 32]).join('');
  return firstUlid(Date.parse(createdAt)) + rest;
}

/** What the first rows of a record say: tells whether a record that was imported before came from the same rows. */
export function rowsDigest({ rows }: RowGroup, count: number = rows.length): string {
  const hash = createHash('sha256');
  for (const { cells } of rows.slice(0, count)) {
    const columns = Object.keys(cells).sort();
    hash.update(`${JSON.stringify(columns.map((column) => cells[column]))}\n`);
  }
  return hash.digest('hex');
}
