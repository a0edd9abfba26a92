/** The parts of a file: received compressed, put together again, checked against what was announced. */

import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type ImportJob, importJobs, PART_BYTES } from '#shared/capabilities/importing/job';
import { IMPORT_PART, importPartSk, importPk } from '#shared/capabilities/importing/keys';
import type { TenantId } from '#shared/ids/tenant-id';
import { expiryOf } from '#shared/jobs/job';
import { Problem, problemAt } from '#shared/problems/problems';
import type { Item, Store } from '#shared/store/store';

/** Parts of a file at most: more than the largest file has of the smallest reasonable size. */
export const MAX_PARTS = 500;
/** A file at most; a larger one is imported in pieces, each with whole records. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;
/** Of an item's 400 KB; text that hardly compresses takes several. */
const PIECE_BYTES = 350_000;
/** What a part can take when nothing compresses. */
const MAX_PIECES = 10;

/** Stores one part; the same number again replaces it. @throws Problem payload-too-large */
export async function storePart(
  store: Store,
  tenant: TenantId,
  job: ImportJob,
  number: number,
  bytes: Uint8Array,
): Promise<number> {
  if (bytes.byteLength > PART_BYTES) {
    throw new Problem('payload-too-large', `a part may have ${PART_BYTES} bytes; this one has ${bytes.byteLength}`);
  }
  const compressed = gzipSync(bytes);
  const pk = importPk(tenant, job.uid);
  const pieces = Math.ceil(compressed.byteLength / PIECE_BYTES);
  const items = Array.from(
    { length: pieces },
    (_, piece): Item => ({
      pk,
      sk: importPartSk(number * MAX_PIECES + piece),
      pieces,
      part: number,
      data: compressed.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES),
      expiresAt: expiryOf(importJobs, job),
    }),
  );
  await store.writeAll(items.map((put) => ({ put })));
  return bytes.byteLength;
}

/** The bytes of a file, put together from its parts, which the table keeps in order. @throws Problem validation-failed when it is not what was announced. */
export async function assemble(store: Store, tenant: TenantId, job: ImportJob): Promise<Uint8Array> {
  const items = await store.queryAll({ pk: importPk(tenant, job.uid), begins: IMPORT_PART });
  const parts = new Map<number, { readonly pieces: number; readonly data: Uint8Array[] }>();
  for (const { part, pieces, data } of items) {
    // The first piece says how many there are: a part that was sent again and became shorter leaves later ones behind.
    const known = parts.get(Number(part)) ?? { pieces: Number(pieces), data: [] };
    if (data instanceof Uint8Array && known.data.length < known.pieces) known.data.push(data);
    parts.set(Number(part), known);
  }
  const gap = Array.from({ length: parts.size }, (_, index) => index + 1).find((number) => !parts.has(number));
  if (gap !== undefined) refuse(`part ${gap} is missing; parts are numbered from 1 without gaps`);
  const file = Buffer.concat([...parts.values()].map(({ data }) => gunzipSync(Buffer.concat(data))));
  if (file.byteLength !== job.bytes)
    refuse(`${file.byteLength} bytes of ${job.bytes} have arrived, in ${parts.size} part(s)`);
  const sha256 = createHash('sha256').update(file).digest('hex');
  if (sha256 !== job.sha256) refuse(`the file that arrived has the SHA-256 ${sha256}; ${job.sha256} was announced`);
  return file;
}

/** Deletes the parts: what they held is in the records now. */
export async function dropParts(store: Store, tenant: TenantId, uid: string): Promise<void> {
  const items = await store.queryAll({ pk: importPk(tenant, uid), begins: IMPORT_PART });
  await store.writeAll(items.map(({ pk, sk }) => ({ delete: { pk, sk } })));
}

function refuse(message: string): never {
  throw problemAt('validation-failed', '/sha256', message);
}
