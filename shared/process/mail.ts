/**
 * Mail for a process's records (A15): opens a record or comments on one, as the person who wrote it. Part of the grammar's common
 * machinery, like the return of assignments: every process whose records can be commented takes part.
 */
import type { BusEvent, EventEnvelope } from '#shared/events/envelope';
import { asked, MAIL_RECEIVED } from '#shared/mail/asked';
import { changedMail, MAIL_ACTOR, type Mail, mailOf, mailWrite } from '#shared/mail/received';
import { threadItem } from '#shared/mail/thread';
import { type Committed, causedBy, writesOf } from '#shared/process/commit';
import { decideComment } from '#shared/process/decide';
import type { AnyRecordDefinition, ProcessDefinition } from '#shared/process/definition';
import { announced, bringFiles } from '#shared/process/mail-files';
import { planOf, type Taken, type Taking } from '#shared/process/mail-plan';
import { changeOnce, type OwnConsumption } from '#shared/process/once';
import type { AnyRecord } from '#shared/process/record';
import type { Runtime } from '#shared/process/runtime';
import { mailKey, mailOverflowKey, mailThreadKey, userKey } from '#shared/store/keys';
import { type Store, TransactionRefused, type Write } from '#shared/store/store';
import { type Caller, systemCaller } from '#shared/tenancy/context';
import { type TenantId, tenantId } from '#shared/tenancy/tenant-id';
import { storedUser } from '#shared/tenancy/users';
import { clock } from '#shared/time/clock';

const ATTEMPTS = 10;
const OVERFLOW_SECONDS = 7200;

/** Mail is addressed to the process that is to take it. */
export function mailConsumptions({
  id,
  records,
}: Pick<ProcessDefinition, 'id' | 'records'>): readonly OwnConsumption[] {
  if (!records.some(({ actions }) => Object.keys(actions).length > 0)) return [];
  return [{ source: `itsm.${id}`, detailType: MAIL_RECEIVED, run: receive }];
}

/** Delivered twice, or again after a crash, nothing happens twice. */
async function receive(runtime: Runtime, { detail }: BusEvent, requestId: string): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  if (detail.data.step === 'note') return note(runtime, store, tenant, detail, requestId);
  const mail = await take(runtime, store, tenant, detail, requestId);
  if (mail) await bringFiles(await runtime.objects(tenant), tenant, mail);
}

/** The mail once it is in a record; what the mail is asks for is done in the same transaction. @throws Error when others were faster every time */
async function take(
  runtime: Runtime,
  store: Store,
  tenant: TenantId,
  event: EventEnvelope,
  requestId: string,
): Promise<Mail | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const mail = mailOf(await store.get(mailKey(tenant, event.uid)));
    if (mail?.state !== 'received') return mail;
    const config = await runtime.configurations.load(tenant, store);
    const caller = await callerOf(store, tenant, mail);
    const taking: Taking = { runtime, store, config, caller, mail, now: clock.now() };
    const taken = await planOf(taking);
    const thread = await newThread(store, tenant, mail);
    const writes = taken ? takenWrites(taking, taken, thread, event, requestId) : [lost(tenant, mail)];
    try {
      await store.transact(writes);
      return mailOf(await store.get(mailKey(tenant, mail.uid)));
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Error(`others were faster ${ATTEMPTS} times while mail ${event.uid} was being taken`);
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
  const committed: Committed = writesOf({
    ...{ process: runtime.process.id, definition, caller, config, cause, now },
    plan: taken.plan,
    ...(stored && { stored }),
  });
  const { record } = committed.stored;
  const { text: _, ...said } = mail.said ?? { from: '', subject: '', missing: [] };
  const { type, uid, id } = record;
  const settled = changedMail(mail, { state: 'taken', record: { type, uid, id }, files, said });
  return [
    ...committed.writes,
    ...announced(taken, caller, record, now),
    mailWrite(tenant, settled),
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
  const expiresAt = Math.floor(now / 1000) + OVERFLOW_SECONDS;
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

/** The record that a mail named, and did not go to, says where it went. */
async function note(
  runtime: Runtime,
  store: Store,
  tenant: TenantId,
  event: EventEnvelope,
  requestId: string,
): Promise<void> {
  const mail = mailOf(await store.get(mailKey(tenant, event.uid)));
  const target = mail?.task?.kind === 'open' ? mail.task.note : undefined;
  const definition = definitionOf(runtime, target?.type);
  if (!mail?.record || !target || !definition) return;
  const config = await runtime.configurations.load(tenant, store);
  const caller = systemCaller(tenant, MAIL_ACTOR);
  const consuming = { runtime, store, config, caller, definition, cause: causedBy(event, requestId) };
  const body = `A mail of ${mail.said?.from ?? 'somebody'} was about this record. Its sender ${because[target.because]}: it became ${mail.record.id}.`;
  await changeOnce(consuming, target.uid, event.eventId, ({ record }, circumstances) => ({
    plan: decideComment(definition, record, { body, visibility: 'internal' }, circumstances),
  }));
}

const definitionOf = ({ process: { records } }: Runtime, type: string | undefined): AnyRecordDefinition | undefined =>
  records.find((record) => record.type === type);
