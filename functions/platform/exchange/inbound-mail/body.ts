/** What a message says, and the files that it brings. Each part is one of the two, and calendars are both. */

import { charsetOfHtml, decoded } from '#shared/capabilities/mail/message/charset';
import { fieldOf } from '#shared/capabilities/mail/message/field';
import type { Part } from '#shared/capabilities/mail/message/parts';
import { structured } from '#shared/capabilities/mail/message/structured';
import { fromTransfer } from '#shared/capabilities/mail/message/transfer';
import { textOfField } from '#shared/capabilities/mail/message/words';
import { invitationIn } from './calendar.ts';
import { unwrapped } from './flowed.ts';
import { MAX_TAGS, tagsIn, textOfHtml } from './html.ts';

export interface Enclosure {
  readonly fileName: string | undefined;
  /** As the message says; empty where it says nothing that can be read. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Body {
  readonly text: string;
  /** Whether there is more text than was read. */
  readonly isCut: boolean;
  readonly enclosures: readonly Enclosure[];
}

/** Bytes of text that are read of one message: many times what a record keeps. */
const MAX_TEXT = 2_000_000;
const MAX_NAME = 2_000;

/** What was said, and whether it was written as plain text. */
interface Said {
  readonly text: string;
  readonly isPlain: boolean;
}

const nothing: Said = { text: '', isPlain: true };

export function bodyOf(root: Part): Body {
  const enclosures: Enclosure[] = [];
  const calendars: string[] = [];
  const room = { bytes: MAX_TEXT, tags: MAX_TAGS, isCut: false };
  let isFirst = true;

  const walk = (part: Part): Said => {
    if (part.parts.length > 0) {
      const said = part.parts.map(walk);
      return part.type === 'multipart/alternative' ? oneOf(said) : allOf(said);
    }
    const { fileName, isAttached } = enclosed(part);
    if (part.type === 'text/calendar' && !isAttached) calendars.push(textOf(part, room));
    if (isText(part, fileName, isAttached, isFirst)) {
      isFirst = false;
      return { text: textOf(part, room), isPlain: part.type !== 'text/html' };
    }
    const bytes = contentOf(part);
    const mediaType = part.isTyped || part.type !== 'text/plain' ? part.type : '';
    const called = fileName ?? (part.type === 'text/calendar' ? 'invitation.ics' : undefined);
    if (bytes.length > 0 || called !== undefined) enclosures.push({ fileName: called, mediaType, bytes });
    return nothing;
  };

  const { text } = walk(root);
  const invitations = calendars.flatMap((calendar) => invitationIn(calendar, text) ?? []);
  return { text: [text, ...invitations].filter(hasWords).join('\n\n'), isCut: room.isCut, enclosures };
}

const hasWords = (text: string): boolean => text.trim() !== '';

/** The plain one of several ways to say the same, unless nothing stands there; else the last, which is the richest (RFC 2046, 5.1.4). */
const oneOf = (said: readonly Said[]): Said =>
  said.find(({ text, isPlain }) => isPlain && hasWords(text)) ?? said.findLast(({ text }) => hasWords(text)) ?? nothing;

const allOf = (said: readonly Said[]): Said => ({
  text: said
    .map(({ text }) => text)
    .filter(hasWords)
    .join('\n'),
  isPlain: said.every(({ isPlain }) => isPlain),
});

function enclosed({ fields, parameters }: Part): {
  readonly fileName: string | undefined;
  readonly isAttached: boolean;
} {
  const disposition = structured(fieldOf(fields, 'content-disposition') ?? '');
  const named = disposition.parameters.get('filename') ?? parameters.get('name');
  const fileName = named === undefined ? undefined : textOfField(named.slice(0, MAX_NAME), parameters.get('charset'));
  return { fileName, isAttached: /^attachment\b/.test(disposition.value) };
}

/** Text is read, of whatever kind it is (RFC 2046, 4.1.4), unless it is a file; in the middle of a message a name makes it one. */
function isText({ type, isTyped }: Part, fileName: string | undefined, isAttached: boolean, isFirst: boolean): boolean {
  if (isAttached || !type.startsWith('text/') || type === 'text/calendar') return false;
  if (fileName === undefined) return true;
  return isFirst && isTyped && ['text/plain', 'text/html'].includes(type);
}

function contentOf({ fields, body }: Part): Buffer {
  return fromTransfer(body, fieldOf(fields, 'content-transfer-encoding') ?? '');
}

/** How much is still read of a message, however many parts it has. */
interface Room {
  bytes: number;
  tags: number;
  isCut: boolean;
}

/** RFC 3676 is for text/plain. */
function textOf(part: Part, room: Room): string {
  const all = contentOf(part);
  const bytes = beginningOf(all, room.bytes);
  room.bytes -= bytes.length;
  room.isCut ||= bytes.length < all.length;
  const charset = part.parameters.get('charset');
  if (part.type === 'text/html') {
    const html = decoded(bytes, charset, charsetOfHtml(bytes));
    const text = textOfHtml(html, room.tags);
    room.tags -= tagsIn(html);
    room.isCut ||= room.tags < 0;
    room.tags = Math.max(0, room.tags);
    return text;
  }
  const text = decoded(bytes, charset);
  const isFlowed = part.parameters.get('format')?.toLowerCase() === 'flowed';
  return isFlowed ? unwrapped(text, part.parameters.get('delsp')?.toLowerCase() === 'yes') : text;
}

/** Never half a letter. */
function beginningOf(bytes: Buffer, most: number): Buffer {
  if (bytes.length <= most) return bytes;
  const newline = bytes.subarray(0, most).lastIndexOf(0x0a);
  let end = newline < 0 ? most : newline + 1;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
