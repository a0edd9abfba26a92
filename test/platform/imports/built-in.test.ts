/** Exports of other products as they come, imported for real by the mappings that everybody has. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importedFile, rowsOf } from '#test/platform/imports/file';
import { openStage, type Stage } from '#test/platform/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Imports a fixture. @returns its progress, its rejected rows, and a reader of its records by external number. */
async function importOf(mapping: string) {
  const file = readFileSync(new URL(`../../fixtures/imports/${mapping}.csv`, import.meta.url));
  const job = await importedFile(stage, file, { mapping, zone: 'Europe/Berlin' });
  expect(job).toMatchObject({ state: 'finished', mapping, mappingVersion: 1 });
  const kept = await rowsOf(stage, job.id, 'imported');
  const records = await Promise.all(
    kept.map(async ({ record }) => (await stage.ask(`GET /v1/incidents/${record}`, { roles: 'AGT' })).body),
  );
  const rejected = await rowsOf(stage, job.id, 'rejected');
  const histories = new Map<string, readonly { at: string; command: string }[]>();
  for (const { id, externalId } of records) {
    const { body } = await stage.ask(`GET /v1/incidents/${id}/history`, { roles: 'AGT' });
    histories.set(externalId, body.items);
  }
  return {
    job,
    rejected,
    recordOf: (externalId: string) => records.find((record) => record.externalId === externalId),
    stepsOf: (externalId: string) =>
      (histories.get(externalId) ?? [])
        .map(({ at, command }: { at: string; command: string }) => `${at} ${command}`)
        .slice(0, -1),
  };
}

test('field-report 21 the list of ServiceNow incidents, in windows-1252', async () => {
  const { job, rejected, recordOf, stepsOf } = await importOf('servicenow-incident-list');

  expect(job.progress).toMatchObject({ rows: 4, imported: 3, rejected: 1, records: 3 });
  expect(rejected).toMatchObject([{ row: 5, column: 'state', value: '-7', code: 'unknown-value' }]);
  expect(recordOf('INC0010001')).toMatchObject({
    title: 'Drucker im Büro druckt nur graue Seiten',
    state: 'in_progress',
    priority: 'P3',
    category: 'Hardware',
    requesterId: 'Rita-Muster',
    assignedGroup: 'Service-Desk',
    assignedTo: 'Bob-Weber',
    openedAt: '2026-02-02T07:15:00Z',
  });
  expect(recordOf('INC0010002')).toMatchObject({
    title: 'VPN drops every hour "at full" load',
    state: 'resolved',
    resolvedAt: '2026-02-04T15:20:00Z',
  });
  expect(recordOf('INC0010002')).not.toHaveProperty('respondedAt');
  expect(recordOf('INC0010003')).toMatchObject({ state: 'new', priority: 'P4' });
  expect(stepsOf('INC0010002')).toEqual(['2026-02-03T09:00:00Z create', '2026-02-04T15:20:00Z resolve']);
});

test('field-report 21 issues of Jira Service Management, with columns that come several times', async () => {
  const { job, rejected, recordOf, stepsOf } = await importOf('jira-service-management');

  expect(job.progress).toMatchObject({ rows: 3, imported: 2, rejected: 1 });
  expect(job.ignoredColumns).toEqual(
    expect.arrayContaining(['Issue id', 'Labels', 'Custom field (Request participants)']),
  );
  expect(rejected).toMatchObject([{ column: 'Status', value: 'Triage', code: 'unknown-value' }]);
  expect(recordOf('ITSD-101')).toMatchObject({
    title: 'Scanner on floor 2 jams',
    description: 'It jams on every second page.\nThe tray was changed on Monday.',
    state: 'pending',
    holdReason: 'awaiting_caller',
    priority: 'P2',
    openedAt: '2025-07-14T13:42:00Z',
  });
  expect(recordOf('ITSD-102')).toMatchObject({
    state: 'closed',
    priority: 'P1',
    resolvedAt: '2025-07-17T22:30:00Z',
    closedAt: '2025-07-20T08:00:00Z',
    resolution: { code: 'solved_permanently' },
  });
  expect(stepsOf('ITSD-102')).toEqual([
    '2025-07-14T10:10:00Z create',
    '2025-07-17T22:30:00Z resolve',
    '2025-07-20T08:00:00Z close',
  ]);
});

test('field-report 21 the table of Zammad tickets: a title above, the time zone below', async () => {
  const { job, rejected, recordOf } = await importOf('zammad-tickets');

  expect(job.progress).toMatchObject({ imported: 2, records: 2 });
  expect(rejected.map(({ row, code }) => [row, code])).toEqual(
    expect.arrayContaining([
      [6, 'missing-value'],
      [7, 'missing-value'],
    ]),
  );
  expect(recordOf('38001')).toMatchObject({
    title: 'Keyboard lost its letters',
    state: 'closed',
    channel: 'email',
    assignedGroup: 'Workplace',
    closedAt: '2026-03-03T16:30:00Z',
  });
  expect(recordOf('38002')).toMatchObject({ state: 'pending', priority: 'P2', channel: 'phone' });
  expect(recordOf('38002')).not.toHaveProperty('assignedTo');
});

test('field-report 21 the list of GLPI tickets, separated by semicolons', async () => {
  const { job, recordOf } = await importOf('glpi-tickets');

  expect(job.progress).toMatchObject({ rows: 2, imported: 2, rejected: 0 });
  expect(job.ignoredColumns).toEqual(['Time to resolve']);
  expect(recordOf('501')).toMatchObject({
    title: 'Badge reader at gate 3 blinks; no entry',
    state: 'assigned',
    priority: 'P1',
    category: 'Access > Badges',
    assignedTo: 'Weber-Bob',
    openedAt: '2026-04-01T05:55:00Z',
  });
  expect(recordOf('502')).toMatchObject({ state: 'closed', closedAt: '2026-04-03T16:00:00Z' });
});
