/** Mail that came back for good: its address gets no more for a while, and what it said is shown within the application (A13). */

import * as z from 'zod/mini';
import type { BusEvent } from '#shared/events/envelope';
import { tenantId } from '#shared/ids/tenant-id';
import { clock, toSeconds } from '#shared/time/clock';
import { bouncedAddressKey } from './keys.ts';
import { loadNotification, saved } from './mail.ts';
import { changed } from './notification.ts';
import { placeOf } from './runtime.ts';

/** Then the address is tried again: mailboxes that were full or closed come back. */
const AVOIDED_DAYS = 30;

/** What SES tells of a bounce; the tags are those that we sent with the mail. */
const told = z.object({
  bounce: z.object({
    bounceType: z.string(),
    bouncedRecipients: z.array(z.object({ emailAddress: z.string().check(z.maxLength(400)) })),
  }),
  mail: z.object({ tags: z.object({ tenant: z.array(z.string()), notification: z.array(z.string()) }) }),
});

/** @throws Error for what is no bounce of ours: it goes to the dead letters */
export async function bounced({ detail }: BusEvent): Promise<void> {
  const { bounce, mail } = told.parse(detail);
  const [tenant = ''] = mail.tags.tenant;
  const place = await placeOf(tenantId(tenant));
  if (bounce.bounceType !== 'Permanent') return;
  const until = clock.now() + AVOIDED_DAYS * 86_400_000;
  for (const { emailAddress } of bounce.bouncedRecipients) {
    const key = bouncedAddressKey(place.tenant, emailAddress);
    await place.store.put({ ...key, until, expiresAt: toSeconds(until) });
  }
  const [uid = ''] = mail.tags.notification;
  for (;;) {
    const notification = await loadNotification(place, uid);
    if (!notification || notification.mail.state === 'bounced') return;
    const shown = { mail: { ...notification.mail, state: 'bounced' as const }, inbox: true };
    if (await saved(place, changed(notification, shown))) return;
  }
}
