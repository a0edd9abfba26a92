/**
 * Mail for a process's records (A15): opens a record or comments on one, as the person who wrote it. Part of the grammar's common
 * machinery, like the return of assignments: every process whose records can be commented takes part.
 */

import { asked, MAIL_RECEIVED } from '#shared/capabilities/mail/asked';
import { mailKey, mailOverflowKey, mailThreadKey } from '#shared/capabilities/mail/keys';
import { announced, bringFiles } from '#shared/capabilities/mail/mail-files';
import { planOf, type Taken, type Taking } from '#shared/capabilities/mail/mail-plan';
import {
  changedMail,
  MAIL_ACTOR,
  type Mail,
  type MailTarget,
  mailOf,
  mailWrite,
} from '#shared/capabilities/mail/received';
import { threadItem } from '#shared/capabilities/mail/thread';
import { wholeItem } from '#shared/capabilities/mail/whole';
import { type Committed, causedBy, writesOf } from '#shared/engine/commit';
import { decideComment } from '#shared/engine/decide';
import { changeOnce } from '#shared/engine/once';
import type { Runtime } from '#shared/engine/runtime';
import type { OwnConsumption } from '#shared/engine/seams';
import type { BusEvent, EventEnvelope } from '#shared/events/envelope';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { attempt, LOST, type Lost, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import type { Store, Write } from '#shared/store/store';
import { type Caller, systemCaller } from '#shared/tenancy/context';
import { userKey } from '#shared/tenancy/keys';
import { storedUser } from '#shared/tenancy/users';
import { clock, toSeconds } from '#shared/time/clock';

const OVERFLOW_SECONDS = 7200;

/** Mail is addressed to the process that is to take it. */
export const mailConsumption = (process: string): OwnConsumption => ({
  source: `itsm.${process}`,
  detailType: MAIL_RECEIVED,
  run: receive,
});

/** Delivered twice, or again after a crash, nothing happens twice. */
async function receive(runtime: Runtime, { detail }: BusEvent, requestId: string): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  if (detail.data.step === 'note') return note(runtime, store, tenant, detail, requestId);
  const mail = await take(runtime, store, tenant, detail, requestId);
  if (mail) await bringFiles(await runtime.objects(tenant), tenant, mail);
}

/** The mail once it is in a record; what the mail is asks for is done in the same transaction. @throws Error when others were faster every time */
function take(
  runtime: Runtime,
  store: Store,
  tenant: TenantId,
  event: EventEnvelope,
  requestId: string,
): Promise<Mail | undefined> {
  const round = async (): Promise<Mail | undefined | Lost> => {
    const mail = mailOf(await store.get(mailKey(tenant, event.uid)));
    if (mail?.state !== 'received') return mail;
    const config = await runtime.configurations.load(tenant, store);
    const caller = await callerOf(store, tenant, mail);
    const taking: Taking = { runtime, store, config, caller, mail, now: clock.now() };
    const taken = await planOf(taking);
    const thread = await newThread(store, tenant, mail);
    const writes = taken ? takenWrites(taking, taken, thread, event, requestId) : [lost(tenant, mail)];
    const outcome = await attempt(store, writes);
    taken?.number?.ended(outcome);
    return outcome.is === 'written' ? mailOf(await store.get(mailKey(tenant, mail.uid))) : LOST;
  };
  const giveUp = (rounds: number) =>
    new Error(`others were faster ${rounds} times while mail ${event.uid} was being taken`);
  return untilWritten(PERSISTENCE, round, giveUp);
}

const lost = (tenant: TenantId, mail: Mail): Write =>
  mailWrite(tenant, changedMail(mail, { state: 'ignored', reason: 'no-record' }));

/** The user who wrote it; our automation for anybody else, and for who may write nothing. */
async function callerOf(store: Store, tenant: TenantId, { user: id }: Mail): Promise<Caller> {
  const user = id === undefined ? undefined : storedUser(await store.get(userKey(tenant, id)))?.user;
  if (!user?.active || user.roles.includes('AUD')) return systemCaller(tenant, MAIL_ACTOR);
  return { tenant, actor: { type: 'human', id: user.id }, roles: new Set(user.roles), client: user.id };
}

