/** Writes what a mail is to become, once, together with how much its sender has sent within the hour. */

import { asked } from '#shared/capabilities/mail/asked';
import { mailHourKey, mailKey } from '#shared/capabilities/mail/keys';
import { type Mail, mailOf, mailWrite } from '#shared/capabilities/mail/received';
import { attempt, isWritten, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import type { Write } from '#shared/store/store';
import { toInstant } from '#shared/time/clock';
import type { Answer } from './rules-route.ts';
import type { Place } from './runtime.ts';

const HOUR_MS = 3_600_000;

export interface Hour {
  readonly sender: string;
  readonly hour: string;
  readonly count: number;
  /** How it stood before this mail. */
  readonly before?: { readonly hour: string; readonly count: number };
}

/**
 * Decides anew as long as other mail of the same sender is faster. @param sender hashed @param decide what the mail is to become, as one
 * of this hour @throws Error when others were faster every time: Lambda tries again
 */
export function writeDecided(
  place: Place,
  sender: string,
  now: number,
  decide: (hour: Hour) => Promise<{ readonly mail: Mail; readonly answer: Answer }>,
): Promise<void> {
  const round = async () => {
    const hour = await hourOf(place, sender, now);
    const { mail, answer } = await decide(hour);
    return (await written(place, mail, answer, hour, now)) ? undefined : LOST;
  };
  const giveUp = (rounds: number) =>
    new Error(`others were faster ${rounds} times while a mail of ${sender} was being received`);
  return untilWritten(PERSISTENCE, round, giveUp);
}

/** An hour begins with the first mail after the one before is over. */
async function hourOf({ store, tenant }: Place, sender: string, now: number): Promise<Hour> {
  const item = await store.get(mailHourKey(tenant, sender));
  const before = item && { hour: String(item.hour), count: Number(item.count) };
  const goesOn = before !== undefined && Math.abs(now - Date.parse(before.hour)) < HOUR_MS;
  const which = goesOn ? { hour: before.hour, count: before.count + 1 } : { hour: toInstant(now), count: 1 };
  return { sender, ...which, ...(before && { before }) };
}

/** @returns false when another mail of the same sender was counted in between */
async function written(place: Place, mail: Mail, answer: Answer, hour: Hour, now: number): Promise<boolean> {
  const { tenant, store } = place;
  if ('ignored' in answer) {
    await writeIgnored(place, mail, answer.ignored);
    return true;
  }
  const { sender, hour: began, count, before } = hour;
  const expiresAt = Math.floor((now + 2 * HOUR_MS) / 1000);
  const step = answer.task.kind === 'note' ? 'note' : 'take';
  const writes: readonly Write[] = [
    mailWrite(tenant, { ...mail, task: answer.task }),
    { put: asked(tenant, mail, step, answer.process), condition: 'absent' },
    { put: { ...mailHourKey(tenant, sender), hour: began, count, expiresAt }, condition: before ?? 'absent' },
  ];
  return (await isWritten(store, writes)) || mailOf(await store.get(mailKey(tenant, mail.uid))) !== undefined;
}

/** A line in the log, without what was said. Whoever was faster wrote the same. */
export async function writeIgnored(
  { store, tenant }: Place,
  mail: Mail,
  reason: NonNullable<Mail['reason']>,
): Promise<void> {
  const { from, name, subject, missing } = mail.said ?? { from: '', subject: '', missing: [] };
  const said = { from, ...(name !== undefined && { name }), subject, missing };
  await attempt(store, [mailWrite(tenant, { ...mail, files: [], said, state: 'ignored', reason })]);
}
