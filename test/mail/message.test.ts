/** Messages as bytes: parts, fields, words and addresses, as the standards have them and as programs write them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLetter } from '#functions/platform/exchange/inbound-mail/letter';
import { mailboxesIn } from '#shared/capabilities/mail/message/addresses';
import { decoded } from '#shared/capabilities/mail/message/charset';
import { messageOf, type Part } from '#shared/capabilities/mail/message/parts';
import { structured } from '#shared/capabilities/mail/message/structured';
import { fromBase64, fromQuotedPrintable } from '#shared/capabilities/mail/message/transfer';
import { textOfField } from '#shared/capabilities/mail/message/words';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
const lines = (...all: readonly string[]): Buffer => bytes(all.join('\r\n'));

/** Types and bodies of a message, indented by depth. */
function outline({ type, parts, body }: Part, depth = 0): readonly string[] {
  const own = parts.length > 0 ? type : `${type} ${JSON.stringify(body.toString('latin1'))}`;
  return [`${'  '.repeat(depth)}${own}`, ...parts.flatMap((part) => outline(part, depth + 1))];
}

describe('A15 parts', () => {
  it('are divided at the boundary of the innermost that is open, whose end may be missing', () => {
    const message = lines(
      'Content-Type: multipart/mixed; boundary="a b" (a comment)',
      '',
      'Not for anybody.',
      '--a b',
      'Content-Type: multipart/alternative; boundary=a',
      '',
      '--a',
      '',
      'one',
      '--ab is text',
      '--a  ',
      'Content-Type: text/html',
      '',
      'two',
      '--a b',
      'Content-Type: text/plain',
      '--a b',
      'three, without a header',
      '--a b--',
      'Not for anybody either.',
    );
    expect(outline(messageOf(message).root)).toEqual([
      'multipart/mixed',
      '  multipart/alternative',
      '    text/plain "one\\r\\n--ab is text"',
      '    text/html "two"',
      '  text/plain ""',
      '  text/plain "three, without a header"',
    ]);
  });

  it('of a digest are messages, and a multipart without parts is text', () => {
    const digest = lines('Content-Type: multipart/digest; boundary=d', '', '--d', '', 'Subject: x', '', 'y', '--d--');
    expect(outline(messageOf(digest).root)[1]).toBe('  message/rfc822 "Subject: x\\r\\n\\r\\ny"');
    expect(outline(messageOf(lines('Content-Type: multipart/mixed', '', 'x')).root)).toEqual(['text/plain "x"']);
  });

  it('are as many as are read, and it is said that there are more', () => {
    const { root, isCut } = messageOf(
      bytes(`Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(5_000)}`),
    );
    expect([root.parts.length, isCut]).toEqual([999, true]);
  });
});

describe('A15 fields', () => {
  it.each([
    ['attachment; filename="a;b \\"c\\".pdf"', 'a;b "c".pdf'],
    ['attachment; filename=Invoice(1).pdf', 'Invoice(1).pdf'],
    ["attachment; filename*=UTF-8''St%C3%B6rung.pdf", 'Störung.pdf'],
    ['attachment; filename*0*=iso-8859-1\'de\'St%F6; filename*1="rung.pdf"', 'Störung.pdf'],
    ['attachment; filename*1=".pdf"; filename*0="report"', 'report.pdf'],
    ['attachment; filename="=?utf-8?Q?St=C3=B6rung?=.pdf"', 'Störung.pdf'],
    [`attachment; filename="${utf8('Störung à')}"`, 'Störung à'],
    ['attachment; filename="never closed', 'never closed'],
  ])('%s is named %s', (field, expected) => {
    const { value, parameters } = structured(field);
    expect([value, textOfField(parameters.get('filename') ?? '')]).toEqual(['attachment', expected]);
  });

  it.each([
    ['=?utf-8?B?U3TDtg==?= =?utf-8?Q?rung?=', 'Störung'],
    ['=?utf-8?Q?St=C3?= =?utf-8?Q?=B6rung?=', 'Störung'],
    ['=?ISO-8859-1*de?q?St=F6rung_am?= Netz', 'Störung am Netz'],
    ['Re: =?utf-8?q?a_=3D_b?= [x]', 'Re: a = b [x]'],
    ['=?utf-8?x?abc?= stays', '=?utf-8?x?abc?= stays'],
  ])('%s is %s', (field, expected) => expect(textOfField(field)).toBe(expected));

  it.each([
    ['"Muster, Rita" <Rita@example.com>', [{ address: 'rita@example.com', name: 'Muster, Rita' }]],
    [
      'Muster, Rita <rita@example.com>, Karl <karl@example.com>',
      [
        { address: 'rita@example.com', name: 'Muster, Rita' },
        { address: 'karl@example.com', name: 'Karl' },
      ],
    ],
    ['Team: rita@example.com, karl@example.com;', [{ address: 'rita@example.com' }, { address: 'karl@example.com' }]],
    [
      '"karl@example.com, or so" <rita@example.com>',
      [{ address: 'rita@example.com', name: 'karl@example.com, or so' }],
    ],
    ['=?utf-8?Q?karl@example.com,?= <rita@example.com>', [{ address: 'rita@example.com', name: 'karl@example.com,' }]],
    ['Rita <3 <rita@example.com>', [{ address: 'rita@example.com', name: 'Rita < 3' }]],
    ['undisclosed-recipients:;', []],
  ])('%s has these mailboxes', (field, expected) => expect(mailboxesIn(field)).toEqual(expected));
});

