/** Events of AWS services that concern attachments: an object was uploaded, a malware scanner has a verdict. */
import * as z from 'zod/mini';
import { attachmentIn } from '#shared/capabilities/attachments/attachment';
import type { BusEvent } from '#shared/events/envelope';
import { type AttachmentRef, uploadOf } from '#shared/objects/object-keys';
import { conclude, inspect } from './inspect.ts';
import { placeOf } from './runtime.ts';
import { itemOf } from './settle.ts';

const uploaded = z.object({ object: z.object({ key: z.string() }) });

/** GuardDuty User Guide, "Monitoring S3 object scans with EventBridge". */
const scanned = z.object({
  s3ObjectDetails: z.object({ objectKey: z.string(), eTag: z.string() }),
  scanResultDetails: z.object({
    scanResultStatus: z.string(),
    threats: z.nullish(z.array(z.object({ name: z.string() }))),
  }),
});

/** `Object Created` of S3. */
export async function onUpload({ detail }: BusEvent): Promise<void> {
  const { data } = uploaded.safeParse(detail);
  const ref = data && uploadOf(data.object.key);
  if (ref) await inspect(await placeOf(ref.tenant), ref);
}

/**
 * A verdict of GuardDuty Malware Protection for S3. What it could not scan is treated like malware: nobody knows that it is clean.
 * @throws Error while our own check of size and hash has not begun: the verdict comes again.
 */
export async function onVerdict({ detail }: BusEvent): Promise<void> {
  const { data } = scanned.safeParse(detail);
  const ref: AttachmentRef | undefined = data && uploadOf(data.s3ObjectDetails.objectKey);
  if (!data || !ref) return;
  const place = await placeOf(ref.tenant);
  const item = await itemOf(place, ref);
  if (!item) return;
  const { state } = attachmentIn(item);
  if (state === 'pending') throw new Error(`${ref.id} has a verdict before it was looked into`);
  if (state !== 'scanning') return;
  const { scanResultStatus: status, threats } = data.scanResultDetails;
  const names = (threats ?? []).map(({ name }) => name).join(', ');
  const verdict = status === 'NO_THREATS_FOUND' ? {} : { finding: (names || status).slice(0, 400) };
  await conclude(place, ref, verdict, `"${data.s3ObjectDetails.eTag.replaceAll('"', '')}"`);
}
