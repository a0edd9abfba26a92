/** An event leads to notifications: who is told, in whose language, by which channel; each once, however often the event comes. */

import { createHash } from 'node:crypto';
import { storedRecord } from '#shared/engine/items';
import type { BusEvent, EventEnvelope } from '#shared/events/envelope';
import type { Audience } from '#shared/events/told';
import { tenantId } from '#shared/ids/tenant-id';
import { attempt, LOST, type Lost, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import { type Key, recordKey } from '#shared/store/keys';
import { userKey } from '#shared/tenancy/keys';
import { storedUser } from '#shared/tenancy/users';
import { oneLine } from '#shared/text/readable';
import { clock, toInstant } from '#shared/time/clock';
import { actorName } from './actor.ts';
import { affectedOf } from './affected.ts';
import { mailBehind } from './conversation.ts';
import { ensureDigest } from './digest.ts';
import { type Found, foundIn } from './found.ts';
import { notificationWindowKey } from './keys.ts';
import { beingSent, sendMail } from './mail.ts';
import { type Mail, type Notification, notificationId, notificationWrite } from './notification.ts';
import { barredBy, holdersOf, keysOf, type Recipient, recipientsFor } from './recipients.ts';
import { eventOfReport, ofReport, reportsOf } from './reports.ts';
import { proceed, roundOf, stepOf } from './round.ts';
import { isFor, mayConcern, namedIn, nobody, recipientsOf, rolesOf } from './rules-audience.ts';
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
/** People who are read together with the record: as many as one request holds. */
const NAMED = 30;

/** Every event of every process, and the further steps of those that many are told of. */
export async function told({ detail }: BusEvent): Promise<void> {
  const round = roundOf(detail);
  const { event } = round;
  const tenant = tenantId(event.tenantId);
  const texts = await textsOf({ tenant, store: await storeOf(tenant) });
  const wanted = texts.templates.flatMap(({ template }) =>
    template.event === event.name && template.active && isFor(template.audience, event) ? [template] : [],
  );
  if (wanted.length === 0) return;
  const place = await placeOf(tenant);
  const found = foundIn(place.store);
  const ofRecord = recordKey(place.tenant, event.type, event.uid);
  const parties = round.step === 0 ? detail.parties : undefined;
  const beforehand = { event, record: parties ?? namedIn(event), config: place.config };
  if (parties && !mayConcern(wanted, beforehand)) return;
  // Whom the event or the relay names is read together with the record.
  const named = [...recipientsOf(wanted, { ...nobody, ...beforehand })].slice(0, NAMED);
  const ofActor = userKey(tenant, event.actor.id);
  const guessed = named.flatMap(([id, audience]) => keysToTell(place, event, id, audience));
  await found.read([ofRecord, ...(guessed.length > 0 ? [ofActor, ...guessed] : [])]);
  const record = storedRecord(found.item(ofRecord))?.record;
  if (record?.deletedAt) return;
  const audiences = wanted.map(({ audience }) => audience);
  const { config } = place;
  const about = { config, ...(record && { record }) };
  const roles = new Set(audiences.flatMap((audience) => rolesOf(audience, about)));
  const holders = await holdersOf(place, [...roles]);
  const affected = await affectedOf(place, audiences, event, record);
  const reports = await reportsOf(place, audiences, record);
  const reporters = [...reports.keys()];
  const recipients = recipientsOf(wanted, { event, holders, affected, reporters, ...about });
  const { now, next } = stepOf(recipients, round);
  if (now.length === 0) return;
  const reportOf = (id: string, audience: Audience) => (audience === 'reporters' ? reports.get(id) : undefined);
  const keysFor = ([id, audience]: readonly [string, Audience]): readonly Key[] => {
    const report = reportOf(id, audience);
    return keysToTell(place, report ? eventOfReport(event, report) : event, id, audience);
  };
  await found.read([ofActor, ...now.flatMap(keysFor)]);
  const known = await recipientsFor(
    place,
    now.map(([id]) => id),
    found,
  );
  const subject: Subject = {
    event,
    record,
    comment: await commentOf(place, event),
    mail: await mailBehind(place, event),
    actor: await actorName(place, event.actor, storedUser(found.item(ofActor))?.user),
  };
  const sending: Notification[] = [];
  let left = AT_ONCE;
  const telling: Telling = { place, found, texts, mayStillSend: () => left-- > 0 };
  await together(now, async ([id, audience]) => {
    const recipient = known.get(id);
    const report = reportOf(id, audience);
    const told = report ? ofReport(subject, report) : subject;
    const made = recipient && (await notify(telling, told, recipient, audience));
    if (made?.mail.state === 'sending') sending.push(made);
  });
  if (next !== undefined) await proceed(place, round, next);
  await together(sending, (notification) => sendMail(place, notification));
}

/** What is the same for everybody who is told of an event. */
interface Telling {
  readonly place: Place;
  readonly found: Found;
  readonly texts: TextsInEffect;
  /** Whether another mail is sent in the course of it; asked once for each. */
  mayStillSend(): boolean;
}

/** All that must be read to tell somebody, but for their address. */
function keysToTell(place: Place, event: EventEnvelope, id: string, audience: Audience): readonly Key[] {
  return [...keysOf(place, id), windowKey(place, event, id, audience)];
}

async function together<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < items.length; i += CONCURRENCY) await Promise.all(items.slice(i, i + CONCURRENCY).map(work));
}

