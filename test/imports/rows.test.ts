/** What a file may look like, and what is said of one that cannot be read. */
import { expect, test } from 'vitest';
import { groupRows, readRows } from '#shared/imports/rows';
import { servicenowIncidents } from '#shared/imports/servicenow-incidents';
import { columns, imported, log } from '#test/imports/imported';

const read = (csv: string) => readRows(csv, servicenowIncidents);

test('the header is checked once: missing, unknown and repeated columns are one problem', () => {
  const header = columns
    .map((column) => (column === 'number' ? 'Number' : column === 'active' ? 'rfc' : column))
    .join(',');

  expect(read(`${header}\n`)).toEqual({
    ok: false,
    problem: {
      code: 'header-mismatch',
      missing: expect.arrayContaining(['number', 'active']),
      unknown: ['Number'],
      repeated: ['rfc'],
      detail:
        'The header does not fit the mapping; columns missing: number, active; unknown: Number; more than once: rfc.',
    },
  });
});

test('columns may come in any order, with a byte order mark, and with any line end', () => {
  const [header = '', row = ''] = log({}).split('\r\n');
  const turned = [header, row].map((line) => line.split(',').reverse().join(','));

  for (const end of ['\n', '\r\n', '\r']) {
    expect(read(`\uFEFF${turned.join(end)}`)).toMatchObject({
      ok: true,
      rows: [{ line: 2, cells: { number: 'INC0000001' } }],
    });
  }
});

test('rows are known by the line on which they begin, blank lines and quoted line ends counted', () => {
  const csv = log({ u_symptom: '"slow,\r\nvery ""slow"""' }, { number: 'INC0000002' }).replace(
    'INC0000002',
    '\r\nINC0000002',
  );
  const file = read(csv);

  expect(file.ok && file.rows.map(({ line, cells }) => [line, cells.number])).toEqual([
    [2, 'INC0000001'],
    [5, 'INC0000002'],
  ]);
  expect(imported(csv).incidents[0]?.record?.symptoms).toBe('slow, very "slow"');
});

test('a row with too few or too many cells is rejected and the others are not', () => {
  const csv = log({}, { number: 'INC0000002' }).replace('INC0000002,', 'INC0000002,one too many,');

  expect(imported(csv).outcomes).toEqual([
    expect.objectContaining({
      row: 3,
      outcome: 'rejected',
      code: 'column-count',
      reason: expect.stringContaining('37 cells; expected 36'),
    }),
    { row: 2, outcome: 'imported' },
  ]);
});

test('a row that names no incident is rejected', () => {
  const file = read(log({ number: ' ? ' }));
  if (!file.ok) throw new Error(file.problem.detail);

  expect(groupRows(file.rows, servicenowIncidents)).toEqual({
    groups: [],
    outcomes: [expect.objectContaining({ row: 2, column: 'number', code: 'missing-value' })],
  });
});

test.each([
  ['', 'empty-file'],
  ['\n\n', 'empty-file'],
  ['a,b\n1,2', 'header-mismatch'],
  ['"never closed\n1,2', 'unreadable-csv'],
  [`${columns.join(',')}\nx"y"`, 'unreadable-csv'],
  [`${columns.join(',')}\n"${'x'.repeat(200_000)}"`, 'unreadable-csv'],
])('%.20j is refused as a whole: %s', (csv, code) => {
  expect(read(csv)).toMatchObject({ ok: false, problem: { code, detail: expect.any(String) } });
});
