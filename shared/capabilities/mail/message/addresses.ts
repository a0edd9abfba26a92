/**
 * Who stands in a From, To or Cc (RFC 5322, 3.4), as people's programs write it: commas and semicolons in names lack their quotation
 * marks, and a colon is no sign of a group.
 */

import { textOfField } from '#shared/capabilities/mail/message/words';
import { oneLine } from '#shared/text/readable';

export interface Mailbox {
  /** In lower case. */
  readonly address: string;
  readonly name?: string;
}

/** More is not read: a field of hundreds of addresses is shorter. */
const MAX_FIELD = 20_000;
const MAX_ADDRESS = 320;
const ADDRESS = /^[^\s@<>]+@[^\s@<>]+$/;
/** Encoded words, quoted strings, comments, addresses in brackets, what separates, and words. */
const TOKENS =
  /(=\?[^? \t]{1,80}\?[bq]\?[^?]*\?=)|"((?:[^"\\]|\\.)*)"|\((?:[^()\\]|\\.)*\)|<([^<>]*)>|([,;])|[^ \t\r\n"(<,;=]+|[^ \t\r\n]/gis;

/**
 * In their order. A name that is divided by commas belongs to the address after it; an address before another one in brackets is its name.
 * @param field each character is a byte
 */
export function mailboxesIn(field: string): readonly Mailbox[] {
  const found: Mailbox[] = [];
  let names: string[] = [];
  /** Words that might be an address, until it is known whether one in brackets follows. */
  let bare: string[] = [];
  const bareOnes = (): void => {
    const addresses = bare.flatMap((word) => mailbox(word, ''));
    if (addresses.length > 0) names = [];
    found.push(...addresses);
    bare = [];
  };
  for (const [whole, encoded, quoted, bracketed, separator] of field.slice(0, MAX_FIELD).matchAll(TOKENS)) {
    if (bracketed !== undefined) {
      found.push(...mailbox(bracketed, names.join(' ')));
      [names, bare] = [[], []];
    } else if (separator !== undefined) {
      bareOnes();
      if (names.length > 0) names[names.length - 1] += separator;
    } else if (whole.startsWith('(')) continue;
    else {
      names.push(quoted?.replace(/\\(.)/gs, '$1') ?? whole);
      if (encoded === undefined && quoted === undefined) bare.push(whole);
    }
  }
  bareOnes();
  return found;
}

/** The only address there, once or more often. */
export function soleMailbox(field: string): Mailbox | undefined {
  const [first, ...others] = mailboxesIn(field);
  return others.every(({ address }) => address === first?.address) ? first : undefined;
}

function mailbox(given: string, name: string): readonly Mailbox[] {
  const address = textOfField(given.replace(/^mailto:/i, ''))
    .trim()
    .toLowerCase();
  if (address.length > MAX_ADDRESS || !ADDRESS.test(address)) return [];
  const called = oneLine(textOfField(name), 100);
  return [{ address, ...(called !== '' && { name: called }) }];
}
