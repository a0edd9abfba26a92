/** Reads a message as RFC 5322 and MIME have it, and as people's programs write it. Whatever the bytes are, there is a letter. */

import { mailboxesIn } from '#shared/capabilities/mail/message/addresses';
import type { Field } from '#shared/capabilities/mail/message/field';
import { type Message, messageOf } from '#shared/capabilities/mail/message/parts';
import { textOfField } from '#shared/capabilities/mail/message/words';
import { oneLine, readable, unbounded } from '#shared/text/readable';
import { type Author, authorOf } from './author.ts';
import { bodyOf, type Enclosure } from './body.ts';
import { idsIn, type Report, reportOf } from './report.ts';

export interface Letter extends Author {
  /** Addresses in To and Cc, each once. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId?: string;
  /** What it answers: Message-IDs, the nearest first. */
  readonly answers: readonly string[];
  /** All of it that was read. */
  readonly text: string;
  readonly enclosures: readonly Enclosure[];
  /** What a machine reports with it, if it is nothing but that. */
  readonly report?: Report;
  readonly fields: readonly Field[];
  /** The first header of this name, in lower case; each character is a byte of it. */
  header(name: string): string | undefined;
  /** Domains that claim to have signed it. */
  readonly signedBy: readonly string[];
  /** Why not all of it could be read. */
  readonly unreadable?: string;
}

/** Message-IDs that are looked up. */
export const MAX_ANSWERS = 50;

export function readLetter(bytes: Uint8Array): Letter {
  const message = messageOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const { fields, parameters } = message.root;
  const all = (name: string): readonly string[] => fields.flatMap((field) => (field.name === name ? field.value : []));
  const header = (name: string): string | undefined => all(name)[0];
  const messageId = idsIn(header('message-id'))[0];
  const to = [...all('to'), ...all('cc')].flatMap(mailboxesIn).map(({ address }) => address);
  const report = reportOf(message.root);
  const { text, isCut, enclosures } = bodyOf(message.root);
  return {
    ...authorOf(all('from')),
    to: [...new Set(to)],
    subject: oneLine(textOfField(header('subject') ?? '', parameters.get('charset')), 160),
    ...(messageId !== undefined && { messageId }),
    answers: [...new Set([...idsIn(header('in-reply-to')), ...idsIn(header('references')).toReversed()])].slice(
      0,
      MAX_ANSWERS,
    ),
    text: readable(text, unbounded),
    enclosures,
    ...(report && { report }),
    fields,
    header,
    signedBy: all('dkim-signature').flatMap(signer),
    ...unreadable(message, isCut),
  };
}

function unreadable({ isCut }: Message, isTextCut: boolean): Pick<Letter, 'unreadable'> {
  if (isCut) return { unreadable: 'it has more parts than are read' };
  return isTextCut ? { unreadable: 'there is more of it than is read' } : {};
}

/** The domain of a DKIM-Signature (RFC 6376, `d=`). */
function signer(value: string): readonly string[] {
  const [, domain] = /(?:^|;)\s*d=\s*([^;\s]+)/i.exec(value) ?? [];
  return domain === undefined ? [] : [domain.toLowerCase()];
}
