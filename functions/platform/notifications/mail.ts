/**
 * The mail of one notification. That it is being sent is written before, and the outcome after; who dies in between leaves it due, and it
 * is sent once more, so that a recipient has it at least once and at most twice.
 */
import { referenceOf, threadItem, threadOf } from '#shared/mail/thread';
import { recordKey } from '#shared/store/keys';
import { TransactionRefused } from '#shared/store/store';
import { clock, toInstant } from '#shared/time/clock';
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
  try {
    await store.transact([notificationWrite(tenant, notification)]);
    return notification;
  } catch (error) {
    if (error instanceof TransactionRefused) return undefined;
    throw error;
  }
}

export async function loadNotification({ tenant, store }: Place, uid: string): Promise<Notification | undefined> {
  return notificationOf(await store.get(recordKey(tenant, NOTIFICATION, uid)));
}

/** Sends the mail of a notification that is due. */
export async function deliverMail(place: Place, notification: Notification): Promise<void> {
  const { mail } = notification;
  if (!['queued', 'held', 'sending'].includes(mail.state) || mail.address === undefined) return;
  if (mail.state === 'sending' && mail.repeated) {
    const unknown: Mail = { ...mail, state: 'sent', reason: 'outcome-unknown' };
    await saved(place, changed(notification, { mail: unknown }));
    return;
  }
  const begun: Mail = { ...mail, state: 'sending', ...(mail.state === 'sending' && { repeated: true }) };
  const sending = await saved(place, changed(notification, { mail: begun, dueAt: clock.now() + SENDING_MS }));
  if (!sending) return;
  const { uid, language } = sending;
  const { subject, text } = saidOf(sending);
  const id = sending.record.id;
  const outcome = await post({
    tenant: place.tenant,
    id: uid,
    to: mail.address,
    ...answersTo(place, id),
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

/** An answer finds the record by its number in the subject, by what it refers to, or by the Message-ID that it answers (A15). */
function answersTo({ config }: Place, id: string): { readonly replyTo?: string; readonly reference?: string } {
  const domain = process.env.MAIL_DOMAIN;
  if (!domain) return {};
  return { replyTo: `${config.tenant.slug}@${domain}`, reference: referenceOf(id, domain) };
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
