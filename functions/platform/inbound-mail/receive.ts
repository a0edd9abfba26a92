/**
 * A mail comes in: whose it is, what it is to become, and who is asked for it. Nothing is done twice for one Message-ID and tenant, however
 * often it is delivered and wherever it is interrupted.
 */
import type { SESMessage } from 'aws-lambda';
import { asked } from '#shared/mail/asked';
import { hashed, type Mail, type MailFile, mailOf, mailWrite } from '#shared/mail/received';
import { threadOf } from '#shared/mail/thread';
import { mailFileKey } from '#shared/objects/object-keys';
import { openedByMail } from '#shared/process/directory';
import { environment } from '#shared/process/environment';
import { mailHourKey, mailKey, userEmailKey, userKey } from '#shared/store/keys';
import { TransactionRefused, type Write } from '#shared/store/store';
import { storedUser } from '#shared/tenancy/users';
import { clock, toInstant } from '#shared/time/clock';
import { sorted } from './files.ts';
import { type Letter, readLetter } from './letter.ts';
import { isOurOwn, meantBy } from './meant.ts';
import { type Answer, routeMail } from './rules-route.ts';
import { automatic, harmful, isAuthentic } from './rules-trust.ts';
import { type Place, placeOf, rawMail, tenantNamed } from './runtime.ts';
import { withoutHistory } from './text.ts';

/** SES takes up to 40 MB of a mail. */
const MAX_BYTES = 40 * 1024 * 1024;
const HOUR_MS = 3_600_000;
const ATTEMPTS = 30;

/** One mail for one or more tenants. @throws Error when it cannot be worked on now: Lambda tries again, and then keeps it for redrive */
export async function received({ mail, receipt }: SESMessage): Promise<void> {
  const domain = environment('MAIL_DOMAIN');
  const slugs = receipt.recipients.flatMap((address) => slugOf(address, domain));
  const tenants = await Promise.all([...new Set(slugs)].map(tenantNamed));
  const known = tenants.filter((tenant) => tenant !== undefined);
  if (known.length === 0) return;
  const raw = await rawMail().get(`${environment('MAIL_PREFIX')}${mail.messageId}`, MAX_BYTES);
  if (raw === undefined) throw new Error(`mail ${mail.messageId} is not there, or not yet`);
  const isTooLarge = raw === 'too-large';
  const letter = await readLetter(isTooLarge ? headersOf(mail) : raw.bytes);
  const unreadable = isTooLarge ? `it has more than ${MAX_BYTES} bytes` : letter.unreadable;
  const arrival: Arrival = {
    letter: unreadable === undefined ? letter : { ...letter, unreadable },
    sender: mail.source,
    sesId: mail.messageId,
    receipt,
    domain,
  };
  for (const tenant of known) await receivedFor(await placeOf(tenant), arrival);
}

/** `acme@mail.example` and `acme+anything@mail.example` are the tenant acme's. */
function slugOf(address: string, domain: string): readonly string[] {
  const [local = '', host] = address.trim().toLowerCase().split('@');
  return host === domain ? [local.replace(/\+.*$/, '')] : [];
}

/** What SES tells of a mail that is too large to be read. */
const headersOf = ({ headers }: SESMessage['mail']): Uint8Array =>
  Buffer.from(`${headers.map(({ name, value }) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`);

interface Arrival {
  readonly letter: Letter;
  /** Of the envelope. */
  readonly sender: string;
  readonly sesId: string;
  readonly receipt: SESMessage['receipt'];
  readonly domain: string;
}

