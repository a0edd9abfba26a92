/** Pure: what a mail is to become (A15). */
import type { Ignored, MailTarget, MailTask } from '#shared/capabilities/mail/received';
import type { AnyRecord } from '#shared/grammar/record';
import type { Configuration } from '#shared/tenancy/configuration';

/** Mails of one sender in an hour; those after them all go to one record. */
const MAILS_PER_HOUR = 20;

/** A record that a mail is about, and the process that owns it. */
export interface Meant {
  readonly target: MailTarget;
  readonly record: AnyRecord;
  /** What it was merged into, if it was. */
  readonly survivor?: AnyRecord;
}

export interface Question {
  readonly from: string;
  /** Whether it is from there beyond doubt. */
  readonly isAuthentic: boolean;
  /** The user with that address, if it is. */
  readonly user: string | undefined;
  readonly meant: Meant | undefined;
  /** The sender, hashed; when their hour began; which of its mails this is. */
  readonly hour: { readonly sender: string; readonly hour: string; readonly count: number };
  readonly config: Configuration;
}

export type Answer = { readonly ignored: Ignored } | { readonly task: MailTask; readonly process: string };

/** @param openedByMail which process opens records of a type */
export function routeMail(question: Question, openedByMail: Readonly<Record<string, string>>): Answer {
  const { user, meant, hour, isAuthentic, config } = question;
  const { mailOpens, mailOfStrangers, mailUnauthenticated } = config.settings;
  if (!isAuthentic && mailUnauthenticated === 'drop') return { ignored: 'unauthenticated' };
  const on = meant && isAuthentic ? placeFor(question, meant) : undefined;
  const isParty = meant !== undefined && on !== undefined;
  const isOver = hour.count > MAILS_PER_HOUR;
  if (isParty && !isOver && !(meant.survivor ?? meant.record).closedAt)
    return { task: { kind: 'comment', on }, process: on.process };
  if (user === undefined && mailOfStrangers === 'reject' && !isParty) return { ignored: 'unknown-sender' };
  const process = openedByMail[mailOpens];
  if (process === undefined) throw new RangeError(`mail opens no ${mailOpens}`);
  const because = isParty ? 'closed' : 'not-involved';
  return {
    process,
    task: {
      kind: 'open',
      type: mailOpens,
      ...(isOver && { overflow: hour }),
      ...(meant && !isOver && { note: { ...meant.target, because } }),
    },
  };
}

/** A report is noted on the record, if it says whom the mail did not reach, and not too many times in an hour. */
export function routeReport(
  unreached: readonly string[],
  meant: Meant | undefined,
  { count }: Pick<Question['hour'], 'count'>,
): Answer {
  if (!meant || unreached.length === 0 || count > MAILS_PER_HOUR) return { ignored: 'report' };
  return { task: { kind: 'note', on: meant.target }, process: meant.target.process };
}

/** Where somebody takes part: in the record that they name, else in the one that it was merged into. */
function placeFor(question: Question, { record, survivor, target }: Meant): MailTarget | undefined {
  if (isInvolved(question, record)) return target;
  if (!survivor || !isInvolved(question, survivor)) return undefined;
  const { type, uid, id } = survivor;
  return { process: target.process, type, uid, id };
}

/** Requester and watchers; of what the mail of somebody who is no user has opened, that address. */
function isInvolved({ user, from, config }: Question, record: AnyRecord): boolean {
  const { requesterId = record.createdBy, onBehalfOf, watchers = [], contact } = record;
  if (user === undefined) return typeof contact === 'string' && (contact === from || contact.endsWith(` <${from}>`));
  const watches = watchers.some((watcher) => watcher === user || config.group(watcher)?.members.includes(user));
  return requesterId === user || onBehalfOf === user || watches;
}
