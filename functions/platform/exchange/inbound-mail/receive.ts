/**
 * A mail comes in: whose it is, what it is to become, and who is asked for it. Nothing is done twice for one Message-ID and tenant, however
 * often it is delivered and wherever it is interrupted.
 */

import type { SESMessage } from 'aws-lambda';
import { environment } from '#shared/aws/environment';
import { mailKey } from '#shared/capabilities/mail/keys';
import { soleMailbox } from '#shared/capabilities/mail/message/addresses';
import { hashed, type Mail, type MailFile } from '#shared/capabilities/mail/received';
import { threadOf } from '#shared/capabilities/mail/thread';
import { openedByMail } from '#shared/grammar/directory';
import { mailFileKey } from '#shared/objects/object-keys';
import { clock, toInstant } from '#shared/time/clock';
import { sorted } from './files.ts';
import { kept } from './kept.ts';
import { type Letter, MAX_ANSWERS, readLetter } from './letter.ts';
import { isOurOwn, meantBy } from './meant.ts';
import type { Report } from './report.ts';
import { automatic, wantsNoAnswer } from './rules-automatic.ts';
import { type Meant, routeMail, routeReport } from './rules-route.ts';
import { harmful, isAuthentic, isSenderProved } from './rules-trust.ts';
import { type Place, placeOf, rawMail, tenantNamed } from './runtime.ts';
import { usersOf } from './users.ts';
import { writeDecided, writeIgnored } from './written.ts';

/** SES takes up to 40 MB of a mail. */
const MAX_BYTES = 40 * 1024 * 1024;
/** Others whom a mail went to and who watch its record, if they are users. */
const MAX_WATCHERS = 25;

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
  const letter = withAuthor(readLetter(isTooLarge ? headersOf(mail) : raw.bytes), receipt, mail.source);
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

/** With the sender of the envelope as the author of a mail that names nobody, if it is proved. */
function withAuthor(letter: Letter, receipt: SESMessage['receipt'], envelopeSender: string): Letter {
  const isWanted = letter.named === 'nobody' && isSenderProved(receipt);
  const from = isWanted ? soleMailbox(envelopeSender) : undefined;
  return from ? { ...letter, from } : letter;
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
  const ourselves = { sender: process.env.MAIL_FROM, domain };
  const { name } = letter.from ?? {};
  const mail: Mail = {
    uid,
    at: toInstant(now),
    state: 'received',
    files: [],
    version: 1,
    ...(thread !== undefined && { thread }),
    ...(wantsNoAnswer(letter) && { wantsNoAnswer: true }),
    said: { from, ...(name !== undefined && { name }), subject: letter.subject || '(no subject)', missing: [] },
  };
  const ignored =
    harmful(receipt) ??
    automatic(letter, sender, ourselves) ??
    (thread !== undefined && (await isOurOwn(place, thread)) ? 'our-own' : undefined);
  const authentic = isAuthentic(receipt, letter, sender);
  const hourly = hashed(authentic ? 'sender' : 'claimed', from); // whoever only claims to be somebody uses up nothing of theirs
  if (ignored === 'report' && letter.report) return reported(place, mail, letter, letter.report, hourly);
  if (ignored) return writeIgnored(place, mail, ignored);

  const known = authentic
    ? await usersOf(place, [from, ...letter.to.slice(0, MAX_WATCHERS)])
    : new Map<string, string>();
  const user = known.get(from);
  const watchers = [...new Set(known.values())].filter((id) => id !== user);
  const meant = await meantBy(place, letter);
  const { accepted, missing } = sorted(letter.enclosures, now);
  const { text, whole, missing: left } = kept(letter, meant !== undefined, ourselves);
  const { messageId } = letter;
  const said = {
    ...mail.said,
    ...{ from, subject: mail.said?.subject ?? '', text },
    ...(whole !== undefined && { whole }),
    ...(messageId !== undefined && { messageId }),
    missing: [...left, ...missing],
  };
  let files: readonly MailFile[] | undefined;
  await writeDecided(place, hourly, now, async (hour) => {
    const answer = routeMail({ from, isAuthentic: authentic, user, meant, hour, config: place.config }, openedByMail);
    if (!('ignored' in answer)) files ??= await waiting(place, uid, accepted);
    return {
      answer,
      mail: {
        ...mail,
        ...(user !== undefined && { user }),
        ...(watchers.length > 0 && { watchers }),
        files: files ?? [],
        said,
      },
    };
  });
}

/** A machine's report is nobody's words; that a mail did not reach somebody is noted on the record that it was about. */
async function reported(place: Place, mail: Mail, letter: Letter, report: Report, hourly: string): Promise<void> {
  const subject = `${report.subject} ${letter.subject}`;
  const meant = await meantBy(place, {
    subject,
    answers: [...report.answers, ...letter.answers].slice(0, MAX_ANSWERS),
  });
  const { unreached } = report;
  const said = { from: '', subject: '', missing: [], ...mail.said, unreached };
  await writeDecided(place, hourly, Date.parse(mail.at), async (hour) => {
    const answer = routeReport(unreached, meant, hour);
    return { answer, mail: { ...mail, state: 'ignored', reason: 'report', said, ...(meant && recordOf(meant)) } };
  });
}

function recordOf({ target: { type, uid, id } }: Meant): Pick<Mail, 'record'> {
  return { record: { type, uid, id } };
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
