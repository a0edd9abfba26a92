/** Patterns of dates: what they read, what they refuse, and that no text makes them do anything else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateFormat } from '#shared/imports/date-format';
import { decoded } from '#shared/imports/encoding';
import { transformed } from '#shared/imports/transform';

const read = (pattern: string, text: string): string | undefined => {
  const format = dateFormat(pattern);
  if (typeof format !== 'function') throw new Error(format.wrong);
  const found = format(text);
  if (found === undefined) return undefined;
  return 'wall' in found
    ? new Date(found.wall * 1000).toISOString().slice(0, 19)
    : new Date(found.instant).toISOString();
};

test.each([
  ['dd/MM/yyyy HH:mm', '29/02/2016 01:16', '2016-02-29T01:16:00'],
  ['d/M/yyyy H:mm', '1/3/2016 9:05', '2016-03-01T09:05:00'],
  ['M/d/yy h:mm a', '12/31/25 12:01 AM', '2025-12-31T00:01:00'],
  ['d/MMM/yy h:mm a', '14/Jul/25 3:42 PM', '2025-07-14T15:42:00'],
  ['dd/MMM/yy h:mm a', '14/JUL/99 12:00 p.m.', '1999-07-14T12:00:00'],
  ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2026-03-01T10:00:00.123+01:00', '2026-03-01T09:00:00.000Z'],
  ["yyyy-MM-dd'T'HH:mm:ssXXX", '2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
  ['dd.MM.yyyy', '01.03.2026', '2026-03-01T00:00:00'],
])('field-report 21 %s reads %s', (pattern, text, expected) => {
  expect(read(pattern, text)).toBe(expected);
});

test.each([
  ['dd/MM/yyyy HH:mm', '30/02/2016 10:00'],
  ['dd/MM/yyyy HH:mm', '1/3/2016 10:00'],
  ['dd/MM/yyyy HH:mm', '01/03/2016 24:00'],
  ['dd/MM/yyyy HH:mm', '01/03/2016 10:00 and more'],
  ['dd/MM/yyyy', '01/03/9999'],
  ['d/MMM/yy', '1/Mai/25'],
  ['M/d/yy h:mm a', '1/1/25 13:00 PM'],
  ['yyyy-MM-dd XXX', '2026-03-01 +25:00'],
])('field-report 21 %s does not read %s', (pattern, text) => {
  expect(read(pattern, text)).toBeUndefined();
});

test.each(['', 'dd/MM', 'dd/MM/yyyy dd', 'QQ', "yyyy'", 'yyyy-MM-dd hh:mm', '.*', 'yyyyMMddTHH'])(
  'field-report 21 the pattern %j is refused, and it is said why',
  (pattern) => {
    expect(dateFormat(pattern)).toEqual({ wrong: expect.any(String) });
  },
);

test('field-report 21 any pattern is refused or reads any text as a date or nothing', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(fc.oneof(text, fc.constantFrom('yyyy-M-d H:mm', 'd/MMM/yy h:mm a')), text, (pattern, given) => {
      const format = dateFormat(pattern);
      if (typeof format === 'function') format(given);
    }),
    { numRuns: 500 },
  );
});

test('field-report 21 a cell is changed by name, in the order given', () => {
  expect(transformed('Rita <Rita@Example.com>', ['mail-address', 'lower-case'], 100)).toBe('rita@example.com');
  expect(transformed('Rita', ['mail-address', 'upper-case'], 100)).toBe('RITA');
  expect(transformed('3 - Moderate', ['leading-number'], 100)).toBe('3');
  expect(transformed('too long', ['cut'], 4)).toBe('too');
});

test('field-case csv/25 bytes are text in the encoding that was named, or it is said that they are not', () => {
  expect(decoded(Buffer.from('\uFEFFä€', 'utf8'), 'utf-8')).toEqual({ text: 'ä€' });
  expect(decoded(Buffer.of(0x80, 0xe4), 'windows-1252')).toEqual({ text: '€ä' });
  expect(decoded(Buffer.of(0xa4), 'iso-8859-15')).toEqual({ text: '€' });
  expect(decoded(Buffer.from('\uFEFFä', 'utf16le'), 'utf-16le')).toEqual({ text: 'ä' });
  expect(decoded(Buffer.of(0x41, 0x00, 0x42), 'utf-16le')).toEqual({ wrong: expect.stringContaining('UTF-16LE') });
  expect(decoded(Buffer.from('a\nb\xe4\n', 'latin1'), 'utf-8')).toEqual({ wrong: expect.stringContaining('line 2 ') });
});
