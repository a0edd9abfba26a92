/** Trends, targets, the report and the verification of figures, through the KPI service and on facts of finished incidents (A19, D2). */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { kpiTargetPk } from '#functions/platform/insight/kpis/keys';
import type { EventEnvelope } from '#shared/events/envelope';
import { documentKey } from '#shared/tenancy/keys';
import { log, usual } from '#test/imports/imported';
import { importedFile } from '#test/platform/imports/file';
import { lambda } from '#test/platform/lambda-context';
import { acme, globex, openStage, type Stage } from '#test/platform/stage';

const DAY = 86_400_000;
/** Within the month that lies so many months back where the tenant is; the import’s own way of writing instants. */
function written(back: number, day: number): string {
  const present = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(new Date());
  const [year = 0, month = 0] = present.split('-').map(Number);
  const at = new Date(Date.UTC(year, month - 1 - back, day));
  return `${at.getUTCDate()}/${at.getUTCMonth() + 1}/${at.getUTCFullYear()} 12:00`;
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const incident = (number: string, back: number, made: boolean) => ({
    ...usual,
    number,
    incident_state: 'Resolved',
    made_sla: String(made),
    opened_at: written(back, 3),
    sys_created_at: written(back, 3),
    sys_updated_at: written(back, 5),
    resolved_at: written(back, 5),
  });
  await importedFile(
    stage,
    log(incident('A1', 3, true), incident('B1', 2, false), incident('C1', 1, false), incident('C2', 1, true)),
  );
  const body = { process: 'incident-management', key: 'sla-resolution', green: 95, amber: 90 };
  await (await stage.store(acme)).put({
    ...documentKey(acme, 'own', 'kpi-target', 'sla'),
    ...{ kind: 'kpi-target', id: 'sla', version: 1, updatedAt: '2026-01-01T00:00:00Z', body },
  });
});
afterAll(() => stage.close());

const path = '/v1/kpis/incident-management/sla-resolution/trend';

test('a trend has a figure for each month, with the target and what it makes of it', async () => {
  const { status, body } = await stage.ask(`GET ${path}?periods=4`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    key: 'sla-resolution',
    unit: 'percent',
    definitionVersion: 1,
    target: { green: 95, amber: 90 },
  });
  expect(
    body.items.map(({ value, numerator, denominator, status: seen }: Record<string, unknown>) => [
      value,
      numerator,
      denominator,
      seen,
    ]),
  ).toEqual([
    [100, 1, 1, 'green'],
    [0, 0, 1, 'red'],
    [50, 1, 2, 'red'],
    [null, 0, 0, null],
  ]);
  const foreign = await stage.ask(`GET ${path}?periods=4`, { tenant: globex });
  expect([foreign.body.items[0].value, foreign.body.target]).toEqual([null, null]);
});

test('it is answered as the caller would like: a table, a picture, else JSON', async () => {
  const asked = async (accept: string, more = '') => stage.ask(`GET ${path}?periods=4${more}`, { headers: { accept } });
  const csv = await asked('text/csv');
  expect([csv.headers['content-type'], csv.headers.vary]).toEqual(['text/csv; charset=utf-8', 'Accept']);
  expect(csv.body.split('\r\n')).toHaveLength(6);
  const svg = await asked('text/html, image/svg+xml;q=0.9, */*');
  expect(svg.headers['content-type']).toBe('image/svg+xml');
  expect(svg.headers).toMatchObject({ vary: 'Accept', 'x-content-type-options': 'nosniff' });
  expect(svg.headers['content-security-policy']).toContain("default-src 'none'");
  expect(svg.body).toMatch(/^<svg .*role="img"/);
  const none = await asked('application/pdf, text/csv;q=0');
  expect([none.status, none.body.offered]).toEqual([406, ['application/json', 'text/csv', 'image/svg+xml']]);
  expect((await asked('*/*')).body.items).toHaveLength(4);
  expect((await asked('*/*', '&format=csv')).body).toContain('from,to,value');
  for (const wrong of ['format=pdf', 'periods=0', 'periods=61', 'period=year', 'zone=Mars/Olympus'])
    expect((await stage.ask(`GET ${path}?${wrong}`)).status, wrong).toBe(400);
  expect((await stage.ask('GET /v1/kpis/incident-management/luck/trend')).status).toBe(404);
});

test('two red months in a row are one event, however often they are judged', async () => {
  const detail = { tenantId: acme, name: 'incident.resolved', eventId: 'E' } as unknown as EventEnvelope;
  const resolved = { source: 'itsm.incident-management', 'detail-type': 'incident.resolved', detail };
  await stage.handlers.kpis(resolved, lambda);
  await stage.handlers.kpis(resolved, lambda);

  const rows = await (await stage.store(acme)).queryAll({
    pk: kpiTargetPk(acme, 'incident-management', 'sla-resolution'),
  });
  const events = rows.flatMap(({ entry }) => (entry as { events: readonly EventEnvelope[] }).events);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    name: 'kpi.target_missed',
    tenantId: acme,
    data: { key: 'sla-resolution', periods: [{ value: 0 }, { value: 50 }] },
  });
});

test('a figure tells its target; the report has a line a group', async () => {
  const day = (back: number) => new Date(Date.now() - back * DAY).toISOString().slice(0, 10);
  const period = `from=${day(120)}&to=${day(-1)}`;
  const figures = (await stage.ask(`GET /v1/kpis/incident-management?${period}`)).body.items;
  const sla = figures.find(({ key }: { key: string }) => key === 'sla-resolution');
  expect(sla).toMatchObject({
    value: 50,
    numerator: 2,
    denominator: 4,
    target: { green: 95, amber: 90, status: 'red' },
  });

  const report = await stage.ask(`GET /v1/reports/incidents?${period}&groupBy=category`);
  expect(report.body.items).toMatchObject([
    { group: { category: 'Category 1' }, figures: { resolved: { value: 4 }, 'sla-resolution': { value: 50 } } },
  ]);
  expect((await stage.ask(`GET /v1/reports/incidents?${period}&groupBy=colour`)).status).toBe(400);
  expect((await stage.ask(`GET /v1/reports/incidents?${period}`, { roles: 'REQ' })).status).toBe(403);
});

test('facts are verified against history, by auditors and process owners', async () => {
  const day = (back: number) => new Date(Date.now() - back * DAY).toISOString().slice(0, 10);
  const asked = (roles: string) =>
    stage.ask(`GET /v1/kpis/incident-management/verification?from=${day(200)}&to=${day(-1)}`, { roles });
  expect((await asked('AUD')).body).toMatchObject({ records: 4, differences: [] });
  expect((await asked('AGT')).status).toBe(403);
});
