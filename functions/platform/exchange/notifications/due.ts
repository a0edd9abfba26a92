/** What is due: mail that was held or failed, mail that somebody who died was sending, digests. */
import type { DueTimer } from '#shared/engine/due';
import { storedRecord } from '#shared/engine/items';
import { tenantId } from '#shared/ids/tenant-id';
import { recordKey } from '#shared/store/keys';
import { DIGEST, sendDigest } from './digest.ts';
import { deliverMail, loadNotification, saved } from './mail.ts';
import { changed, NOTIFICATION, type Notification } from './notification.ts';
import { barredBy, recipientsFor } from './recipients.ts';
import type { Reason } from './rules-route.ts';
import { type Place, placeOf } from './runtime.ts';

export async function due({ tenantId: tenant, type, uid }: DueTimer): Promise<void> {
  const place = await placeOf(tenantId(tenant));
  if (type === DIGEST) await sendDigest(place, uid);
  const notification = type === NOTIFICATION ? await loadNotification(place, uid) : undefined;
  if (!notification) return;
  const reason = await barredSince(place, notification);
  if (reason) await saved(place, changed(notification, { mail: { ...notification.mail, state: 'not-sent', reason } }));
  else await deliverMail(place, notification);
}

/** Why mail that waited is not to be sent any more: its recipient left, or the record became confidential. */
async function barredSince(
  place: Place,
  { recipient: id, record: { type, uid }, mail }: Notification,
): Promise<Reason | undefined> {
  if (mail.state === 'sending') return undefined;
  const record = storedRecord(await place.store.get(recordKey(place.tenant, type, uid)))?.record;
  const recipient = (await recipientsFor(place, [id])).get(id);
  return recipient && barredBy(place, record, recipient);
}
