/** Cells of a file as fields take them, and which column is about what is wrong. */
import { describe, expect, it } from 'vitest';
import { columnFor, compileRecordMapping } from '#shared/capabilities/importing/record-mapping';
import { flag, instant, integer, line } from '#shared/grammar/fields';
import { day } from '#shared/grammar/kinds/day';
import { readCells } from '#shared/imports/mapping';
import type { MappingDocument } from '#shared/imports/mapping-document';
import { zoneNamed } from '#shared/imports/zone';

const mapping = (columns: readonly object[], more: object = {}): object => ({
  ...{ title: 'Old system', of: 'x', rows: 'state', encoding: 'utf-8', delimiter: ';', key: 'Number', missing: ['-'] },
  ...{ dates: ['dd.MM.yyyy HH:mm', 'dd.MM.yyyy'], columns, others: 'refused' },
  ...more,
});
describe('a cell', () => {
  const fields = { n: integer({ min: 1, max: 9 }), t: line({ max: 5 }), f: flag(), i: instant(), d: day() };
  const read = (field: string, text: string, more: object = {}): unknown => {
    const document = mapping([{ column: 'C', field, ...more }]) as MappingDocument;
    const zone = zoneNamed('Europe/Berlin');
    if (!zone) throw new Error('Berlin is a zone');
    const row = { line: 2, cells: { Number: '1', C: text } };
    const cells = readCells(row, compileRecordMapping('m', document, fields), {
      zone,
      notBefore: 0,
      settled: new Map(),
    });
    return cells.ok ? cells.values[field] : cells.rejection.code;
  };

  it('is what its field takes, and otherwise none of it', () => {
    expect([read('n', '7'), read('n', '10'), read('n', 'x'), read('t', '7'), read('t', 'longer')]).toEqual([
      ...[7, 'unsuitable-value', 'unsuitable-value', '7', 'unsuitable-value'],
    ]);
    expect([read('f', 'TRUE'), read('f', 'ja'), read('d', '31.12.2026'), read('d', '31.02.2026')]).toEqual([
      ...[true, 'unsuitable-value', '2026-12-31', 'unsuitable-value'],
    ]);
    expect([read('i', '2026-06-01T00:00:00Z'), read('i', '01.06.2026 12:00')]).toEqual([
      '2026-06-01T00:00:00Z',
      '2026-06-01T10:00:00Z',
    ]);
  });

  it('by words is one of them, or as it stands where that is said', () => {
    const values = { viel: '9' };
    expect([
      read('t', 'Viel', { values }),
      read('t', 'wenig', { values }),
      read('t', 'wenig', { values, otherwise: 'kept' }),
    ]).toEqual([...['9', 'unknown-value', 'wenig']]);
    expect(read('n', '12 Stück', { transform: ['leading-number'] })).toBe('unsuitable-value');
    expect(read('n', '3 Stück', { transform: ['leading-number'] })).toBe(3);
  });

  it('is found again by what is wrong with a body', () => {
    const document = mapping([
      { column: 'A', field: 'facts/a' },
      { column: 'B', field: 'n' },
    ]) as MappingDocument;
    expect([columnFor(document, '/n'), columnFor(document, '/facts/a'), columnFor(document, '/other')]).toEqual([
      'B',
      'A',
      undefined,
    ]);
  });
});
