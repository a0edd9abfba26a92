/**
 * The mail of one notification. That it is being sent is written before, and the outcome after; who dies in between leaves it due, and it
 * is sent once more, so that a recipient has it at least once and at most twice.
 */

import { threadItem, threadOf } from '#shared/capabilities/mail/thread';
import { isWritten } from '#shared/store/attempt';
import { recordKey } from '#shared/store/keys';
import { clock, toInstant } from '#shared/time/clock';
import { conversationOf } from './conversation.ts';
import {
  changed,
  type Mail,
  NOTIFICATION,
  type Notification,
  notificationOf,
  notificationWrite,
  saidOf,
} from './notification.ts';
import type { Place } from './runtime.ts';
import { post } from './ses.ts';

/** Longer than a function may run: mail that is still being sent after this was left by somebody who died. */
const SENDING_MS = 120_000;
const MINUTE = 60_000;
/** Waits after failures of the mail service. */
const WAITS: readonly number[] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * 60 * MINUTE, 6 * 60 * MINUTE];

/** Stores it; undefined when somebody else changed it in between. */
export async function saved({ tenant, store }: Place, notification: Notification): Promise<Notification | undefined> {
  return (await isWritten(store, [notificationWrite(tenant, notification)])) ? notification : undefined;
}

export async function loadNotification({ tenant, store }: Place, uid: string): Promise<Notification | undefined> {
  return notificationOf(await store.get(recordKey(tenant, NOTIFICATION, uid)));
}

/** What a notification's mail is while it is being sent; with it, when whoever finds it so knows that its sender died. */
export const beingSent = (mail: Mail, now: number): { readonly mail: Mail; readonly dueAt: number } => ({
  mail: { ...mail, state: 'sending' },
  dueAt: now + SENDING_MS,
});

/** Sends the mail of a notification that is due. */
export async function deliverMail(place: Place, notification: Notification): Promise<void> {
  const { mail } = notification;
  if (!['queued', 'held', 'sending'].includes(mail.state) || mail.address === undefined) return;
  if (mail.state === 'sending' && mail.repeated) {
    const unknown: Mail = { ...mail, state: 'sent', reason: 'outcome-unknown' };
    await saved(place, changed(notification, { mail: unknown }));
    return;
  }
  const again: Mail = { ...mail, ...(mail.state === 'sending' && { repeated: true }) };
  const sending = await saved(place, changed(notification, beingSent(again, clock.now())));
  if (sending) await sendMail(place, sending);
}

/** Sends the mail of a notification that was written as being sent. */
export async function sendMail(place: Place, sending: Notification): Promise<void> {
  const { uid, language, mail } = sending;
  if (mail.address === undefined) return;
  const { subject, text } = saidOf(sending);
  const id = sending.record.id;
  const outcome = await post({
    tenant: place.tenant,
    id: uid,
    to: mail.address,
    ...(await conversationOf(place, sending)),
    answers: sending.answers !== undefined,
    subject: subject.includes(`[${id}]`) ? subject : `[${id}] ${subject}`,
    text,
    language,
  });
  if (!outcome.sent) return failed(place, sending, outcome);
  const { messageId } = outcome;
  const now = clock.now();
  await outcomeOf(place, sending, { state: 'sent', sentAt: toInstant(now), messageId });
  // Last: should it not come to this, number and reference still say what an answer is about.
  await place.store.put(threadItem(place.tenant, threadOf(messageId), sending.record, now, true));
}

/** Writes the outcome, also when the recipient read the notification in the meantime. */
async function outcomeOf(place: Place, notification: Notification, told: Partial<Mail>, dueAt?: number): Promise<void> {
  let current: Notification | undefined = notification;
  while (current) {
    const mail = { ...current.mail, ...told };
    if (await saved(place, changed(current, { mail, ...(dueAt !== undefined && { dueAt }) }))) return;
    current = await loadNotification(place, notification.uid);
  }
}

async function failed(
  place: Place,
  notification: Notification,
  { again, error }: { readonly again: boolean; readonly error: string },
): Promise<void> {
  const failures = (notification.mail.failures ?? 0) + 1;
  const wait = again ? WAITS[failures - 1] : undefined;
  if (wait !== undefined)
    return outcomeOf(place, notification, { state: 'queued', error, failures }, clock.now() + wait);
  await outcomeOf(place, notification, {
    state: 'not-sent',
    reason: again ? 'mail-service' : 'mail-refused',
    error,
    failures,
  });
}
