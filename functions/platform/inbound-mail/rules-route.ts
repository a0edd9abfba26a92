/** Pure: what a mail is to become (A15). */
import type { Ignored, MailTarget, MailTask } from '#shared/mail/received';
import type { AnyRecord } from '#shared/process/record';
import type { Configuration } from '#shared/tenancy/configuration';

/** Mails of one sender in an hour; those after them all go to one record. */
const MAILS_PER_HOUR = 20;

/** A record that a mail is about, and the process that owns it. */
export interface Meant {
  readonly target: MailTarget;
  readonly record: AnyRecord;
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
  const isParty = meant !== undefined && isAuthentic && isInvolved(question, meant.record);
  const isOver = hour.count > MAILS_PER_HOUR;
  if (isParty && !isOver && !meant.record.closedAt)
    return { task: { kind: 'comment', on: meant.target }, process: meant.target.process };
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

/** Requester and watchers; of what the mail of somebody who is no user has opened, that address. */
function isInvolved({ user, from, config }: Question, record: AnyRecord): boolean {
  const { requesterId = record.createdBy, onBehalfOf, watchers = [], contact } = record;
  if (user === undefined) return typeof contact === 'string' && (contact === from || contact.endsWith(` <${from}>`));
  const watches = watchers.some((watcher) => watcher === user || config.group(watcher)?.members.includes(user));
  return requesterId === user || onBehalfOf === user || watches;
}
