/** Encoded words (RFC 2047) in fields that may hold anything. */
import { trimmed } from '#shared/capabilities/mail/message/blanks';
import { decoded } from '#shared/capabilities/mail/message/charset';
import { fromBase64, fromQuotedPrintable } from '#shared/capabilities/mail/message/transfer';

const WORD = /=\?([^? \t]{1,80})\?([bq])\?([^?]*)\?=/gi;

/**
 * The text of a field. Blanks between encoded words are not part of it; words of one character set that follow each other are decoded
 * together, because some programs divide characters among them.
 * @param value each character is a byte. @param label the character set that the message names, for bytes that stand there unencoded
 */
export function textOfField(value: string, label?: string): string {
  const said: string[] = [];
  let word: { readonly charset: string; readonly bytes: Buffer[] } | undefined;
  const end = (): void => {
    if (word) said.push(decoded(Buffer.concat(word.bytes), word.charset));
    word = undefined;
  };
  const plain = (text: string): void => {
    if (text === '' || (word && trimmed(text) === '')) return;
    end();
    said.push(ofBytes(text, label));
  };
  let from = 0;
  for (const { 0: whole, 1: charset = '', 2: encoding = '', 3: text = '', index } of value.matchAll(WORD)) {
    plain(value.slice(from, index));
    from = index + whole.length;
    if (word?.charset.toLowerCase() !== charset.toLowerCase()) end();
    word ??= { charset, bytes: [] };
    word.bytes.push(encoding.toLowerCase() === 'b' ? fromBase64(Buffer.from(text, 'latin1')) : fromQuoted(text));
  }
  end();
  const rest = value.slice(from);
  if (rest !== '') said.push(ofBytes(rest, label));
  return said.join('');
}

/** What stands beside encoded words. */
export const withoutWords = (value: string): string => value.replace(WORD, ' ');

const fromQuoted = (text: string): Buffer => fromQuotedPrintable(Buffer.from(text.replaceAll('_', '=20'), 'latin1'));

/** Bytes above 127 in a header are not allowed, and sent by machines every day. */
function ofBytes(piece: string, label: string | undefined): string {
  const bytes = Buffer.from(piece, 'latin1');
  const text = decoded(bytes);
  return Buffer.from(text).equals(bytes) ? text : decoded(bytes, label);
}
