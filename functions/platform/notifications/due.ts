/** What is due: mail that was held or failed, mail that somebody who died was sending, digests. */
import type { DueTimer } from '#shared/process/due';
import { tenantId } from '#shared/tenancy/tenant-id';
import { DIGEST, sendDigest } from './digest.ts';
import { deliverMail, loadNotification } from './mail.ts';
import { NOTIFICATION } from './notification.ts';
import { placeOf } from './runtime.ts';

export async function due({ tenantId: tenant, type, uid }: DueTimer): Promise<void> {
  const place = await placeOf(tenantId(tenant));
  if (type === DIGEST) await sendDigest(place, uid);
  const notification = type === NOTIFICATION ? await loadNotification(place, uid) : undefined;
  if (notification) await deliverMail(place, notification);
}
