/** Who a mail says has written it, and how plainly (RFC 5322, 3.6.2). */
import { type Mailbox, mailboxesIn, soleMailbox } from '#shared/capabilities/mail/message/addresses';
import { textOfField, withoutWords } from '#shared/capabilities/mail/message/words';

export interface Author {
  /** The one author; absent when there is none, or more than one. */
  readonly from?: Mailbox;
  /**
   * Whether every reader finds the same address; `encoded`: it stands in an encoded word, where it may not (RFC 2047, 5) and where whoever
   * checked the mail need not have seen it.
   */
  readonly named: 'plainly' | 'encoded' | 'nobody' | 'several';
}

/** @param fields every From: more than one is a way to show one author to us and another one to somebody else */
export function authorOf(fields: readonly string[]): Author {
  const [field = '', ...others] = fields;
  if (others.length > 0) return { named: 'several' };
  const plain = withoutWords(field);
  // Beside something that looks like an address, one in an encoded word is part of a name.
  const read = mailboxesIn(field).length > 0 || /[@<]/.test(plain) ? field : decodedField(field);
  if (mailboxesIn(read).length === 0) return { named: 'nobody' };
  const from = soleMailbox(read);
  if (!from) return { named: 'several' };
  const isPlain = textOfField(plain).toLowerCase().includes(from.address);
  return { from, named: isPlain ? 'plainly' : 'encoded' };
}

/** Programs that encode the whole field hide the address in it. @returns each character is a byte */
const decodedField = (field: string): string => Buffer.from(textOfField(field)).toString('latin1');
