/** What somebody was told, or was not and why: one item an event and recipient, which is their inbox, the outbox and the log at once. */
import { createHash } from 'node:crypto';
import { besideAttributes } from '#shared/engine/beside';
import type { Audience } from '#shared/events/told';
import type { TenantId } from '#shared/ids/tenant-id';
import { dueShard, listPk, openPk, queuePk, recordKey, requesterPk } from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';
import { sortableInstant, toSeconds } from '#shared/time/clock';
import type { Reason } from './rules-route.ts';

export const NOTIFICATION = 'notification';
const KEPT_DAYS = 90;
/** Letters of the id in sort keys, so that what is of one instant has some order; with whole ids most notifications would not fit a KB. */
const TOLD_APART = 8;

/** `held` until quiet hours are over; `sending` means that the outcome is not known yet. */
export type MailState = 'queued' | 'held' | 'digest' | 'sending' | 'sent' | 'not-sent' | 'bounced';

export interface Mail {
  readonly state: MailState;
  readonly reason?: Reason;
  readonly address?: string;
  readonly sentAt?: string;
  readonly messageId?: string;
  /** What the mail service said when it refused. */
  readonly error?: string;
  /** Attempts that failed. */
  readonly failures?: number;
  /** It was being sent when the function died, so it was sent once more. */
  readonly repeated?: true;
}

/** What was said, made of the record and the template. */
export interface Said {
  readonly subject: string;
  readonly text: string;
}

export interface Notification {
  readonly uid: string;
  readonly at: string;
  readonly eventId: string;
  readonly event: string;
  /** Which update of a service notice, or threshold of a clock: each is told, however soon after the one before. */
  readonly part?: string | undefined;
  readonly record: { readonly type: string; readonly id: string; readonly uid: string };
  readonly recipient: string;
  readonly audience: Audience;
  /** The mail of theirs that led to it, which it answers. */
  readonly answers?: string;
  readonly language: string;
  /** Gone once something of the record was redacted, or somebody whom it names was erased. */
  readonly said?: Said;
  /** Whether it is in the recipient's inbox, and since when it is read. */
  readonly inbox: boolean;
  readonly readAt?: string;
  readonly mail: Mail;
  /** When there is something to do about the mail: epoch milliseconds. */
  readonly dueAt?: number;
  readonly version: number;
}

/** The same for the same event and recipient, however often the event comes. */
export function notificationId(eventId: string, recipient: string): string {
  return createHash('sha256').update(`${eventId}\n${recipient}`).digest('hex').slice(0, 32);
}

export const inboxPk = (tenant: TenantId, user: string): string => requesterPk(tenant, NOTIFICATION, user);
export const unreadPk = (tenant: TenantId, user: string): string => openPk(tenant, `${NOTIFICATION}-${user}`);
export const logPk = (tenant: TenantId): string => listPk(tenant, NOTIFICATION);
export const digestPk = (tenant: TenantId, user: string): string => queuePk(tenant, NOTIFICATION, user);

/** The write of a notification in place of the version before it. */
export function notificationWrite(tenant: TenantId, { said, version, ...notification }: Notification): Write {
  const { uid, at, recipient, record, inbox, readAt, mail, dueAt } = notification;
  const sk = `${sortableInstant(at)}#${uid.slice(0, TOLD_APART)}`;
  const beside = { record: record.uid, kind: NOTIFICATION, place: sk, names: [recipient] };
  const item: Item = {
    ...recordKey(tenant, NOTIFICATION, uid),
    process: 'notifications',
    type: NOTIFICATION,
    notification,
    version,
    listPk: logPk(tenant),
    listSk: sk,
    ...besideAttributes(tenant, { ...beside, ...(said && { derived: said }) }),
    ...(inbox && { requesterPk: inboxPk(tenant, recipient), requesterSk: sk }),
    ...(inbox && !readAt && { openPk: unreadPk(tenant, recipient), openSk: sk }),
    ...(mail.state === 'digest' && { queuePk: digestPk(tenant, recipient), queueSk: sk }),
    ...(dueAt !== undefined && { duePk: dueShard(uid), dueAt: new Date(dueAt).toISOString() }),
    expiresAt: toSeconds(Date.parse(at)) + KEPT_DAYS * 86_400,
  };
  return { put: item, condition: version === 1 ? 'absent' : { version: version - 1 } };
}

/** The table's own edge: only {@link notificationWrite} writes what is read here, and retention takes out what was said. */
export function notificationOf(item: Item | undefined): Notification | undefined {
  const notification = item?.notification as Omit<Notification, 'said' | 'version'> | undefined;
  const said = item?.derived as Said | undefined;
  return notification && { ...notification, ...(said && { said }), version: Number(item?.version) };
}

/** What it says: the record's number, when the rest is gone. */
export const saidOf = ({ said, record: { id } }: Notification): Said => said ?? { subject: id, text: id };

/** With changes, and the version that follows. `dueAt` is given anew or gone. */
export function changed(notification: Notification, changes: Partial<Notification>): Notification {
  const { dueAt: _, ...rest } = notification;
  return { ...rest, ...changes, version: notification.version + 1 };
}

/** As its recipient sees it. */
export function presentNotification(notification: Notification) {
  const { uid, at, event, record, audience, readAt } = notification;
  return {
    id: uid,
    at,
    event,
    record,
    audience,
    ...saidOf(notification),
    read: readAt !== undefined,
    ...(readAt && { readAt }),
  };
}
