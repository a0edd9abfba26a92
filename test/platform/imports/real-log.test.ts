/** 14,041 rows of a real log through the API: rehearsed, imported, reported, imported again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imported } from '#test/imports/imported';
import { berlin, logText, type NaiveIncident, naiveIncidents, naiveRows } from '#test/imports/naive-log';
import { importedFile, rowsOf } from '#test/platform/imports/file';
import { incidentCount, openStage, type Stage } from '#test/platform/stage';

let stage: Stage;
// biome-ignore lint/suspicious/noExplicitAny: as the API answers
let rehearsal: any, real: any;
let rehearsedIncidents = 0;
let seconds = 0;

beforeAll(async () => {
  stage = await openStage();
  rehearsal = await importedFile(stage, logText, { dryRun: true });
  rehearsedIncidents = await incidentCount(stage);
  const began = performance.now();
  real = await importedFile(stage, logText);
  seconds = (performance.now() - began) / 1000;
});
afterAll(() => stage.close());

const expected = {
  rows: 14_041,
  groups: 2_000,
  groupsDone: 2_000,
  percent: 100,
  imported: 10_546,
  merged: 3_488,
  rejected: 7,
};

test('a dry run says what would become of every row, and makes no records', async () => {
  expect(rehearsal).toMatchObject({ state: 'finished', dryRun: true, progress: { ...expected, records: 2_000 } });
  expect(rehearsedIncidents).toBe(0);
  const rejected = await rowsOf(stage, rehearsal.id, 'rejected');
  expect(rejected).toHaveLength(7);
});

test('the import makes 2,000 incidents and accounts for every row', async () => {
  process.stdout.write(`imported ${Math.round(14_041 / seconds)} rows/s in ${seconds.toFixed(1)} s\n`);
  expect(real).toMatchObject({
    state: 'finished',
    progress: { ...expected, records: 2_000, rejectedByCode: { 'before-opened': 5, 'time-backwards': 2 } },
  });
  expect(await incidentCount(stage)).toBe(2_000);
  const rows = await rowsOf(stage, real.id);
  expect(rows.map(({ row }) => row).sort((a, b) => a - b)).toEqual(naiveRows.map(({ line }) => line));
  const pure = imported(logText).outcomes.filter(({ outcome }) => outcome === 'rejected');
  const byRow = (a: { row: number }, b: { row: number }) => a.row - b.row;
  expect((await rowsOf(stage, real.id, 'rejected')).toSorted(byRow)).toEqual(pure.toSorted(byRow));
  expect(await rowsOf(stage, real.id, 'merged')).toHaveLength(3_488);
});

test('an imported incident reads like one of ours, at its end and as of any instant', async () => {
  const { items } = (await stage.ask('GET /v1/incidents?externalId=INC0001894&limit=200', { roles: 'AGT' })).body;
  let [record] = items;
  for (let cursor = ''; !record; ) {
    const page = await stage.ask(`GET /v1/incidents?externalId=INC0001894&limit=200${cursor}`, { roles: 'AGT' });
    [record] = page.body.items;
    cursor = `&cursor=${page.body.nextCursor}`;
  }
  const naive = naiveIncidents.find(({ number }) => number === 'INC0001894');

  expect(record).toMatchObject({ state: 'closed', externalId: 'INC0001894', reopenCount: 1 });
  expect(Date.parse(record.openedAt)).toBe(naive?.openedAt);
  expect(Date.parse(record.closedAt)).toBe(berlin(naive?.last.cell('closed_at') ?? ''));
  expect(record.imported).toMatchObject({ source: 'servicenow-incidents', importId: real.id });
  const history = (await stage.ask(`GET /v1/incidents/${record.id}/history`, { roles: 'AGT' })).body.items;
  const reopen = history.find(({ command }: { command: string }) => command === 'reopen');
  expect(reopen).toMatchObject({ at: '2016-04-28T09:12:00Z', actor: { type: 'human' } });
  expect(history.at(-1)).toMatchObject({ command: 'import', actor: { id: 'ada' } });
  const before = await stage.ask(`GET /v1/incidents/${record.id}?asOf=2016-04-28T09:11:59Z`, { roles: 'AGT' });
  const after = await stage.ask(`GET /v1/incidents/${record.id}?asOf=2016-04-28T09:12:00Z`, { roles: 'AGT' });
  expect([before.body.state, after.body.state]).toEqual(['closed', 'in_progress']);
  expect(before.body.closedAt).toBeDefined();
  expect(after.body.closedAt).toBeUndefined();
  expect((await stage.ask(`GET /v1/incidents/${record.id}/history/verify`, { roles: 'AUD' })).body).toEqual({
    valid: true,
    entries: history.length,
  });
});

/** Nearest rank, by counting up. */
function naivePercentile(values: readonly number[], percent: number): number | null {
  return values.toSorted((a, b) => a - b).find((_, index) => (index + 1) * 100 >= percent * values.length) ?? null;
}

