/** A machine's report about mail (RFC 6522): that it was not delivered (RFC 3464), was shown (RFC 8098), or was complained of (RFC 5965). */
import { decoded } from '#shared/capabilities/mail/message/charset';
import { fieldOf, newHeader } from '#shared/capabilities/mail/message/field';
import { messageOf, type Part } from '#shared/capabilities/mail/message/parts';
import { fromTransfer } from '#shared/capabilities/mail/message/transfer';
import { textOfField } from '#shared/capabilities/mail/message/words';
import { oneLine } from '#shared/text/readable';

export interface Report {
  /** Whom a mail of ours did not reach, such as `nobody@example.org (5.1.1)`. */
  readonly unreached: readonly string[];
  /** What is known of the mail that it is about. */
  readonly subject: string;
  /** Message-IDs: its own, then those that it answered, the nearest first. */
  readonly answers: readonly string[];
}

/** What says the same as the parameter `report-type`. */
const TYPES = /^(?:delivery-status|disposition-notification|feedback-report)$/;
const OF_PART = /^message\/(?:global-)?(delivery-status|disposition-notification|feedback-report)$/;
/** The mail that it is about, or its header. */
const RETURNED = /^(?:message\/(?:rfc822|global|global-headers)|text\/rfc822-headers)$/;
const MOST = 20;
/** Of each part: reports are short, and of the mail the header is read. */
const MAX_BYTES = 100_000;

/** Undefined for anything else, such as a person's mail with a report in it. @param root of the message */
export function reportOf(root: Part): Report | undefined {
  const { parts, parameters, fields } = root;
  if (!/^\s*multipart\/report\b/i.test(fieldOf(fields, 'content-type') ?? '')) return undefined;
  const said = parameters.get('report-type')?.trim().toLowerCase() ?? '';
  if (!TYPES.test(said) && !parts.some(({ type }) => OF_PART.test(type))) return undefined;
  const returned = parts.find(({ type }) => RETURNED.test(type));
  const header = returned ? messageOf(contentOf(returned)).root.fields : [];
  const named = (name: string): readonly string[] => idsIn(fieldOf(header, name));
  return {
    unreached: parts.flatMap(unreachedIn).slice(0, MOST),
    subject: textOfField(fieldOf(header, 'subject') ?? ''),
    answers: [...named('message-id'), ...named('in-reply-to'), ...named('references').toReversed()],
  };
}

/** Message-IDs in a field, in their order. */
export const idsIn = (field: string | undefined): readonly string[] => (field ?? '').match(/<[^<>\s]{1,900}>/g) ?? [];

const contentOf = ({ fields, body }: Part): Buffer =>
  fromTransfer(body.subarray(0, MAX_BYTES), fieldOf(fields, 'content-transfer-encoding') ?? '');

/** A block of fields for the mail, and one for each recipient. */
function unreachedIn(part: Part): readonly string[] {
  if (OF_PART.exec(part.type)?.[1] !== 'delivery-status') return [];
  const blocks = decoded(contentOf(part), undefined).split(/(?:\r?\n[ \t]*){2,}/);
  return blocks.slice(0, 10 * MOST).flatMap((block) => {
    const header = newHeader();
    for (const line of block.split(/\r?\n/)) header.add(line);
    const field = (name: string): string => fieldOf(header.fields(), name) ?? '';
    const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(field('status'))?.[0];
    const action = field('action').trim().toLowerCase();
    const hasFailed = action === 'failed' || (action === '' && status?.startsWith('5'));
    const recipient = field('final-recipient') || field('original-recipient');
    const address = oneLine(recipient.slice(recipient.indexOf(';') + 1), 200);
    return hasFailed && address !== '' ? [status === undefined ? address : `${address} (${status})`] : [];
  });
}
