/** Messages are read whatever their bytes are, and text is trimmed of what it quotes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sorted } from '#functions/platform/inbound-mail/files';
import { textOfHtml } from '#functions/platform/inbound-mail/html';
import { readLetter } from '#functions/platform/inbound-mail/letter';
import { withoutHistory } from '#functions/platform/inbound-mail/text';
import { processes } from '#functions/registry';
import { openedByMail } from '#shared/process/directory';
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
        const letter = await readLetter(given);
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

it('A15 HTML that is made to keep a parser busy is read in seconds', () => {
  const links = Array.from({ length: 70_000 }, (_, at) => `<a href=http://${at}${at}></a>`).join('');
  const before = performance.now();
  expect(textOfHtml(`<p>Hello.</p>${'<b>'.repeat(600_000)}`).trim()).toBe('Hello.');
  expect(textOfHtml(`<p>Hello.</p>${'<b>'.repeat(20_000)}${'</i>'.repeat(400_000)}`).trim()).toBe('Hello.');
  expect(textOfHtml(links)).toMatch(/^\(http:\/\/00\) /);
  expect(performance.now() - before).toBeLessThan(10_000);
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
  ])('%j is %j', (given, expected) => {
    expect(withoutHistory(given)).toBe(expected);
  });

  it('of HTML is found like that of plain text', () => {
    const html = '<div>Yes.</div><div class="gmail_quote">On Mon Help wrote:<blockquote>Is it?</blockquote></div>';
    expect(withoutHistory(textOfHtml(html))).toBe('Yes.');
    expect(oneLine('a\u0000 \n b\uD800', 4)).toBe('a b\uFFFD');
  });
});
