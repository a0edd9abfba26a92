/** What a file may look like, and what is said of one that cannot be read. */
import { expect, test } from 'vitest';
import { groupRows } from '#shared/imports/groups';
import { readRows } from '#shared/imports/rows';
import { zoneNamed } from '#shared/imports/zone';
import { columns, imported, log } from '#test/imports/imported';
import { servicenowIncidents } from '#test/imports/servicenow';
import { SLOW_MACHINE } from '#test/support/cost';

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
  const zone = zoneNamed('UTC');
  if (!file.ok || !zone) throw new Error('the log cannot be read');

  expect(groupRows(file.rows, servicenowIncidents, zone)).toEqual({
    groups: [],
    outcomes: [expect.objectContaining({ row: 2, column: 'number', code: 'missing-value' })],
  });
});

test.each([
  ['', 'empty-file'],
  ['\n\n', 'empty-file'],
  ['a,b\n1,2', 'header-mismatch'],
  ['"never closed\n1,2', 'unreadable-csv'],
  ['x"y"\n1,2', 'unreadable-csv'],
])('%.20j is refused as a whole: %s', (csv, code) => {
  expect(read(csv)).toMatchObject({ ok: false, problem: { code, detail: expect.any(String) } });
});

test.each([
  ['a quotation mark in a cell without', '19" screen'],
  ['text behind the closing one', '"19" screen'],
  ['one that is never closed', '"19 screen'],
  ['a cell longer than a row may be', `"${'x'.repeat(200_000)}"`],
])('field-case csv/23 %s costs its row alone, and the others keep their lines', (_, category) => {
  const two = { number: 'INC0000002', u_symptom: '"two\nlines"' };
  const csv = log(
    {},
    two,
    { number: 'INC0000003', category },
    { number: 'INC0000004' },
    { ...two, number: 'INC0000005' },
  );

  const { outcomes, incidents } = imported(csv);

  expect(outcomes.toSorted((a, b) => a.row - b.row)).toEqual([
    { row: 2, outcome: 'imported' },
    { row: 3, outcome: 'imported' },
    expect.objectContaining({ row: 5, outcome: 'rejected', code: 'unreadable-row', reason: expect.any(String) }),
    { row: 6, outcome: 'imported' },
    { row: 7, outcome: 'imported' },
  ]);
  expect(incidents.map(({ externalId }) => externalId)).not.toContain('INC0000003');
});

test('field-case csv/23 two broken rows do not swallow what stands between them, and a file of broken rows is read in time', () => {
  const csv = log({ category: '"open' }, { number: 'INC0000002' }, { number: 'INC0000003', category: 'x' }).replace(
    ',x,',
    ',"shut"",',
  );
  expect(imported(csv).summary).toMatchObject({ rows: 3, imported: 1, rejected: 2 });

  const broken = `${columns.join(',')}\n${'"a\n'.repeat(20_000)}`;
  const before = process.threadCpuUsage();
  const file = read(broken);
  const { user } = process.threadCpuUsage(before);

  expect(file.ok && file.outcomes).toHaveLength(20_000);
  expect(user / 1000).toBeLessThan(SLOW_MACHINE * 2_000);
});
