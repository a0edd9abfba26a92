/** The mails of the field cases, byte for byte. */
import { readFileSync } from 'node:fs';

let count = 0;
/** A Message-ID that nothing else has. */
export const newId = (): string => `<own-${++count}@example.com>`;

/** @param id the record's number in place of the one that stands for it @param uniquely with a Message-ID of its own */
export function bytesOf(name: string, id = 'INC0000000', uniquely = false): Buffer {
  const text = readFileSync(`test/fixtures/field-cases/mail/${name}.eml`, 'latin1').replaceAll('INC0000000', id);
  return Buffer.from(uniquely ? text.replace(/^(Message-ID:) .*$/m, `$1 ${newId()}`) : text, 'latin1');
}