/** What the file says of the figures, read straight. */
function naiveFigures(incidents: readonly NaiveIncident[]): Readonly<Record<string, object>> {
  const n = incidents.length;
  const cells = (column: string): readonly string[] => incidents.map(({ last }) => last.cell(column));
  const times = incidents.flatMap(({ openedAt, resolvedAt }) => (resolvedAt ? [(resolvedAt - openedAt) / 1000] : []));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const rate = (numerator: number) => ({ value: (100 * numerator) / n, numerator, denominator: n });
  return {
    resolved: { value: n },
    mttr: {
      value: times.length > 0 ? sum(times) / times.length : null,
      numerator: sum(times),
      denominator: times.length,
      median: naivePercentile(times, 50),
      p90: naivePercentile(times, 90),
    },
    'reassignment-mean': { numerator: sum(cells('reassignment_count').map(Number)), denominator: n },
    'reassigned-over-twice': rate(cells('reassignment_count').filter((count) => Number(count) > 2).length),
    'reopen-rate': rate(cells('reopen_count').filter((count) => Number(count) > 0).length),
    'sla-resolution': rate(cells('made_sla').filter((met) => met === 'true').length),
  };
}

interface Figure {
  readonly key: string;
  readonly group: object;
}

const ever = 'from=2016-01-01&to=2018-01-01&zone=Europe/Berlin';

test('the KPIs equal figures computed from the file by itself', async () => {
  const { status, body } = await stage.ask(`GET /v1/kpis/incident-management?${ever}`);

  expect(status).toBe(200);
  expect(body).toMatchObject({ process: 'incident-management', from: '2015-12-31T23:00:00Z', zone: 'Europe/Berlin' });
  for (const [key, expected] of Object.entries(naiveFigures(naiveIncidents))) {
    expect(
      body.items.find((figure: Figure) => figure.key === key),
      key,
    ).toMatchObject({ group: {}, ...expected });
  }
});

test.each([
  ['priority', ({ last }: NaiveIncident) => ({ priority: `P${last.cell('priority')[0]}` })],
  ['state', ({ last }: NaiveIncident) => ({ state: last.cell('incident_state').toLowerCase() })],
  [
    'priority,group',
    ({ last }: NaiveIncident) => ({
      priority: `P${last.cell('priority')[0]}`,
      group: last.cell('assignment_group') === '?' ? null : last.cell('assignment_group').replace(/\s+/g, '-'),
    }),
  ],
])('by %s, too', async (groupBy, groupOf) => {
  const { body } = await stage.ask(`GET /v1/kpis/incident-management?${ever}&groupBy=${groupBy}`, { roles: 'PRO' });
  const naive = Map.groupBy(naiveIncidents, (each) => JSON.stringify(groupOf(each)));

  expect(new Set(body.items.map(({ group }: Figure) => JSON.stringify(group)))).toEqual(new Set(naive.keys()));
  for (const [group, incidents] of naive) {
    for (const [key, expected] of Object.entries(naiveFigures(incidents))) {
      const found = body.items.find((figure: Figure) => figure.key === key && JSON.stringify(figure.group) === group);
      expect(found, `${key} of ${group}`).toMatchObject(expected);
    }
  }
});

test('a month holds what was resolved in it, by the clocks of the zone, and names its records', async () => {
  const march = 'from=2016-03-01&to=2016-04-01&zone=Europe/Berlin';
  const within = naiveIncidents.filter(({ resolvedAt, last }) => {
    const instant = resolvedAt ?? berlin(last.cell('closed_at'));
    return instant >= berlin('1/3/2016 00:00') && instant < berlin('1/4/2016 00:00');
  });
  const opened = naiveIncidents.filter(
    ({ openedAt }) => openedAt >= berlin('1/3/2016 00:00') && openedAt < berlin('1/4/2016 00:00'),
  );
  const { body } = await stage.ask(`GET /v1/kpis/incident-management?${march}`, { roles: 'AUD' });
  const figureOf = (key: string) => body.items.find((figure: Figure) => figure.key === key).value;

  expect([figureOf('resolved'), figureOf('opened')]).toEqual([within.length, opened.length]);
  const records = await stage.ask(`GET /v1/kpis/incident-management/reopen-rate/records?${march}&priority=P3`, {
    roles: 'AUD',
  });
  const p3 = within.filter(({ last }) => last.cell('priority').startsWith('3'));
  expect(records.body.items).toHaveLength(p3.length);
  expect(records.body.items.filter(({ counted }: { counted: boolean }) => counted)).toHaveLength(
    p3.filter(({ last }) => Number(last.cell('reopen_count')) > 0).length,
  );
  expect(records.body.items[0].id).toMatch(/^INC\d{7}$/);
});

test('the same file again makes nothing: every row was imported before', async () => {
  const again = await importedFile(stage, logText);

  expect(again.progress).toMatchObject({ ...expected, imported: 0, merged: 14_034, records: 0 });
  expect(await incidentCount(stage)).toBe(2_000);
  expect((await rowsOf(stage, again.id, 'merged'))[0]).toMatchObject({
    outcome: 'merged',
    reason: expect.stringMatching(/^imported before, as INC\d{7}$/),
  });
  const { items } = (await stage.ask('GET /v1/imports')).body;
  expect(items.map(({ id }: { id: string }) => id)).toEqual([again.id, real.id, rehearsal.id]);
});
