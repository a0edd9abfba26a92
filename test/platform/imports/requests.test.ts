/** Requests about imports: what is refused and why, who may ask, what an open or odd incident becomes. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { incidentShape } from '#functions/platform/exchange/imports/incident-shape';
import { incident } from '#functions/service-operation/incident-management/incident/incident';
import { objectSchema } from '#shared/grammar/fields';
import { shapesOf } from '#shared/grammar/list-shapes';
import { commonFields } from '#shared/grammar/record';
import { log, usual } from '#test/imports/imported';
import { announcementOf, importedFile, rowsOf, sent } from '#test/platform/imports/file';
import { globex, openStage, type Stage } from '#test/platform/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const small = log(usual);

test('the shape of an incident is that of incident management', () => {
  const { type, prefix, lists, lifecycle } = incidentShape;
  expect({ type, prefix, lists, lifecycle, shapes: shapesOf(incidentShape) }).toEqual({
    type: incident.type,
    prefix: incident.prefix,
    lists: incident.lists,
    lifecycle: incident.lifecycle,
    shapes: shapesOf(incident),
  });
});

test.each([
  ['an unknown mapping', { mapping: 'remedy' }, '/mapping'],
  ['an unknown zone', { zone: 'Mars/Olympus' }, '/zone'],
  ['a checksum that is none', { sha256: 'abc' }, '/sha256'],
  ['no bytes', { bytes: 0 }, '/bytes'],
])('%s is refused', async (_, wrong, pointer) => {
  const answer = await stage.ask('POST /v1/imports', { body: { ...announcementOf(small), ...wrong } });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test('a file that does not arrive as announced is not started', async () => {
  const { body } = await stage.ask('POST /v1/imports', { body: announcementOf(small) });
  const start = () => stage.ask(`POST /v1/imports/${body.id}/start`);
  const part = (number: number, text: string) =>
    stage.ask(`PUT /v1/imports/${body.id}/parts/${number}`, { type: 'text/csv', body: text });

  expect(await start()).toMatchObject({ status: 422 });
  await part(2, small.slice(100));
  expect(await start()).toMatchObject({ status: 422, body: { detail: expect.stringContaining('part 1 is missing') } });
  await part(1, `${small.slice(0, 99)}X`);
  expect(await start()).toMatchObject({ status: 422, body: { detail: expect.stringContaining('SHA-256') } });
  await part(1, small.slice(0, 100));
  expect(await start()).toMatchObject({ status: 202, body: { state: 'running', progress: { rows: 1, groups: 1 } } });
  expect(await part(1, 'late')).toMatchObject({ status: 409 });
});

test('a file with another header is refused, naming the columns', async () => {
  const id = await sent(stage, small.replace('incident_state', 'condition'));
  expect(await stage.ask(`POST /v1/imports/${id}/start`)).toMatchObject({
    status: 422,
    body: { reason: 'header-mismatch', missing: ['incident_state'], unknown: ['condition'] },
  });
});

test('parts are text/csv, numbered, not empty and not too large', async () => {
  const { body } = await stage.ask('POST /v1/imports', { body: announcementOf(small) });
  const part = (number: string, type: string, text: string) =>
    stage.ask(`PUT /v1/imports/${body.id}/parts/${number}`, { type, body: text });

  expect((await part('1', 'application/json', '{}')).status).toBe(415);
  expect((await part('0', 'text/csv', 'a')).status).toBe(404);
  expect((await part('1', 'text/csv', '')).status).toBe(400);
  expect((await part('1', 'text/csv', 'x'.repeat(901 * 1024))).status).toBe(413);
});

test('administrators, machines and MSPs import; auditors read; others and other tenants see nothing', async () => {
  const id = await sent(stage, small);
  const status = async (request: string, asking: object) => (await stage.ask(request, asking)).status;

  expect(await status(`GET /v1/imports/${id}`, { roles: 'AUD' })).toBe(200);
  expect(await status(`POST /v1/imports/${id}/start`, { roles: 'AUD' })).toBe(403);
  expect(await status(`GET /v1/imports/${id}`, { roles: 'AGT' })).toBe(403);
  expect(await status(`GET /v1/imports/${id}`, { tenant: globex })).toBe(404);
  expect(await status(`GET /v1/imports/${id}/rows`, { tenant: globex })).toBe(404);
  expect(await status(`POST /v1/imports/${id}/start`, { tenant: globex })).toBe(404);
});

test('an announcement with an idempotency key is made once', async () => {
  const again = () =>
    stage.ask('POST /v1/imports', { body: announcementOf(small), headers: { 'idempotency-key': 'k1' } });
  const [first, second] = [await again(), await again()];
  expect(second.body.id).toBe(first.body.id);
  expect(second.headers['idempotency-replayed']).toBe('true');
});

test('imports of the same file are found by its checksum', async () => {
  const csv = log({ ...usual, number: 'SAME1' });
  const id = await sent(stage, csv);
  const { sha256 } = announcementOf(csv);
  expect(
    (await stage.ask(`GET /v1/imports?sha256=${sha256}`)).body.items.map((item: { id: string }) => item.id),
  ).toEqual([id]);
});

test('an open incident is in its queue, without clocks, and keeps its priority', async () => {
  const { id } = await importedFile(
    stage,
    log({ ...usual, number: 'OPEN 1', incident_state: 'Active', priority: '1 - Critical', vendor: 'Vendor 1' }),
  );
  const [row] = await rowsOf(stage, id);
  const { body } = await stage.ask(`GET /v1/incidents/${row.record}`, { roles: 'AGT' });

  expect(body).toMatchObject({
    state: 'in_progress',
    externalId: 'OPEN-1',
    priority: 'P1',
    computedPriority: 'P3',
    priorityOverride: { priority: 'P1' },
    assignedGroup: 'Group-1',
    description: 'Location: Location 1\nSupplier: Vendor-1',
  });
  expect(body.clocks).toBeUndefined();
  const queue = await stage.ask('GET /v1/incidents?sort=priority,dueAt,id&assignedGroup=Group-1', { roles: 'AGT' });
  expect(queue.body.items.map((item: { id: string }) => item.id)).toContain(row.record);
});

test('an imported incident has the fields of incident management, and nothing else', async () => {
  const closed = {
    ...usual,
    number: 'FIELDS1',
    incident_state: 'Closed',
    assigned_to: 'Resolver 1',
    cmdb_ci: 'ITEM 1',
    problem_id: 'Problem 1',
    rfc: 'CHG1',
    caused_by: 'CHG2',
    closed_code: 'Solved (Permanently)',
    resolved_at: '1/3/2016 09:04',
    closed_at: '1/3/2016 09:05',
  };
  const { id } = await importedFile(stage, log(closed));
  const [row] = await rowsOf(stage, id);
  const { body } = await stage.ask(`GET /v1/incidents/${row.record}`, { roles: 'AGT' });
  const fields = { ...commonFields, ...incident.fields };
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => name in fields));

  expect(objectSchema(fields).safeParse(own)).toMatchObject({ success: true });
  const envelope = [
    'uid',
    'id',
    'type',
    'version',
    'state',
    'openedAt',
    'createdAt',
    'createdBy',
    'updatedAt',
    'updatedBy',
    'closedAt',
    'retentionClass',
  ];
  expect(
    Object.keys(body)
      .filter((name) => !(name in fields))
      .sort(),
  ).toEqual(envelope.sort());
  expect(body.resolution).toEqual({
    code: 'solved_permanently',
    notes: expect.stringContaining('Solved (Permanently)'),
  });
});

test('a number that is too long for ours costs its rows and nothing else', async () => {
  const { progress, id } = await importedFile(
    stage,
    log({ ...usual, number: 'X'.repeat(121) }, { ...usual, number: 'SHORT1' }),
  );
  expect(progress).toMatchObject({ imported: 1, rejected: 1, rejectedByCode: { 'too-long': 1 } });
  expect((await rowsOf(stage, id, 'rejected'))[0]).toMatchObject({ row: 2, column: 'number' });
});

test('an unknown outcome, limit or parameter is refused', async () => {
  const id = await sent(stage, log({ ...usual, number: 'ROWS1' }));
  for (const query of ['outcome=lost', 'limit=0', 'state=x', 'cursor=abc']) {
    expect((await stage.ask(`GET /v1/imports/${id}/rows?${query}`)).status, query).toBe(400);
  }
});