/** A Message-ID belongs to the record that it came to first: whoever repeats somebody's id does not get what answers them. */
async function newThread(store: Store, tenant: TenantId, { thread }: Mail): Promise<string | undefined> {
  return thread === undefined || (await store.get(mailThreadKey(tenant, thread))) ? undefined : thread;
}

function takenWrites(
  taking: Taking,
  taken: Taken,
  thread: string | undefined,
  event: EventEnvelope,
  requestId: string,
): readonly Write[] {
  const { runtime, config, caller, mail, now } = taking;
  const { tenant } = caller;
  const { definition, stored, files } = taken;
  const cause = causedBy(event, requestId);
  const how = { process: runtime.process.id, definition, caller, config, cause, now };
  const committed: Committed = writesOf({ ...how, plan: taken.plan, ...(stored && { stored }) });
  const { record } = committed.stored;
  const { text: _, whole: __, ...said } = mail.said ?? { from: '', subject: '', missing: [] };
  const { type, uid, id } = record;
  const whole = wholeItem(tenant, mail, uid);
  const { watchers: ___, ...left } = mail;
  const settled = changedMail(left, { state: 'taken', record: { type, uid, id }, files, said });
  return [
    ...committed.writes,
    ...(taken.heard ? writesOf({ ...how, ...taken.heard }).writes : []),
    ...announced(taken, caller, record, now),
    mailWrite(tenant, settled),
    ...(whole ? [{ put: whole }] : []),
    ...(thread === undefined ? [] : [{ put: threadItem(tenant, thread, record, now), condition: 'absent' as const }]),
    ...(taken.opened ? openedWrites(taking, settled, record, cause.depth, event.eventId) : []),
  ];
}

/** What follows from a new record: it takes what is too much of an hour, and the record that the mail named is told of it. */
function openedWrites(
  { caller: { tenant }, mail: { task }, now }: Taking,
  settled: Mail,
  { uid, type }: AnyRecord,
  depth: number,
  causationId: string,
): readonly Write[] {
  if (task?.kind !== 'open') return [];
  const { overflow, note: noted } = task;
  const expiresAt = toSeconds(now) + OVERFLOW_SECONDS;
  return [
    ...(overflow
      ? [
          {
            put: { ...mailOverflowKey(tenant, overflow.sender, overflow.hour), uid, type, expiresAt },
            condition: 'absent' as const,
          },
        ]
      : []),
    ...(noted
      ? [
          {
            put: asked(tenant, settled, 'note', noted.process, { depth, causationId }),
            condition: 'absent' as const,
          },
        ]
      : []),
  ];
}

const because = {
  'not-involved': 'is neither its requester nor one of its watchers',
  closed: 'wrote after it was closed',
} as const;

/** The record that a mail named, and did not go to, says where it went; the one that a mail was about which came back says so. */
async function note(
  runtime: Runtime,
  store: Store,
  tenant: TenantId,
  event: EventEnvelope,
  requestId: string,
): Promise<void> {
  const noted = noteOf(mailOf(await store.get(mailKey(tenant, event.uid))));
  const definition = definitionOf(runtime, noted?.on.type);
  if (!noted || !definition) return;
  const config = await runtime.configurations.load(tenant, store);
  const caller = systemCaller(tenant, MAIL_ACTOR);
  const consuming = { runtime, store, config, caller, definition, cause: causedBy(event, requestId) };
  const { on, body } = noted;
  await changeOnce(consuming, on.uid, event.eventId, ({ record }, circumstances) => ({
    plan: decideComment(definition, record, { body, visibility: 'internal' }, circumstances),
  }));
}

function noteOf(mail: Mail | undefined): { readonly on: MailTarget; readonly body: string } | undefined {
  const { task, said, record } = mail ?? {};
  if (task?.kind === 'note') {
    const whom = said?.unreached?.join(', ') || 'its recipient';
    return { on: task.on, body: `A mail about this record came back. It did not reach ${whom}.` };
  }
  if (task?.kind !== 'open' || !task.note || !record) return undefined;
  const body = `A mail of ${said?.from ?? 'somebody'} was about this record. Its sender ${because[task.note.because]}: it became ${record.id}.`;
  return { on: task.note, body };
}

const definitionOf = ({ process: { records } }: Runtime, type: string | undefined): AnyRecordDefinition | undefined =>
  records.find((record) => record.type === type);
