/** Whatever is in a file, the answer is outcomes or a problem, never an exception. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rejectionCodes, summary } from '#shared/imports/outcome';
import { readRows } from '#shared/imports/rows';
import { columns, imported, usual } from '#test/imports/imported';
import { servicenowIncidents } from '#test/imports/servicenow';

const problems = ['empty-file', 'too-many-rows', 'unreadable-csv', 'header-mismatch'];

test('any text is a file or a problem', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.boolean(), (text, withHeader) => {
      const read = readRows(withHeader ? `${columns.join(',')}\n${text}` : text, servicenowIncidents);

      if (!read.ok) expect(problems).toContain(read.problem.code);
    }),
    { numRuns: 500 },
  );
});

/** Cells as exports have them, and worse. */
const cell = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('?', '', 'New', 'Active', 'Resolved', 'Closed', 'Awaiting Vendor', '-100', '__proto__'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '1/3/2016 09:05',
      '30/10/2016 02:30',
      '27/3/2016 02:30',
      '31/12/2100 23:59',
      '1/1/1970 00:00',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('1 - High', '3 - Moderate', 'true', '0', '999999999999', '0x10', '1/1/9999 00:00'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);
const changedRow = fc.dictionary(fc.constantFrom(...columns), cell, { maxKeys: 4 });
const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

test('any cells give one outcome per row, and a history that ends where the record stands', () => {
  fc.assert(
    fc.property(
      fc.array(changedRow, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('Europe/Berlin', 'Pacific/Apia', 'UTC'),
      (changes, zone) => {
        const lines = changes.map((change) =>
          columns.map((column) => quoted(change[column] ?? usual[column] ?? '')).join(','),
        );
        const log = imported([columns.join(','), ...lines].join('\n'), zone);

        expect(log.summary.rows).toBe(changes.length);
        expect(new Set(log.outcomes.map(({ row }) => row)).size).toBe(changes.length);
        for (const each of log.outcomes)
          if (each.outcome === 'rejected') expect(Object.keys(rejectionCodes)).toContain(each.code);
        for (const { record, history, outcomes } of log.incidents) {
          expect(history.at(-1)?.state.to).toBe(record?.state);
          expect(history).toHaveLength(summary(outcomes).imported);
          expect(history.map(({ at }) => at)).toEqual(history.map(({ at }) => at).toSorted());
          if (record?.resolvedAt) expect(record.resolvedAt >= record.openedAt).toBe(true);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
