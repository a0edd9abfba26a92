/** What a mail becomes: a new record, or a comment on one that there is (A15). */
import { validated } from '#shared/http/validate';
import type { Mail, MailFile, MailTask } from '#shared/mail/received';
import { isInvolved } from '#shared/process/access';
import { attachmentIn, COUNTING, MAX_ATTACHMENTS } from '#shared/process/attachment';
import type { Circumstances } from '#shared/process/circumstances';
import { newUid } from '#shared/process/commit';
import { decideComment, decideCreate, type Plan, stateClass } from '#shared/process/decide';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { type Stored, storedRecord } from '#shared/process/items';
import { calendarsOf } from '#shared/process/load';
import type { AnyRecord } from '#shared/process/record';
import type { Runtime } from '#shared/process/runtime';
import { createFields, createSchema } from '#shared/process/schemas';
import { ATTACHMENT, mailOverflowKey, recordKey, recordPk } from '#shared/store/keys';
import type { Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';

/** A mail that is being taken, by whom. */
export interface Taking {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly config: Configuration;
  readonly caller: Caller;
  readonly mail: Mail;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface Taken {
  readonly definition: AnyRecordDefinition;
  readonly plan: Plan;
  readonly visibility: 'public' | 'internal';
  /** Those for which the record has room. */
  readonly files: readonly MailFile[];
  readonly opened: boolean;
  readonly stored?: Stored;
}

const MAX_TEXT = 32_000;

/** Undefined when the record that it answers is gone. @throws Error for a type that is not this process's */
export async function planOf(taking: Taking): Promise<Taken | undefined> {
  const { task } = taking.mail;
  if (task?.kind === 'comment') return onRecord(taking, task.on, 'public');
  if (task?.kind !== 'open') return undefined;
  return (await intoOverflow(taking, task)) ?? open(taking, task);
}

function definitionOf({ runtime: { process } }: Taking, type: string): AnyRecordDefinition {
  const definition = process.records.find((record) => record.type === type);
  if (definition) return definition;
  throw new Error(`${process.id} was sent mail for ${type}, which it does not own`);
}

/** The record that takes what is too much of an hour, if there is one already. */
async function intoOverflow(
  taking: Taking,
  { overflow }: MailTask & { readonly kind: 'open' },
): Promise<Taken | undefined> {
  if (!overflow) return undefined;
  const { tenant } = taking.caller;
  const holder = await taking.store.get(mailOverflowKey(tenant, overflow.sender, overflow.hour));
  return (
    holder && onRecord(taking, { type: String(holder.type), uid: String(holder.uid) }, 'as involved', overflow.count)
  );
}

const circumstancesOf = ({ caller, config, now }: Taking): Circumstances => ({ caller, config, now, openChildren: [] });

async function onRecord(
  taking: Taking,
  { type, uid }: { readonly type: string; readonly uid: string },
  how: 'public' | 'as involved',
  count?: number,
): Promise<Taken | undefined> {
  const { runtime, store, caller, mail } = taking;
  const definition = definitionOf(taking, type);
  const stored = storedRecord(await store.get(recordKey(caller.tenant, type, uid)));
  if (!stored) return undefined;
  await runtime.configurations.ensureCalendars(caller.tenant, store, calendarsOf(stored));
  const { record } = stored;
  const isOpenToAll = how === 'public' || isInvolved(record, caller);
  const visibility = isOpenToAll && stateClass(definition, record.state) !== 'final' ? 'public' : 'internal';
  const room = MAX_ATTACHMENTS - (mail.files.length > 0 ? await counted(taking, record) : 0);
  const body = bodyOf(taking, count);
  const plan = decideComment(definition, record, { body, visibility }, circumstancesOf(taking));
  return { definition, stored, visibility, opened: false, ...withFiles(plan, mail, Math.max(0, room)) };
}

async function counted({ store, caller }: Taking, { type, uid }: AnyRecord): Promise<number> {
  const items = await store.queryAll({ pk: recordPk(caller.tenant, type, uid), begins: ATTACHMENT });
  return items.filter((item) => COUNTING.has(attachmentIn(item).state)).length;
}

async function open(taking: Taking, { type, overflow }: MailTask & { readonly kind: 'open' }): Promise<Taken> {
  const { runtime, store, config, caller, mail } = taking;
  const definition = definitionOf(taking, type);
  const isPerson = caller.actor.type === 'human';
  const { fields } = definition;
  const body = {
    title: mail.said?.subject ?? mail.uid,
    description: bodyOf(taking, overflow?.count),
    channel: 'email',
    ...('category' in fields && { category: config.settings.mailCategory }),
    ...(isPerson ? { requesterId: caller.actor.id } : 'contact' in fields && { contact: senderOf(mail) }),
  };
  const values = validated(createSchema(definition), body, Object.keys(createFields(definition)));
  const id = await runtime.numbers.next(caller.tenant, store, definition.type, definition.prefix);
  const plan = decideCreate(definition, values, { uid: newUid(), id }, circumstancesOf(taking));
  return { definition, visibility: 'public', opened: true, ...withFiles(plan, mail, MAX_ATTACHMENTS) };
}

/** Name and address, as long as the field that keeps them. */
function senderOf({ said }: Mail): string {
  const { from, name } = said ?? { from: '' };
  return (name === undefined ? from : `${name.slice(0, 100)} <${from}>`).slice(0, 200) || 'unknown';
}

/** What was written; who wrote it, unless the comment's author says so; how much of the hour it was, if it was too much. */
function bodyOf({ caller, mail }: Taking, count: number | undefined): string {
  const lines = [
    ...(count === undefined ? [] : [`Mail ${count} of this hour from ${mail.said?.from ?? 'the same sender'}.`]),
    ...(caller.actor.type === 'human' ? [] : [`From: ${senderOf(mail)}`]),
  ];
  const text = mail.said?.text || '(no text)';
  return [...lines, ...(lines.length > 0 ? [''] : []), text].join('\n').slice(0, MAX_TEXT);
}

/** The plan with the mail's files, as far as there is room, and an internal note of what is missing. */
function withFiles(plan: Plan, mail: Mail, room: number): Pick<Taken, 'plan' | 'files'> {
  const files = mail.files.slice(0, room);
  const left = mail.files
    .slice(room)
    .map(({ fileName }) => `${fileName}: the record has ${MAX_ATTACHMENTS} attachments`);
  const missing = [...(mail.said?.missing ?? []), ...left];
  const note = `Not taken from the mail:\n${missing.join('\n')}`.slice(0, MAX_TEXT);
  const stated = files.map(({ etag: _, id, ...file }) => [`attachments/${id}`, { id, ...file }] as const);
  return {
    files,
    plan: {
      ...plan,
      ...(files.length > 0 && { parts: { before: {}, after: Object.fromEntries(stated) } }),
      emissions: [...plan.emissions, ...files.map(() => ({ name: 'attachment.added' }))],
      comments: [...plan.comments, ...(missing.length > 0 ? [{ body: note, visibility: 'internal' } as const] : [])],
    },
  };
}