describe('A15 bytes', () => {
  it.each([
    ['utf-8', utf8('Grüße'), 'Grüße'],
    ['UTF_8', utf8('Grüße'), 'Grüße'],
    ['iso-8859-2', 'P\u00F8\u00EDli\u00B9', 'Příliš'],
    ['ISO_8859-1:1987', 'Gr\u00FC\u00DFe', 'Grüße'],
    ['win-1251', '\u00CF\u00F0\u00E8\u00E2\u00E5\u00F2', 'Привет'],
    ['koi8-r', '\u00F0\u00D2\u00C9\u00D7\u00C5\u00D4', 'Привет'],
    ['x-sjis', '\u0083e\u0083X\u0083g', 'テスト'],
    ['ks_c_5601-1987', '\u00C7\u00D1', '한'],
    ['gb2312', '\u00D6\u00D0', '中'],
    ['utf-16', '\u00FE\u00FF\u0000a', 'a'],
    ['ibm437', '\u009B', '¢'],
    ['cp858', '\u00D5', '€'],
    ['hz-gb-2312', 'Gr\u00FC\u00DFe', 'Grüße'],
  ])('of %s', (label, given, expected) => expect(decoded(bytes(given), label)).toBe(expected));

  it('are what they were before they were encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (given) => {
        const original = Buffer.from(given);
        const base64 = original.toString('base64').replace(/.{1,20}/g, '$&\r\n');
        expect(fromBase64(bytes(base64)).equals(original)).toBe(true);
        const quoted = Array.from(original, (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
          '=\r\n',
        );
        expect(fromQuotedPrintable(bytes(quoted)).equals(original)).toBe(true);
      }),
    );
    expect(fromBase64(bytes('YQ==\r\nYmM=\r\n')).toString()).toBe('abc');
    expect(fromBase64(bytes('YQ==\r\n-- \r\nA list of people\r\n')).toString()).toBe('a');
    expect(fromQuotedPrintable(bytes('a=  \r\nb \r\n5 = 5=')).toString()).toBe('ab\r\n5 = 5');
  });

  it('of any text come back as that text, however they are wrapped', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 100 }).map((given) => given.replace(/[\s\p{C}<>]/gu, ''));
    fc.assert(
      fc.property(text, fc.constantFrom('base64', '8bit'), fc.integer({ min: 0, max: 3 }), (given, encoding, depth) => {
        const body = encoding === 'base64' ? Buffer.from(given).toString('base64') : utf8(given);
        let part = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
        for (let at = 0; at < depth; at++)
          part = `Content-Type: multipart/mixed; boundary="=_${at}"\r\n\r\n--=_${at}\r\n${part}\r\n--=_${at}--\r\n`;
        expect(readLetter(bytes(part)).text).toBe(given);
      }),
    );
  });
});
