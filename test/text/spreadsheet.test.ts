/** What a spreadsheet would calculate gets an apostrophe, however it begins. */
import { expect, test } from 'vitest';
import { lineOf } from '#shared/capabilities/exporting/export';

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  ' =1+1',
  '\u00a0=1+1',
  '\u200b=1+1',
  '\ufeff=1+1',
  '\u2066=1+1',
  '\u0000=1+1',
  ' \t =1+1',
  '\uff1d1+1',
  '\uff0b1',
  '\u3000\uff20SUM(A1)',
  '\tx',
  '\nx',
])('security B %j is no formula in an export', (title) => {
  expect(lineOf('csv', { title }, undefined, ['title'])).toMatch(/^"?'/);
});

test.each(['1+1', 'a = b', ' text', '\u200btext', 'e-mail'])('security B %j stays as it is', (title) => {
  expect(lineOf('csv', { title }, undefined, ['title'])).toBe(`${title}\r\n`);
});
