/** Files that came by mail: announced with the record's change, then brought to where every upload is looked into (A5). */

import { environment } from '#shared/aws/environment';
import { type Attachment, pendingItem, UPLOAD_SECONDS } from '#shared/capabilities/attachments/attachment';
import type { Taken } from '#shared/capabilities/mail/mail-plan';
import type { Mail } from '#shared/capabilities/mail/received';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import { mailFileKey, objectKey } from '#shared/objects/object-keys';
import { objectsOf } from '#shared/objects/objects';
import type { ObjectSigner } from '#shared/objects/signer';
import { recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import type { Caller } from '#shared/tenancy/context';
import { toInstant } from '#shared/time/clock';

/** Should what comes next be lost, the attachments service looks after them as after any upload that never came. */
export function announced(
  { files, visibility }: Taken,
  caller: Caller,
  record: AnyRecord,
  now: number,
): readonly Write[] {
  const pk = recordPk(caller.tenant, record.type, record.uid);
  return files.map(({ etag: _, ...file }): Write => {
    const attachment: Attachment = { ...file, visibility, state: 'pending', at: toInstant(now), author: caller.actor };
    return { put: pendingItem(pk, record, attachment, now + UPLOAD_SECONDS * 1000), condition: 'absent' };
  });
}

/** Done twice, it ends the same: an upload for an attachment that is settled is taken away again. */
export async function bringFiles(
  sign: ObjectSigner,
  tenant: TenantId,
  { uid: mail, files, record }: Mail,
): Promise<void> {
  if (!record || files.length === 0) return;
  const objects = objectsOf(environment('BUCKET_NAME'), sign);
  for (const [at, { id, etag }] of files.entries())
    await objects.copy(mailFileKey(tenant, mail, at), objectKey('incoming', { tenant, ...record, id }), etag);
  for (const at of files.keys()) await objects.delete(mailFileKey(tenant, mail, at));
}
