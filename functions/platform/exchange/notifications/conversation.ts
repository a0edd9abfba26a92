/** Which mail a mail of ours goes with, so that programs show them together: what its recipient wrote about the record, and what we did. */

import { mailKey } from '#shared/capabilities/mail/keys';
import { MAIL, mailOf, type Mail as Received } from '#shared/capabilities/mail/received';
import { referenceOf } from '#shared/capabilities/mail/thread';
import { besideQuery } from '#shared/engine/beside';
import type { EventEnvelope } from '#shared/events/envelope';
import type { Notification } from './notification.ts';
import type { Place } from './runtime.ts';

/** Two of them and our own stay below the 870 letters that SES takes in a header. */
const MESSAGE_ID = /^<[!-;=?-~]{3,250}>$/;
/** Mails of a record that are looked at. */
const MOST = 25;

/** The mail that led to an event about the record which it became, or went into. */
export async function mailBehind(
  { tenant, store }: Pick<Place, 'tenant' | 'store'>,
  { correlationId, uid }: EventEnvelope,
): Promise<Received | undefined> {
  if (!/^[0-9a-f]{32}$/.test(correlationId)) return undefined;
  const mail = mailOf(await store.get(mailKey(tenant, correlationId)));
  return mail?.record?.uid === uid ? mail : undefined;
}

export interface Conversation {
  /** Where answers go. */
  readonly replyTo: string;
  /** Message-IDs, the first of the conversation first. */
  readonly references: string;
  /** The one that it answers, if it does. */
  readonly inReplyTo?: string;
}

/**
 * An answer finds the record by its number in the subject, by what it refers to, or by the Message-ID that it answers (A15). Nobody is told
 * the Message-IDs of others. Undefined when no mail is received.
 */
export async function conversationOf(
  { config, tenant, store }: Place,
  { answers, record, recipient }: Notification,
): Promise<Conversation | undefined> {
  const domain = process.env.MAIL_DOMAIN;
  if (!domain) return undefined;
  const answered = answers === undefined ? undefined : mailOf(await store.get(mailKey(tenant, answers)));
  const { items } = await store.query({ ...besideQuery(tenant, record.uid, MAIL), limit: MOST });
  const first = items.map(mailOf).find((mail) => mail?.user === recipient);
  const inReplyTo = idOf(answered);
  const ids = [idOf(first), inReplyTo, referenceOf(record.id, tenant, domain)].filter((id) => id !== undefined);
  return {
    replyTo: `${config.tenant.slug}@${domain}`,
    references: [...new Set(ids)].join(' '),
    ...(inReplyTo !== undefined && { inReplyTo }),
  };
}

/** Undefined for what may not stand in a header, and for what was erased. */
function idOf(mail: Received | undefined): string | undefined {
  const { messageId = '' } = mail?.said ?? {};
  return MESSAGE_ID.test(messageId) ? messageId : undefined;
}
