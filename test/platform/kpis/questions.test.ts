/** What is asked of the KPI service: periods, zones, groups, roles; and open incidents, which have left no fact yet. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { log, usual } from '#test/imports/imported';
import { importedFile } from '#test/platform/imports/file';
import { globex, openStage, type Stage } from '#test/platform/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const resolved = {
    ...usual,
    number: 'DONE1',
    incident_state: 'Resolved',
    sys_updated_at: '31/3/2016 23:30',
    resolved_at: '31/3/2016 23:30',
  };
  const open = {
    ...usual,
    number: 'OPEN1',
    incident_state: 'Active',
    priority: '2 - High',
    sys_updated_at: '20/3/2016 12:00',
  };
  await importedFile(stage, log(resolved, open));
});
afterAll(() => stage.close());

const get = (query: string, asking = {}) => stage.ask(`GET /v1/kpis/incident-management?${query}`, asking);
const figureOf = ({ body }: Awaited<ReturnType<typeof get>>, key: string) =>
  body.items.find((figure: { key: string }) => figure.key === key).value;

test('days begin in the zone: the tenant’s, or the one that is asked for', async () => {
  // Resolved on 31 March at 23:30 in Berlin, which is 1 April in Tokyo.
  expect(figureOf(await get('from=2016-03-31&to=2016-04-01'), 'resolved')).toBe(1);
  expect(figureOf(await get('from=2016-03-31&to=2016-04-01&zone=Asia/Tokyo'), 'resolved')).toBe(0);
  expect(figureOf(await get('from=2016-03-31T21:30:00Z&to=2016-03-31T21:30:01Z'), 'resolved')).toBe(1);
  expect(figureOf(await get('from=2016-03-31T21:00:00Z&to=2016-03-31T21:30:00Z'), 'resolved')).toBe(0);
});

test('open incidents are the backlog, and what is finished now was open then', async () => {
  const march = await get('from=2016-03-01&to=2016-03-25');
  expect([figureOf(march, 'opened'), figureOf(march, 'backlog-8-30'), figureOf(march, 'resolved')]).toEqual([2, 2, 0]);
  expect(figureOf(await get('from=2016-04-01&to=2016-05-15'), 'backlog-over-30')).toBe(1);
  const groups = (await get('from=2016-04-01&to=2016-05-15&groupBy=priority,state')).body.items;
  expect(groups[0].group).toEqual({ priority: 'P2', state: 'in_progress' });
});

test.each([
  ['to=2016-04-01', 400, 'from is a date'],
  ['from=2016-02-30&to=2016-04-01', 400, '2016-02-30'],
  ['from=2016-04-01&to=2016-04-01', 422, 'before to'],
  ['from=2016-04-01&to=2016-05-01&zone=Mars/Olympus', 400, 'Europe/Berlin'],
  ['from=2016-04-01&to=2016-05-01&groupBy=colour', 400, 'priority, state, group'],
  ['from=0001-01-01&to=2016-05-01', 400, 'at most 600'],
  ['from=2016-04-01&to=2016-05-01&by=priority', 400, 'known ones'],
])('%s is refused, saying what is expected', async (query, status, says) => {
  const answer = await get(query);
  expect(answer.status).toBe(status);
  expect(answer.body.detail).toContain(says);
});

test('an unknown process or KPI is not found, naming the known', async () => {
  const period = 'from=2016-04-01&to=2016-05-01';
  const process = await stage.ask(`GET /v1/kpis/gardening?${period}`);
  expect(process).toMatchObject({ status: 404, body: { known: expect.arrayContaining(['incident-management']) } });
  const kpi = await stage.ask(`GET /v1/kpis/incident-management/luck/records?${period}`, { roles: 'PRO' });
  expect(kpi).toMatchObject({ status: 404, body: { detail: expect.stringContaining('mttr') } });
});

test('requesters and machines read no KPIs; records are for auditors and owners; another tenant has its own', async () => {
  const period = 'from=2016-03-01&to=2016-05-01';
  for (const roles of ['REQ', 'INT', 'PAD']) expect((await get(period, { roles })).status, roles).toBe(403);
  for (const roles of ['AGT', 'LEAD', 'TAD', 'AUD']) expect((await get(period, { roles })).status, roles).toBe(200);
  const records = (roles: string) => stage.ask(`GET /v1/kpis/incident-management/mttr/records?${period}`, { roles });
  expect([(await records('AGT')).status, (await records('SVO')).status]).toEqual([403, 200]);
  const foreign = await get(period, { tenant: globex });
  expect([figureOf(foreign, 'opened'), figureOf(foreign, 'mttr')]).toEqual([0, null]);
});