/** Tells one person, if they are to be told. What was written before is returned as it stands, and written no more. */
async function notify(
  telling: Telling,
  subject: Subject,
  recipient: Recipient,
  audience: Audience,
): Promise<Notification | undefined> {
  const { place, texts } = telling;
  const { event, record, mail: behind } = subject;
  const { person } = recipient;
  const answered = behind?.user === person.id ? behind : undefined;
  const template = templateFor(texts, event.name, audience, person.locale);
  if (!template) return undefined;
  const values = valuesFor(template, subject, recipient, place);
  const now = clock.now();
  const base = {
    uid: notificationId(event.eventId, person.id),
    at: toInstant(now),
    eventId: event.eventId,
    event: event.name,
    ...partOf(event),
    record: { type: event.type, id: event.id, uid: event.uid },
    recipient: person.id,
    audience,
    ...(answered && { answers: answered.uid }),
    language: template.language,
    said: { subject: oneLine(filled(template.subject, values), MAX_SUBJECT), text: filled(template.text, values) },
    version: 1,
  };
  const barred = barredBy(place, record, recipient);
  const key = windowKey(place, event, person.id, audience);
  if (barred) return write(telling, key, { ...base, inbox: false, mail: { state: 'not-sent', reason: barred } }, now);
  const { preferences, zone } = recipient;
  const { unreachable } = recipient;
  const question = {
    ...{ event: event.name, audience, preferences, zone, now },
    priority: typeof record?.priority === 'string' ? record.priority : undefined,
    ...(unreachable && { unreachable }),
    ...(answered?.wantsNoAnswer && { isUnwished: true }),
  };
  const route = routeMail(question);
  const address = person.email === undefined ? {} : { address: person.email };
  const mail: Mail = { state: route.email, ...(route.email === 'not-sent' ? { reason: route.reason } : address) };
  // Mail that is sent now is written as being sent, which saves a write. What is left over is due at once: the clock sends it.
  const sent = route.email === 'queued' && telling.mayStillSend() ? beingSent(mail, now) : undefined;
  const dueAt = route.email === 'queued' ? now : route.email === 'held' ? route.dueAt : undefined;
  const waiting = { mail, ...(dueAt !== undefined && { dueAt }) };
  const made = await write(telling, key, { ...base, inbox: isShown(question), ...(sent ?? waiting) }, now);
  // Afterwards, and whether or not it was there before: so no notification waits for a digest that will not come.
  if (route.email === 'digest') await ensureDigest(place, person.id, route.dueAt);
  return made;
}

/** What several of one event about one record differ by: each update of a notice, each threshold of each clock. */
function partOf({ data: { update, clock: name, percent } }: EventEnvelope): { readonly part?: string } {
  if (typeof update === 'number') return { part: String(update) };
  return typeof name === 'string' ? { part: `${name} ${percent ?? ''}` } : {};
}

/** The window in which somebody is not told the same again. */
function windowKey({ tenant }: Place, event: EventEnvelope, recipient: string, audience: Audience): Key {
  const { type, uid, name } = event;
  const { part = '' } = partOf(event);
  const said = `${recipient}\n${type}\n${uid}\n${name}\n${audience}\n${part}`;
  return notificationWindowKey(tenant, createHash('sha256').update(said).digest('hex'));
}

/** Writes it together with the window in which the same is not said again. Undefined when this event was told before. */
function write(
  { place: { tenant, store }, found }: Telling,
  key: Key,
  notification: Notification,
  now: number,
): Promise<Notification | undefined> {
  const { recipient } = notification;
  const round = async (index: number): Promise<Notification | undefined | Lost> => {
    const window = index === 0 ? found.item(key) : await store.get(key);
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
    const outcome = await attempt(store, [notificationWrite(tenant, next), ...(isOpen || stays ? [] : [opening])]);
    if (outcome.is === 'written') return next;
    return outcome.refusal.reasons[0]?.failed ? undefined : LOST;
  };
  return untilWritten(PERSISTENCE, round, (rounds) => new Error(`others told ${recipient} ${rounds} times meanwhile`));
}

function withoutDue({ dueAt: _, ...rest }: Notification): Notification {
  return rest;
}
