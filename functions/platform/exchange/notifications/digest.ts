/** Digests: what somebody wishes to have gathered goes out in one mail, at the time that they chose. */

import { createHash } from 'node:crypto';
import { attempt, isWritten, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import { dueShard, recordKey } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { clock, toInstant } from '#shared/time/clock';
import { loadNotification, saved } from './mail.ts';
import { changed, digestPk, type Mail, type Notification, notificationOf, saidOf } from './notification.ts';
import { recipientsFor } from './recipients.ts';
import type { Place } from './runtime.ts';
import { post } from './ses.ts';
import { textsOf } from './templates.ts';

export const DIGEST = 'notification-digest';
/** Notifications of one mail; what is more goes into the next, a minute later. */
const MOST = 100;
const SENDING_MS = 120_000;
const WAIT_MS = 5 * 60_000;
/** Failed attempts after which the notifications stay within the application. */
const FAILURES = 5;

interface Digest {
  readonly user: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  /** The notifications up to this place are being sent: the outcome is not known. */
  readonly sending?: string;
  readonly repeated?: true;
  readonly failures?: number;
  readonly version: number;
}

const digestId = (user: string): string => createHash('sha256').update(user).digest('hex').slice(0, 32);
/** The table's own edge: only this file writes what is read here. */
const digestOf = (item: Item | undefined): Digest | undefined => item?.digest as Digest | undefined;

function writeOf({ tenant }: Place, digest: Digest) {
  const uid = digestId(digest.user);
  const key = recordKey(tenant, DIGEST, uid);
  const due = { duePk: dueShard(uid), dueAt: new Date(digest.dueAt).toISOString() };
  const put: Item = { ...key, process: 'notifications', type: DIGEST, digest, version: digest.version, ...due };
  return { put, condition: digest.version === 1 ? ('absent' as const) : { version: digest.version - 1 } };
}

/**
 * There will be a digest for the user no later than this. It writes in any case: a digest that is just coming to its end without having
 * seen the newest notification cannot end then.
 */
export function ensureDigest(place: Place, user: string, dueAt: number): Promise<void> {
  const { tenant, store } = place;
  const round = async () => {
    const known = digestOf(await store.get(recordKey(tenant, DIGEST, digestId(user))));
    const next: Digest = {
      ...known,
      user,
      dueAt: Math.min(known?.dueAt ?? dueAt, dueAt),
      version: (known?.version ?? 0) + 1,
    };
    return (await stored(place, next)) ? undefined : LOST;
  };
  return untilWritten(
    PERSISTENCE,
    round,
    (rounds) => new Error(`others changed the digest of ${user} ${rounds} times`),
  );
}

const headings: Readonly<Record<string, (count: number) => string>> = {
  de: (count) => `Ihre Zusammenfassung: ${count} ${count === 1 ? 'Nachricht' : 'Nachrichten'}`,
  en: (count) => `Your digest: ${count} ${count === 1 ? 'notification' : 'notifications'}`,
};

/** A digest is due: it is noted as being sent before, and each of its notifications as sent after. Who dies in between has it sent once more. */
export async function sendDigest(place: Place, uid: string): Promise<void> {
  const { tenant, store } = place;
  const key = recordKey(tenant, DIGEST, uid);
  const digest = digestOf(await store.get(key));
  if (!digest || digest.dueAt > clock.now()) return;
  const { user } = digest;
  const { items } = await store.query({
    index: 'queue',
    pk: digestPk(tenant, user),
    limit: MOST,
    ...(digest.sending && { to: digest.sending }),
  });
  const waiting = items.flatMap((item) => notificationOf(item) ?? []);
  const last = items.at(-1)?.queueSk;
  if (typeof last !== 'string') return over(place, digest);
  const { dueAt: _, ...rest } = digest;
  const begun: Digest = {
    ...rest,
    sending: last,
    ...(digest.sending && { repeated: true }),
    dueAt: clock.now() + SENDING_MS,
    version: digest.version + 1,
  };
  if (!(await stored(place, begun))) return;
  const outcome = digest.repeated
    ? ({ state: 'sent', reason: 'outcome-unknown' } as const)
    : await mailed(place, uid, user, waiting);
  if (outcome === 'again') {
    const failures = (digest.failures ?? 0) + 1;
    const { sending: __, repeated: ___, ...free } = begun;
    const later = failures < FAILURES ? undefined : ({ state: 'not-sent', reason: 'mail-service' } as const);
    if (!later)
      return void (await stored(place, {
        ...free,
        failures,
        dueAt: clock.now() + WAIT_MS,
        version: begun.version + 1,
      }));
    await mark(place, waiting, later);
  } else await mark(place, waiting, outcome);
  await over(place, begun);
}

/** One mail with all of them; `again` when the mail service could not take it now. */
async function mailed(
  place: Place,
  uid: string,
  user: string,
  waiting: readonly Notification[],
): Promise<(Partial<Mail> & Pick<Mail, 'state'>) | 'again'> {
  const recipient = (await recipientsFor(place, [user])).get(user);
  const address = recipient?.person.email;
  if (recipient && !recipient.person.active) return { state: 'not-sent', reason: 'inactive' };
  if (!recipient || address === undefined || recipient.unreachable)
    return { state: 'not-sent', reason: recipient?.unreachable ?? 'no-address' };
  const wished = recipient.person.locale?.split('-')[0] ?? (await textsOf(place)).settings.language;
  const language = wished in headings ? wished : 'en';
  const heading = headings[language]?.(waiting.length) ?? '';
  const text = waiting.map(lineOf).join('\n\n');
  const outcome = await post({ tenant: place.tenant, id: uid, to: address, subject: heading, text, language });
  if (outcome.sent) return { state: 'sent', address, sentAt: toInstant(clock.now()), messageId: outcome.messageId };
  return outcome.again ? 'again' : { state: 'not-sent', reason: 'mail-refused', error: outcome.error };
}

function lineOf(notification: Notification): string {
  const { subject, text } = saidOf(notification);
  return `${notification.record.id}: ${subject}\n${text}`;
}

async function mark(
  place: Place,
  waiting: readonly Notification[],
  told: Partial<Mail> & Pick<Mail, 'state'>,
): Promise<void> {
  for (const each of waiting) {
    let current: Notification | undefined = each;
    while (current?.mail.state === 'digest') {
      if (await saved(place, changed(current, { mail: { ...current.mail, ...told } }))) break;
      current = await loadNotification(place, each.uid);
    }
  }
}

const stored = (place: Place, digest: Digest): Promise<boolean> => isWritten(place.store, [writeOf(place, digest)]);

/** Nothing is left, or the rest has its turn in a minute. What came in the meantime is found by its own request for a digest. */
async function over(place: Place, digest: Digest): Promise<void> {
  const { tenant, store } = place;
  const { items } = await store.query({ index: 'queue', pk: digestPk(tenant, digest.user), limit: 1 });
  if (items.length > 0 && digest.sending) {
    const { sending: _, repeated: __, failures: ___, ...rest } = digest;
    await stored(place, { ...rest, dueAt: clock.now(), version: digest.version + 1 });
    return;
  }
  const key = recordKey(tenant, DIGEST, digestId(digest.user));
  await attempt(store, [{ delete: key, condition: { version: digest.version } }]);
}
