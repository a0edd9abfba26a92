/** Files as people really export them: a stray quotation mark, a date of the future, another encoding, newest first. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { log, usual } from '#test/imports/imported';
import { announcementOf, importedFile, rowsOf, sent } from '#test/platform/imports/file';
import { openStage, type Stage } from '#test/platform/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const fileOf = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/field-cases/csv/${name}.csv`, import.meta.url));

test('field-case csv/23 one bad quotation mark costs its row: two are imported, row 3 is rejected with a reason', async () => {
  const { id, progress } = await importedFile(stage, fileOf('23-one-bad-quote'), { dryRun: true });

  expect(progress).toMatchObject({ rows: 3, records: 2, imported: 2, rejected: 1 });
  expect(await rowsOf(stage, id, 'rejected')).toEqual([
    {
      row: 3,
      outcome: 'rejected',
      column: 'category',
      code: 'unreadable-row',
      value: expect.stringContaining('INC0990002'),
      reason: expect.stringContaining('quotation mark'),
    },
  ]);
  const imported = await rowsOf(stage, id, 'imported');
  expect(imported.map(({ row }) => row)).toEqual([2, 4]);
});

test('field-case csv/24 what was opened in the future is rejected', async () => {
  const { id, progress } = await importedFile(stage, fileOf('24-opened-in-the-future'), { dryRun: true });

  expect(progress).toMatchObject({ rows: 2, records: 1, imported: 1, rejected: 1 });
  expect(await rowsOf(stage, id, 'rejected')).toMatchObject([
    { row: 3, column: 'opened_at', value: '1/3/2030 10:00', code: 'opened-at-in-future' },
  ]);
});

test('field-case csv/24 nothing else of a record lies in the future either', async () => {
  const future = '1/3/2030 10:00';
  const resolved = { incident_state: 'Resolved', sys_updated_at: '1/3/2016 10:00' };
  const { id } = await importedFile(
    stage,
    log(
      { ...usual, number: 'F1', sys_updated_at: future },
      { ...usual, ...resolved, number: 'F2', resolved_at: future },
      { ...usual, ...resolved, number: 'F3', incident_state: 'Closed', closed_at: future },
    ),
    { dryRun: true },
  );

  const rejected = await rowsOf(stage, id, 'rejected');
  expect(rejected.map(({ code }) => code)).toEqual([
    'updated-at-in-future',
    'resolved-at-in-future',
    'closed-at-in-future',
  ]);
});

test('field-case csv/25 a file that is not UTF-8 is refused, and the answer says so', async () => {
  const file = fileOf('25-latin1');
  const { body } = await stage.ask('POST /v1/imports', { body: { ...announcementOf(file), dryRun: true } });
  const part = (bytes: Buffer, type = 'text/csv') =>
    stage.ask(`PUT /v1/imports/${body.id}/parts/1`, { type, body: bytes });

  expect(await part(file)).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('The file is not UTF-8 (line 2 ') },
  });
  expect(await part(file, 'text/csv; charset=iso-8859-1')).toMatchObject({ status: 415 });
});

test('field-case csv/25 parts may be cut anywhere; a character that is no whole one at the end is seen at the start', async () => {
  const whole = Buffer.from(log({ ...usual, number: 'CUT1', category: 'Gerät' }));
  const middle = whole.indexOf('ä') + 1;
  const half = Buffer.concat([Buffer.from(log(usual)), Buffer.of(0xc3)]);
  const partsSent = async (file: Buffer, ...parts: readonly Buffer[]) => {
    const { body } = await stage.ask('POST /v1/imports', { body: { ...announcementOf(file), dryRun: true } });
    for (const [index, part] of parts.entries())
      await stage.ask(`PUT /v1/imports/${body.id}/parts/${index + 1}`, { type: 'text/csv', body: part });
    return stage.ask(`POST /v1/imports/${body.id}/start`);
  };

  expect(await partsSent(whole, whole.subarray(0, middle), whole.subarray(middle))).toMatchObject({ status: 202 });
  expect(await partsSent(half, half)).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('The file is not UTF-8') },
  });
});

test('field-case csv/26 of a file with the newest row first, both steps are kept in the order of time', async () => {
  const file = fileOf('26-newest-row-first');
  const rehearsed = await importedFile(stage, file, { dryRun: true });
  const id = await sent(stage, file);
  await stage.ask(`POST /v1/imports/${id}/start`);
  await stage.drive(id);

  expect(rehearsed.progress).toMatchObject({ rows: 2, records: 1, imported: 2, rejected: 0 });
  const [{ record }] = await rowsOf(stage, id);
  const history = (await stage.ask(`GET /v1/incidents/${record}/history`, { roles: 'AGT' })).body.items;
  expect(history.map(({ at, command }: { at: string; command: string }) => [at, command]).slice(0, 2)).toEqual([
    ['2026-03-01T09:00:00Z', 'create'],
    ['2026-03-02T09:00:00Z', 'start-work'],
  ]);
});

test('field-case csv/26 newest first in the hour that comes twice, and in no order at all', async () => {
  const opened = { ...usual, number: 'TURN1', opened_at: '30/10/2016 01:00', sys_created_at: '?' };
  const rows = [
    { ...opened, sys_updated_at: '30/10/2016 02:50' },
    { ...opened, sys_updated_at: '30/10/2016 02:10', incident_state: 'Active' },
    { ...opened, sys_updated_at: '30/10/2016 02:10', incident_state: 'Awaiting Vendor' },
    { ...opened, sys_updated_at: '30/10/2016 03:00', incident_state: 'Resolved' },
  ];
  const newestFirst = [rows[3], rows[1], rows[2], rows[0]].flatMap((row) => row ?? []);
  const mixed = ['11:00', '13:00', '10:00', '14:00', '12:00'].map((time) => ({
    ...usual,
    number: 'MIXED1',
    sys_updated_at: `1/3/2016 ${time}`,
    subcategory: time,
  }));
  const instants = async (csv: string): Promise<readonly string[]> => {
    const { id, progress } = await importedFile(stage, csv);
    expect(progress).toMatchObject({ rejected: 0 });
    const [{ record }] = await rowsOf(stage, id);
    const { items } = (await stage.ask(`GET /v1/incidents/${record}/history`, { roles: 'AGT' })).body;
    return items
      .slice(0, -1)
      .map(({ at, command }: { at: string; command: string }) => `${at.slice(11, 16)} ${command}`);
  };

  expect(await instants(log(...newestFirst))).toEqual([
    '00:50 create',
    '01:10 start-work',
    '01:10 hold',
    '02:00 resolve',
  ]);
  expect(await instants(log(...mixed))).toEqual([
    '09:00 create',
    '10:00 update',
    '11:00 update',
    '12:00 update',
    '13:00 update',
  ]);
});
