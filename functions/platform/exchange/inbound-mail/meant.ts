/** Which record a mail is about: the number in its subject, or what it answers (A15). */
import { mailThreadKey } from '#shared/capabilities/mail/keys';
import { numbersIn, threadOf } from '#shared/capabilities/mail/thread';
import { storedRecord } from '#shared/engine/items';
import { numberKey } from '#shared/engine/keys';
import { survivorOf } from '#shared/engine/survivor';
import { typeOfNumber } from '#shared/grammar/directory';
import { type Key, recordKey } from '#shared/store/keys';
import type { Letter } from './letter.ts';
import type { Meant } from './rules-route.ts';
import type { Place } from './runtime.ts';

const IN_SUBJECT = /\[([A-Z]{2,4}\d{7,9})\]/gi;
/** Records looked for by number; who names more means none. */
const MOST = 5;

/** Whether a mail of this id is one that we sent. */
export async function isOurOwn({ store, tenant }: Place, thread: string): Promise<boolean> {
  return (await store.get(mailThreadKey(tenant, thread)))?.sent === true;
}

/** The first that there is, of this tenant: the subject says so before what the mail answers does. */
export async function meantBy(
  place: Place,
  { subject, answers }: Pick<Letter, 'subject' | 'answers'>,
): Promise<Meant | undefined> {
  const said = [...subject.matchAll(IN_SUBJECT)].map(([, id = '']) => id.toUpperCase());
  const numbers = [...new Set([...said, ...numbersIn(answers.join(' '), place.tenant)])].slice(0, MOST);
  for (const number of numbers) {
    const type = typeOfNumber(number);
    const uid = type === undefined ? undefined : (await place.store.get(numberKey(place.tenant, type, number)))?.uid;
    const found =
      type !== undefined && typeof uid === 'string' ? await load(place, recordKey(place.tenant, type, uid)) : undefined;
    if (found) return found;
  }
  if (answers.length === 0) return undefined;
  const threads = await place.store.getAll(answers.map((id) => mailThreadKey(place.tenant, threadOf(id))));
  const [thread] = threads.toSorted((a, b) => Number(b.sent === true) - Number(a.sent === true));
  return thread && load(place, recordKey(place.tenant, String(thread.type), String(thread.uid)));
}

/** Undefined for what is deleted. */
async function load({ store, tenant }: Place, key: Key): Promise<Meant | undefined> {
  const item = await store.get(key);
  const record = storedRecord(item)?.record;
  if (!record || record.deletedAt) return undefined;
  const { type, uid, id } = record;
  const survivor = await survivorOf(store, tenant, record);
  const target = { process: String(item?.process), type, uid, id };
  return { record, target, ...(survivor && { survivor: survivor.record }) };
}
