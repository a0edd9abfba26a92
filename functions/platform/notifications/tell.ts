/** An event leads to notifications: who is told, in whose language, by which channel; each once, however often the event comes. */
import { createHash } from 'node:crypto';
import type { BusEvent } from '#shared/events/envelope';
import type { AnyRecord } from '#shared/process/record';
import { notificationWindowKey, recordKey } from '#shared/store/keys';
import { TransactionRefused } from '#shared/store/store';
import { tenantId } from '#shared/tenancy/tenant-id';
import { oneLine } from '#shared/text/readable';
import { clock, toInstant } from '#shared/time/clock';
import { affectedOf } from './affected.ts';
import { ensureDigest } from './digest.ts';
import { deliverMail } from './mail.ts';
import { type Mail, type Notification, notificationId, notificationWrite } from './notification.ts';
import { barredBy, holdersOf, type Recipient, recipientsFor } from './recipients.ts';
import { proceed, roundOf, stepOf } from './round.ts';
import { type Audience, recipientsOf } from './rules-audience.ts';
import { filled } from './rules-render.ts';
import { isShown, routeMail } from './rules-route.ts';
import { type Place, placeOf, storeOf } from './runtime.ts';
import { type TextsInEffect, templateFor, textsOf } from './templates.ts';
import { commentOf, type Subject, valuesFor } from './values.ts';

/** Nobody is told the same about the same record within this time (A13). */
const WINDOW_MS = 5 * 60_000;
const CONCURRENCY = 8;
/** A subject is one header: what people write into it may have lines, which SES refuses. */
const MAX_SUBJECT = 400;
/** Mail that is sent in the course of one event; what is more is left to the clock, within the minute. */
const AT_ONCE = 40;

/** Every event of every process, and the further steps of those that many are told of. */
export async function told({ detail }: BusEvent): Promise<void> {
  const round = roundOf(detail);
  const { event } = round;
  const tenant = tenantId(event.tenantId);
  const texts = await textsOf({ tenant, store: await storeOf(tenant) });
  const wanted = texts.templates.flatMap(({ template }) =>
    template.event === event.name && template.active ? [template] : [],
  );
  if (wanted.length === 0) return;
  const place = await placeOf(tenant);
  const record = (await place.store.get(recordKey(place.tenant, event.type, event.uid)))?.record as
    | AnyRecord
    | undefined;
  if (record?.deletedAt) return;
  const audiences = wanted.map(({ audience }) => audience);
  const holders = await holdersOf(place, audiences);
  const affected = await affectedOf(place, audiences, event, record);
  const { config } = place;
  const recipients = recipientsOf(wanted, { event, config, holders, affected, ...(record && { record }) });
  const { now, next } = stepOf(recipients, round);
  if (now.length === 0) return;
  const known = await recipientsFor(place, [...new Set([...now.map(([id]) => id), event.actor.id])]);
  const subject: Subject = {
    event,
    record,
    comment: await commentOf(place, event),
    actor: known.get(event.actor.id)?.person.name ?? event.actor.id,
  };
  const queued: Notification[] = [];
  await together(now, async ([id, audience]) => {
    const recipient = known.get(id);
    const made = recipient && (await notify(place, texts, subject, recipient, audience));
    if (made?.mail.state === 'queued') queued.push(made);
  });
  if (next !== undefined) await proceed(place, round, next);
  await together(queued.slice(0, AT_ONCE), (notification) => deliverMail(place, notification));
}

async function together<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < items.length; i += CONCURRENCY) await Promise.all(items.slice(i, i + CONCURRENCY).map(work));
}

/** Tells one person, if they are to be told. What was written before is returned as it stands, and written no more. */
async function notify(
  place: Place,
  texts: TextsInEffect,
  subject: Subject,
  recipient: Recipient,
  audience: Audience,
): Promise<Notification | undefined> {
  const { event, record } = subject;
  const { person } = recipient;
  const template = templateFor(texts, event.name, audience, person.locale);
  if (!template) return undefined;
  const values = valuesFor(template, subject, recipient, place);
  const now = clock.now();
  const base = {
    uid: notificationId(event.eventId, person.id),
    at: toInstant(now),
    eventId: event.eventId,
    event: event.name,
    ...(typeof event.data.update === 'number' && { update: event.data.update }),
    record: { type: event.type, id: event.id, uid: event.uid },
    recipient: person.id,
    audience,
    language: template.language,
    said: { subject: oneLine(filled(template.subject, values), MAX_SUBJECT), text: filled(template.text, values) },
    version: 1,
  };
  const barred = barredBy(place, record, recipient);
  if (barred) return write(place, { ...base, inbox: false, mail: { state: 'not-sent', reason: barred } }, now);
  const { preferences, zone } = recipient;
  const { unreachable } = recipient;
  const question = {
    ...{ event: event.name, audience, preferences, zone, now },
    priority: typeof record?.priority === 'string' ? record.priority : undefined,
    ...(unreachable && { unreachable }),
  };
  const route = routeMail(question);
  const address = person.email === undefined ? {} : { address: person.email };
  const mail: Mail = { state: route.email, ...(route.email === 'not-sent' ? { reason: route.reason } : address) };
  // Mail that is sent now is due at once as well: should this function die, the clock sends it.
  const dueAt = route.email === 'queued' ? now : route.email === 'held' ? route.dueAt : undefined;
  const made = await write(
    place,
    { ...base, inbox: isShown(question), mail, ...(dueAt !== undefined && { dueAt }) },
    now,
  );
  // Afterwards, and whether or not it was there before: so no notification waits for a digest that will not come.
  if (route.email === 'digest') await ensureDigest(place, person.id, route.dueAt);
  return made;
}

/** Writes it together with the window in which the same is not said again. Undefined when this event was told before. */
async function write(
  { tenant, store }: Place,
  notification: Notification,
  now: number,
): Promise<Notification | undefined> {
  const { recipient, record, event, audience, update = '' } = notification;
  const hash = createHash('sha256')
    .update(`${recipient}\n${record.type}\n${record.uid}\n${event}\n${audience}\n${update}`)
    .digest('hex');
  const key = notificationWindowKey(tenant, hash);
  for (;;) {
    const window = await store.get(key);
    const isOpen = window !== undefined && now - Number(window.at) < WINDOW_MS;
    if (isOpen && window.eventId === notification.eventId) return undefined;
    const silent: Notification = {
      ...withoutDue(notification),
      inbox: false,
      mail: { state: 'not-sent', reason: 'duplicate' },
    };
    const next = isOpen ? silent : notification;
    const stays = next.mail.reason === 'inactive' || next.mail.reason === 'confidential';
    const opening = {
      put: { ...key, at: now, eventId: notification.eventId, expiresAt: Math.floor((now + WINDOW_MS) / 1000) },
      condition: window ? { at: Number(window.at) } : ('absent' as const),
    };
    try {
      await store.transact([notificationWrite(tenant, next), ...(isOpen || stays ? [] : [opening])]);
      return next;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      if (error.reasons[0]?.failed) return undefined;
    }
  }
}

function withoutDue({ dueAt: _, ...rest }: Notification): Notification {
  return rest;
}