async function receivedFor(place: Place, arrival: Arrival): Promise<void> {
  const { letter, sender, receipt, domain, sesId } = arrival;
  const { tenant, store } = place;
  const from = letter.from?.address ?? '';
  const uid = hashed('mail', letter.messageId ?? sesId, from);
  if (await store.get(mailKey(tenant, uid))) return;
  const now = clock.now();
  const thread = letter.messageId === undefined ? undefined : threadOf(letter.messageId);
  const base = {
    uid,
    at: toInstant(now),
    files: [],
    version: 1,
    ...(thread !== undefined && { thread }),
  } as const;
  const { name } = letter.from ?? {};
  const said = { from, ...(name !== undefined && { name }), subject: letter.subject || '(no subject)' };
  const ignored =
    harmful(receipt) ??
    automatic(letter, sender, { sender: process.env.MAIL_FROM, domain }) ??
    (thread !== undefined && (await isOurOwn(place, thread)) ? 'our-own' : undefined);
  if (ignored)
    return once(place, [
      mailWrite(tenant, { ...base, state: 'ignored', reason: ignored, said: { ...said, missing: [] } }),
    ]);

  const authentic = isAuthentic(receipt, letter, sender);
  const user = authentic ? await userOf(place, from) : undefined;
  const meant = await meantBy(place, letter);
  const { accepted, missing } = sorted(letter.enclosures, now);
  const text = meant ? withoutHistory(letter.text) : letter.text;
  const mail: Mail = {
    ...base,
    ...(user !== undefined && { user }),
    state: 'received',
    said: {
      ...said,
      text,
      missing: letter.unreadable === undefined ? missing : [`The text: ${letter.unreadable}`, ...missing],
    },
  };
  let files: readonly MailFile[] | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const hour = await hourOf(place, hashed(authentic ? 'sender' : 'claimed', from), now);
    const answer = routeMail({ from, isAuthentic: authentic, user, meant, hour, config: place.config }, openedByMail);
    if (!('ignored' in answer)) files ??= await waiting(place, uid, accepted);
    if (await written(place, { ...mail, files: files ?? [] }, answer, hour, now)) return;
  }
  throw new Error(`others were faster ${ATTEMPTS} times while mail ${uid} was being received`);
}

/** The active user with this address in this tenant. */
async function userOf({ store, tenant }: Place, address: string): Promise<string | undefined> {
  const holder = await store.get(userEmailKey(tenant, address));
  if (typeof holder?.userId !== 'string') return undefined;
  const user = storedUser(await store.get(userKey(tenant, holder.userId)))?.user;
  return user?.active ? user.id : undefined;
}

interface Hour {
  readonly sender: string;
  readonly hour: string;
  readonly count: number;
  /** How it stood before this mail. */
  readonly before?: { readonly hour: string; readonly count: number };
}

/**
 * An hour begins with the first mail after the one before is over. @param sender hashed; whoever only claims to be somebody uses up nothing
 * of theirs
 */
async function hourOf({ store, tenant }: Place, sender: string, now: number): Promise<Hour> {
  const item = await store.get(mailHourKey(tenant, sender));
  const before = item && { hour: String(item.hour), count: Number(item.count) };
  const goesOn = before !== undefined && Math.abs(now - Date.parse(before.hour)) < HOUR_MS;
  const which = goesOn ? { hour: before.hour, count: before.count + 1 } : { hour: toInstant(now), count: 1 };
  return { sender, ...which, ...(before && { before }) };
}

/** Puts the files where they wait for the record, before anything asks for them. */
async function waiting(
  { objects, tenant }: Place,
  uid: string,
  accepted: ReturnType<typeof sorted>['accepted'],
): Promise<readonly MailFile[]> {
  const files: MailFile[] = [];
  for (const [at, { file, bytes }] of accepted.entries())
    files.push({ ...file, etag: await objects.put(mailFileKey(tenant, uid, at), bytes) });
  return files;
}

/** @returns false when another mail of the same sender was counted in between */
async function written(place: Place, mail: Mail, answer: Answer, hour: Hour, now: number): Promise<boolean> {
  const { tenant, store } = place;
  if ('ignored' in answer) {
    const { text: _, ...said } = mail.said ?? { from: '', subject: '', missing: [] };
    await once(place, [mailWrite(tenant, { ...mail, said, state: 'ignored', reason: answer.ignored })]);
    return true;
  }
  const { sender, hour: began, count, before } = hour;
  const expiresAt = Math.floor((now + 2 * HOUR_MS) / 1000);
  const writes: readonly Write[] = [
    mailWrite(tenant, { ...mail, task: answer.task }),
    { put: asked(tenant, mail, 'take', answer.process), condition: 'absent' },
    { put: { ...mailHourKey(tenant, sender), hour: began, count, expiresAt }, condition: before ?? 'absent' },
  ];
  try {
    await store.transact(writes);
    return true;
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    return mailOf(await store.get(mailKey(tenant, mail.uid))) !== undefined;
  }
}

/** Whoever was faster wrote the same. */
async function once({ store }: Place, writes: readonly Write[]): Promise<void> {
  try {
    await store.transact(writes);
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
  }
}
