/** What a mail becomes: a new record, or a comment on one that there is (A15). */

import { attachmentIn, COUNTING, MAX_ATTACHMENTS } from '#shared/capabilities/attachments/attachment';
import { ATTACHMENT } from '#shared/capabilities/attachments/keys';
import { mailOverflowKey } from '#shared/capabilities/mail/keys';
import type { Mail, MailFile, MailTask } from '#shared/capabilities/mail/received';
import { isInvolved } from '#shared/engine/access';
import type { Circumstances } from '#shared/engine/circumstances';
import { newUid } from '#shared/engine/commit';
import {
  decideAction,
  decideComment,
  decideCreate,
  sourceStates,
  stateClass,
  unmetGuards,
} from '#shared/engine/decide';
import { type Stored, storedRecord } from '#shared/engine/items';
import { calendarsOf } from '#shared/engine/load';
import { type TakenNumber, unnumbered } from '#shared/engine/numbers';
import type { NewComment, Plan } from '#shared/engine/plan';
import { restOf, withJoined } from '#shared/engine/rest';
import type { Runtime } from '#shared/engine/runtime';
import { asks, decideHeard, survivorOf } from '#shared/engine/survivor';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { createFields, createSchema, recordFields } from '#shared/grammar/schemas';
import { validated } from '#shared/http/validate';
import { recordKey, recordPk } from '#shared/store/keys';
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
  /** Of the record that it opens. */
  readonly number?: TakenNumber;
  readonly stored?: Stored;
  /** What it is to the record that the one which it was said on was merged into. */
  readonly heard?: { readonly plan: Plan; readonly stored: Stored };
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
  const { record } = stored;
  const survivor = await survivorOf(store, caller.tenant, record);
  const calendars = [stored, ...(survivor ? [survivor] : [])].flatMap(calendarsOf);
  await runtime.configurations.ensureCalendars(caller.tenant, store, calendars);
  const isOpenToAll = how === 'public' || isInvolved(record, caller);
  const isOver = stateClass(definition, (survivor ?? stored).record.state) === 'final';
  const visibility = isOpenToAll && !isOver ? 'public' : 'internal';
  const room = MAX_ATTACHMENTS - (mail.files.length > 0 ? await counted(taking, record) : 0);
  const body = bodyOf(taking, count);
  const comment = { body, visibility, ...(mail.said?.whole !== undefined && { mail: mail.uid }) } as const;
  const said = { definition, comment, taking };
  const objected = survivor ? undefined : await objection(said, record, isTheirs(taking, record));
  const plan = objected
    ? {
        ...objected,
        comments: [...objected.comments, comment],
        emissions: [...objected.emissions, { name: 'commented' }],
      }
    : decideComment(definition, record, comment, circumstancesOf(taking));
  const heard = survivor && { stored: survivor, plan: await hearing(said, survivor.record, record) };
  const taken = withFiles(plan, mail, Math.max(0, room));
  return { definition, stored, visibility, opened: false, ...(heard && { heard }), ...taken };
}

/** What is being said on which kind of record. */
interface Saying {
  readonly definition: AnyRecordDefinition;
  readonly comment: NewComment;
  readonly taking: Taking;
}

/** Whoever is no user comes to a record only as the one whose mail has opened it. */
const isTheirs = ({ mail, caller }: Taking, record: AnyRecord): boolean =>
  mail.user === undefined || asks(record, caller.actor.id);

/** The survivor of a merge hears what is said on a duplicate; of its own requester as if it were said there. */
async function hearing(said: Saying, survivor: AnyRecord, duplicate: AnyRecord): Promise<Plan> {
  const { definition, comment, taking } = said;
  const isOfAsker =
    isTheirs(taking, survivor) && (taking.mail.user !== undefined || survivor.contact === duplicate.contact);
  return (
    (await objection(said, survivor, isOfAsker)) ??
    decideHeard(definition, survivor, duplicate, comment, isOfAsker, circumstancesOf(taking))
  );
}

/** Letters of a reason. */
const MAX_REASON = 1_000;

/**
 * What its requester answers to a record that calls itself done takes that back, where they may still do so; their words are the reason.
 * Undefined where they may not, and for everybody else: then it is a comment.
 */
async function objection(
  { definition, comment, taking }: Saying,
  record: AnyRecord,
  isTheirs: boolean,
): Promise<Plan | undefined> {
  const name = definition.comment?.objection;
  const action = name === undefined ? undefined : definition.actions[name];
  if (!isTheirs || comment.visibility !== 'public' || name === undefined || !action) return undefined;
  const { known } = await restOf({ ...taking, definition }, { record });
  const circumstances = { ...circumstancesOf(taking), ...known };
  const isPossible = sourceStates(definition, action).includes(record.state);
  if (!isPossible || unmetGuards(action.guards, record, circumstances).length > 0) return undefined;
  const reason = (taking.mail.said?.text || comment.body).slice(0, MAX_REASON);
  const plan = decideAction(definition, name, record, { reason }, circumstances);
  return withJoined({ ...taking, definition }, name, { reason }, plan, circumstances);
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
    ...('watchers' in createFields(definition) && mail.watchers && { watchers: mail.watchers }),
    ...(isPerson ? { requesterId: caller.actor.id } : 'contact' in fields && { contact: senderOf(mail) }),
  };
  const values = validated(createSchema(definition), body, Object.keys(createFields(definition)));
  const rested = await restOf({ ...taking, definition }, { values, fields: recordFields(definition) });
  const circumstances = { ...circumstancesOf(taking), ...rested.known };
  const planned = (id: string) => {
    const plan = decideCreate(definition, rested.values, { uid: newUid(), id }, circumstances);
    return withJoined({ ...taking, definition }, 'create', rested.values, plan, circumstances);
  };
  await planned(unnumbered(definition));
  const number = await runtime.numbers.take(caller.tenant, store, definition);
  const plan = await planned(number.id);
  const whole = { ...plan, comments: [...plan.comments, ...leftOut(mail)] };
  const taken = withFiles(whole, mail, MAX_ATTACHMENTS);
  return { definition, visibility: 'public', opened: true, number, ...taken };
}

/** A new record is no comment that could have the rest with it. */
function leftOut({ uid, said }: Mail): readonly NewComment[] {
  if (said?.whole === undefined) return [];
  const body =
    'The mail says more than the description: what it quotes, or what is too long. All of it is with this note.';
  return [{ body, visibility: 'internal', mail: uid }];
}

/** Name and address, as long as the field that keeps them. */
function senderOf({ said }: Mail): string {
  const { from, name } = said ?? { from: '' };
  return (name === undefined ? from : `${name.slice(0, 100)} <${from}>`).slice(0, 200) || 'unknown';
}

/**
 * What was written; who wrote it, unless the comment's author says so; which mail of the hour it was and its subject, if they were too many:
 * the record that they gather in has the subject of its first only.
 */
function bodyOf({ caller, mail }: Taking, count: number | undefined): string {
  const lines = [
    ...(count === undefined
      ? []
      : [
          `Mail ${count} of this hour from ${mail.said?.from ?? 'the same sender'}.`,
          `Subject: ${mail.said?.subject ?? ''}`,
        ]),
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
