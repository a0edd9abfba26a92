/** Looks into an uploaded file: is it what was announced, and is it clean? Then it moves to where it belongs. */
import { createHash } from 'node:crypto';
import { type Attachment, attachmentIn, MAX_BYTES, makerIn } from '#shared/capabilities/attachments/attachment';
import { type AttachmentRef, objectKey } from '#shared/objects/object-keys';
import type { Item } from '#shared/store/store';
import { acting } from '#shared/tenancy/acting';
import { type Ending, endOf, whyEnded } from '#shared/tenancy/grant';
import { clock } from '#shared/time/clock';
import type { Place } from './runtime.ts';
import { scannerOf, type Verdict } from './scanner.ts';
import { itemOf, markScanning, settle } from './settle.ts';

/** Whoever looks into a file has so long before somebody else does, in milliseconds. */
const LOOK_AGAIN_MS = 10 * 60_000;

/** Does nothing when there is no such upload. Done twice, or begun again after a crash, it ends the same. */
export async function inspect(place: Place, ref: AttachmentRef): Promise<void> {
  const { objects } = place;
  const item = await itemOf(place, ref);
  const incoming = objectKey('incoming', ref);
  if (!item || !['pending', 'scanning'].includes(attachmentIn(item).state)) return objects.delete(incoming);
  if (!(await markScanning(place, item, clock.now() + LOOK_AGAIN_MS))) return;
  const attachment = attachmentIn(item);
  const refused = endingOf(place, item);
  if (refused) {
    await settle(place, ref, { state: 'rejected', emits: 'rejected', finding: whyEnded(refused) });
    return objects.delete(incoming);
  }
  const object = await objects.get(incoming, MAX_BYTES);
  if (object === undefined) return;
  const mismatch =
    object === 'too-large' ? `it has more than ${MAX_BYTES} bytes` : mismatchOf(attachment, object.bytes);
  if (mismatch !== undefined || object === 'too-large') {
    await settle(place, ref, { state: 'rejected', emits: 'rejected', finding: mismatch ?? '' });
    return objects.delete(incoming);
  }
  const verdict = await scannerOf(process.env.MALWARE_SCANNER)(object.bytes);
  if (verdict) await conclude(place, ref, verdict, object.etag);
}

/** Why a file is not taken, whatever is in it: the grant of whoever announced it is over. */
function endingOf({ config }: Place, item: Item): Ending | undefined {
  const maker = makerIn(item);
  return maker && endOf(maker, acting.upload.needs, config.standings, clock.now());
}

/** How a file differs from what was announced. */
function mismatchOf({ size, sha256 }: Attachment, bytes: Buffer): string | undefined {
  if (bytes.length !== size) return `it has ${bytes.length} bytes; ${size} were announced`;
  const actual = createHash('sha256').update(bytes).digest('hex');
  return actual === sha256 ? undefined : `its SHA-256 is ${actual}; ${sha256} was announced`;
}

/** Moves the very file that was looked into: the copy names its ETag, so nothing that took its place meanwhile passes for it. */
export async function conclude(place: Place, ref: AttachmentRef, verdict: Verdict, etag: string): Promise<void> {
  const { finding, unscanned = false } = verdict;
  const { objects } = place;
  const incoming = objectKey('incoming', ref);
  const infected = finding !== undefined;
  const copied = await objects.copy(incoming, objectKey(infected ? 'quarantine' : 'attachments', ref), etag);
  // It was replaced while it was looked into: the new one is an upload of its own, and is looked into as well.
  if (!copied) return;
  const cleared = { state: unscanned ? 'unscanned' : 'clean', emits: 'cleared' } as const;
  await settle(place, ref, infected ? { state: 'infected', emits: 'quarantined', finding } : cleared);
  await objects.delete(incoming);
}
