/** Messages are read whatever their bytes are, and text is trimmed of what it quotes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sorted } from '#functions/platform/exchange/inbound-mail/files';
import { textOfHtml } from '#functions/platform/exchange/inbound-mail/html';
import { readLetter } from '#functions/platform/exchange/inbound-mail/letter';
import { withoutHistory } from '#functions/platform/exchange/inbound-mail/text';
import { processes } from '#functions/registry';
import { openedByMail } from '#shared/grammar/directory';
import { oneLine, readable } from '#shared/text/readable';
import { anyBytes } from '#test/platform/inbound-mail/mailbox';

it('A15 what mail may open is what its process has in the registry', () => {
  for (const [type, process] of Object.entries(openedByMail)) {
    const owner = processes.find(({ id }) => id === process);
    expect(owner?.records.map((record) => record.type)).toContain(type);
  }
});

describe('A15 any bytes', () => {
  it('are read without a crash, as text that a record takes', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes, async (given) => {
        const letter = readLetter(given);
        const { accepted, missing } = sorted(letter.enclosures, 0);
        for (const text of [letter.subject, letter.text, ...missing, ...accepted.map(({ file }) => file.fileName)]) {
          expect(text.isWellFormed()).toBe(true);
          expect(text).not.toMatch(/[^\P{C}\n\t]/u);
        }
        expect(letter.subject.length).toBeLessThanOrEqual(160);
        expect(withoutHistory(letter.text).length).toBeLessThanOrEqual(32_000);
      }),
      { numRuns: 300 },
    );
  });

  it('HTML of any kind is reduced to text', () => {
    const parts = fc.constantFrom(
      '<p>',
      '</p>',
      '<blockquote>',
      '</blockquote>',
      '<script>',
      '<a href="http://x">',
      '</a>',
      'x',
      '<!--',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string())), (given) => void readable(textOfHtml(given.join('')))),
    );
  });
});

it('A15 mail of any size and shape is read in time in proportion to its size', () => {
  const many = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n';
  const shapes = [
    `${many}${'--b\r\n\r\nx\r\n'.repeat(300_000)}`,
    `${many}--b\r\n\r\n${'--\n'.repeat(1_000_000)}`,
    'X-Line: y\r\n'.repeat(300_000),
    `Subject: x\r\n${' y\r\n'.repeat(500_000)}`,
    `From: ${'a,'.repeat(2_000_000)}`,
    `Content-Type: text/plain; format=flowed\r\n\r\n${'a \n'.repeat(1_000_000)}`,
    `\r\n${'word '.repeat(2_000_000)}`,
  ];
  const before = performance.now();
  const letters = shapes.map((shape) => readLetter(Buffer.from(shape)));
  expect(performance.now() - before).toBeLessThan(60_000);
  expect(letters.map(({ unreadable }) => unreadable !== undefined)).toEqual([
    true,
    true,
    false,
    false,
    false,
    true,
    true,
  ]);
});

describe('discovery P2 lines that a program broke', () => {
  const flowed = (text: string, more = ''): string =>
    readLetter(Buffer.from(`Content-Type: text/plain; format=flowed${more}\r\n\r\n${text}`)).text;

  it.each([
    ['are one, within a paragraph', 'One \r\ntwo.\r\nThree.', 'One two.\nThree.'],
    [
      'are apart where the depth of quotation changes',
      '> Does it \r\n> work? \r\nYes. \r\n>> No?',
      '> Does it work?\nYes.\n>> No?',
    ],
    [
      'are apart at an empty quoted line',
      'Hello,\r\n\r\n> Restart it.\r\n> \r\nDone, but offline.',
      'Hello,\n\n> Restart it.\n>\nDone, but offline.',
    ],
    ['are apart at an empty line', 'One \r\n\r\ntwo', 'One\n\ntwo'],
    ['are apart before a signature', 'Yours \r\n-- \r\nRita', 'Yours\n--\nRita'],
    ['lose the blank that was put before them', ' From here\r\n >not quoted', 'From here\n>not quoted'],
  ])('discovery P2 %s', (_, given, expected) => expect(flowed(given)).toBe(expected));

  it('discovery P2 of a language without blanks are joined without one', () => {
    expect(flowed('Drucker \r\nkaputt', '; delsp=yes')).toBe('Druckerkaputt');
  });
});

it('A15 HTML that is made to keep a parser busy is read in seconds', () => {
  const links = Array.from({ length: 70_000 }, (_, at) => `<a href=http://${at}${at}></a>`).join('');
  const before = performance.now();
  expect(textOfHtml(`<p>Hello.</p>${'<b>'.repeat(600_000)}`).trim()).toBe('Hello.');
  expect(textOfHtml(`<p>Hello.</p>${'<b>'.repeat(20_000)}${'</i>'.repeat(400_000)}`).trim()).toBe('Hello.');
  expect(textOfHtml(links)).toMatch(/^\(http:\/\/00\) /);
  expect(performance.now() - before).toBeLessThan(60_000);
});

describe('A15 quoted history', () => {
  it.each([
    ['Yes.\n\nOn Mon, 15 Jun 2026 at 09:00, Help <h@x>\nwrote:\n> Is it?', 'Yes.'],
    ['Ja.\n\nAm 15.06.2026 um 09:00 schrieb Help:\n> Geht es?', 'Ja.'],
    ['Yes.\n\n-----Original Message-----\nFrom: x\n', 'Yes.'],
    ['Yes.\n\nFrom: Help <h@x>\nSent: Monday\nTo: Rita\nSubject: [INC0000001]\n\nIs it?', 'Yes.'],
    ['> Is it?\nYes.\n> And that?\nNo.', '> Is it?\nYes.\n> And that?\nNo.'],
    ['Yes.\n\n> Is it?\n> Really?\n', 'Yes.'],
    ['> only quoted', '> only quoted'],
    ['From: the beginning it was broken', 'From: the beginning it was broken'],
    ['Ja.\n\nOp ma 30 nov 2026 schreef Helmdesk <help@ours.example>:\n> Werkt het?', 'Ja.'],
    ['Yes.\n\nFrom: Helmdesk\nSent: Monday\nTo: Rita\nSubject: [INC0000001] Mail\n\nIs it?', 'Yes.'],
  ])('%j is %j', (given, expected) => {
    expect(withoutHistory(given)).toBe(expected);
  });

  const isOurs = (address: string): boolean => address.endsWith('@ours.example');

  it.each([
    [
      'answers between the lines',
      'Hello,\n\nOn Monday Helmdesk <help@ours.example> wrote:\n> Which version?\nVersion 16.\n> Since when?\nMonday.',
    ],
    ['what is said below', 'On Monday Helmdesk <help@ours.example> wrote:\n> Which version?\n\nVersion 16.'],
    ['a quotation of somebody else', 'FYI:\n\nAm Montag schrieb Vendor\n<help@vendor.example>:\n> Install KB500123.'],
    [
      'a quotation of somebody else, in whatever language',
      'FYI\n\nHelp <help@vendor.example> napisał:\n> Install KB500123.',
    ],
    [
      'a quotation of somebody else whose attribution is quoted as well',
      'FYI\n\n> On 30 Nov 2026, at 10:00, Vendor\n> <help@vendor.example> wrote:\n>\n> Install KB500123.',
    ],
    [
      'a mail of somebody else, as Apple forwards it',
      'FYI\n\n> From: Vendor <help@vendor.example>\n> Subject: KB\n>\n> Install KB500123.',
    ],
    ['what somebody introduces', 'The vendor says:\n\n> Install KB500123.'],
    [
      'a mail of somebody else, as Outlook puts it',
      'FYI\n\nFrom: Help <help@vendor.example>\nSent: Monday\nTo: Rita\nSubject: KB\n\nInstall KB500123.',
    ],
    [
      'the same behind a line',
      'FYI\n\n-----Original Message-----\nFrom: Help <help@vendor.example>\nSent: Monday\nTo: Rita\n\nInstall it.',
    ],
    ['the same without an address', 'FYI\n\nFrom: Vendor\nSent: Monday\nTo: Rita\nSubject: KB\n\nInstall KB500123.'],
  ])('field-case mail/11, field-case mail/12 %s is kept', (_, given) => {
    expect(withoutHistory(given, isOurs)).toBe(given);
  });

  it('field-case mail/12 of ours is left out where its attribution is quoted as well', () => {
    const quoted = '> On 30 Nov 2026, at 10:00, Helmdesk <acme@ours.example> wrote:\n>\n> Which version?';
    expect(withoutHistory(`Version 16.\n\n${quoted}`, isOurs)).toBe('Version 16.');
  });

  it('field-case mail/12 of ours below a mail of somebody else is left out', () => {
    const vendor = 'FYI\n\nFrom: Help <help@vendor.example>\nSent: Monday\nTo: Rita\nSubject: KB\n\nInstall it.';
    const ours = 'From: Helmdesk <acme@ours.example>\nSent: Monday\nTo: Rita\nSubject: [INC0000001]\n\nWhich?';
    expect(withoutHistory(`${vendor}\n\n${ours}`, isOurs)).toBe(vendor);
  });

  it('of HTML is found like that of plain text', () => {
    const html = '<div>Yes.</div><div class="gmail_quote">On Mon Help wrote:<blockquote>Is it?</blockquote></div>';
    expect(withoutHistory(textOfHtml(html))).toBe('Yes.');
    expect(oneLine('a\u0000 \n b\uD800', 4)).toBe('a b\uFFFD');
  });
});
