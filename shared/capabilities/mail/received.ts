/**
 * A mail that came in (A15): one item for each Message-ID and tenant. The function that receives mail writes it with what it asks of a
 * process; that process settles it, in the transaction in which it does what was asked.
 */

import { createHash } from 'node:crypto';
import { mailKey } from '#shared/capabilities/mail/keys';
import { besideAttributes } from '#shared/engine/beside';
import type { TenantId } from '#shared/ids/tenant-id';
import { listPk } from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';
import { toSeconds } from '#shared/time/clock';

export const MAIL = 'mail';
const KEPT_DAYS = 90;
/** How our automation is called when it acts on mail of somebody who is no user. */
export const MAIL_ACTOR = 'inbound-mail';

/** Why a mail led to nothing. */
export type Ignored =
  | 'auto-reply'
  /** Of a machine, about mail: that it was not delivered, for example. */
  | 'report'
  | 'bulk'
  | 'no-return-path'
  | 'our-own'
  | 'no-sender'
  | 'spam'
  | 'virus'
  | 'unauthenticated'
  | 'unknown-sender'
  /** The record that it answered is gone. */
  | 'no-record';

/** A file that came with it and may be attached; where its bytes wait follows from the mail and the place in the list. */
export interface MailFile {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  /** Of the very bytes that wait: what is copied is these and no others. */
  readonly etag: string;
}

/** Which record of which process. */
export interface MailTarget {
  readonly process: string;
  readonly type: string;
  readonly uid: string;
  readonly id: string;
}

/** What a process is asked for. */
export type MailTask =
  | {
      readonly kind: 'open';
      readonly type: string;
      /** The record that the mail names, but does not become a comment of: it gets an internal note. */
      readonly note?: MailTarget & { readonly because: 'not-involved' | 'closed' };
      /** The sender's mails of this hour are too many: they gather in one record. */
      readonly overflow?: { readonly sender: string; readonly hour: string; readonly count: number };
    }
  | { readonly kind: 'comment'; readonly on: MailTarget }
  /** A mail about this record came back: it gets an internal note. */
  | { readonly kind: 'note'; readonly on: MailTarget };

/** What was said, and by whom: gone when the record is redacted or somebody of it erased. */
export interface MailSaid {
  /** The address, in lower case. */
  readonly from: string;
  readonly name?: string;
  readonly subject: string;
  /** Gone as soon as it stands in the record. */
  readonly text?: string;
  /** All of it, where `text` leaves something out; gone as soon as it stands beside the record. */
  readonly whole?: string;
  /** What could not be taken along, in sentences. */
  readonly missing: readonly string[];
  /** Whom the mail that came back did not reach. */
  readonly unreached?: readonly string[];
  /** Its Message-ID, for what answers it. */
  readonly messageId?: string;
}

export interface Mail {
  readonly uid: string;
  readonly at: string;
  /** `received` waits for its process; `taken` is in a record. */
  readonly state: 'received' | 'taken' | 'ignored';
  readonly reason?: Ignored;
  /** The user whose mail it is beyond doubt; absent for anybody else's. */
  readonly user?: string;
  /** Users to whom it went as well; gone once they watch its record. */
  readonly watchers?: readonly string[];
  readonly task?: MailTask;
  /** No machine is to answer it. */
  readonly wantsNoAnswer?: true;
  /** Hash of the Message-ID: answers to the mail belong to its record. */
  readonly thread?: string;
  readonly files: readonly MailFile[];
  /** The record that it went to. */
  readonly record?: { readonly type: string; readonly uid: string; readonly id: string };
  readonly said?: MailSaid;
  readonly version: number;
}

/** Short and the same each time, for keys. */
export const hashed = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);

/** The write of a mail in place of the version before it. */
export function mailWrite(tenant: TenantId, { said, version, ...mail }: Mail): Write {
  const { uid, at, record, user } = mail;
  const sk = `${at}#${uid}`;
  const derived = said && { derived: said };
  const beside = record && { record: record.uid, kind: MAIL, place: sk, names: user === undefined ? [] : [user] };
  const item: Item = {
    ...mailKey(tenant, uid),
    mail,
    version,
    listPk: listPk(tenant, MAIL),
    listSk: sk,
    ...derived,
    ...(beside && besideAttributes(tenant, { ...beside, ...derived })),
    expiresAt: toSeconds(Date.parse(at)) + KEPT_DAYS * 86_400,
  };
  return { put: item, condition: version === 1 ? 'absent' : { version: version - 1 } };
}

/** The table's own edge: only {@link mailWrite} writes what is read here, and retention takes out what was said. */
export function mailOf(item: Item | undefined): Mail | undefined {
  const mail = item?.mail as Omit<Mail, 'said' | 'version'> | undefined;
  const said = item?.derived as MailSaid | undefined;
  return mail && { ...mail, ...(said && { said }), version: Number(item?.version) };
}

/** With changes, and the version that follows. */
export const changedMail = (mail: Mail, changes: Partial<Mail>): Mail => ({
  ...mail,
  ...changes,
  version: mail.version + 1,
});
