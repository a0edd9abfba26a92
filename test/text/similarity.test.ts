/** Text similarity: the formula, by hand and by property. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shapeOf, similarity } from '#shared/text/similarity';

const alike = (a: string, b: string): number => similarity(shapeOf(a), shapeOf(b));

it('is what the formula says', () => {
  // " ab", "ab " against " ab", "abc", "bc ": one of two and one of three pieces are the same.
  expect(alike('ab', 'abc')).toBe(Math.round(1000 / Math.sqrt(6)) / 1000);
  // " a " twice weighs 1 + ln 2.
  const w = 1 + Math.log(2);
  expect(alike('a a b', 'a b')).toBe(Math.round((1000 * (w + 1)) / (Math.hypot(w, 1) * Math.SQRT2)) / 1000);
});

it.each([
  ['The printer on floor 3 does not print', 'the PRINTER on floor 3 does not print!', 1],
  ['Überweisung schlägt fehl', 'uberweisung schlagt fehl', 1],
  ['', 'anything', 0],
  ['mail', 'vpn', 0],
])('%j and %j: %d', (a, b, expected) => {
  expect(alike(a, b)).toBe(expected);
});

it('finds the same thing said again, and not another thing', () => {
  const said = 'Outlook cannot connect to the mail server since this morning';
  expect(alike(said, 'Outlook can not connect to mail server since this morning')).toBeGreaterThanOrEqual(0.85);
  expect(alike(said, 'The projector in room 4 flickers')).toBeLessThan(0.3);
});

it('is symmetric, within bounds, and 1 for a text with itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(alike(a, b)).toBe(alike(b, a));
      expect(alike(a, b)).toBeGreaterThanOrEqual(0);
      expect(alike(a, b)).toBeLessThanOrEqual(1);
      if (/[\p{L}\p{N}]/u.test(a.normalize('NFKD').replaceAll(/\p{M}/gu, ''))) expect(alike(a, a)).toBe(1);
    }),
    { numRuns: 300 },
  );
});
