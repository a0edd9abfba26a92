/** Entries on a specimen: runs of a test plan, appended through the process function on a real engine. */

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { erase } from '#functions/platform/care/retention/erase';
import type { JsonObject } from '#infra/local/machine/json';
import { digestOf, type Entry } from '#shared/capabilities/entries/entries';
import { plans } from '#shared/capabilities/entries/specimen';
import { openApiDocument } from '#shared/describe/openapi/document';
import { tenantId } from '#shared/ids/tenant-id';
import { objectPlaces } from '#shared/serve/object-places';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';
import { itemOf } from '#test/support/table';

const TSM = { user: 'tom', roles: 'TSM' };
const REQ = { user: 'rita', roles: 'REQ' };
let bench: Workbench;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-06-15T07:00:00Z') });
  bench = await openWorkbench(served(plans));
});
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

async function planned(by: Call['by'] = TSM) {
  const { status, body } = await bench.call({
    method: 'POST',
    path: '/v1/test-plans',
    body: { title: 'Release 7' },
    by,
  });
  expect(status).toBe(201);
  return { uid: String(body.uid), path: `/v1/test-plans/${body.id}` };
}
type Plan = Awaited<ReturnType<typeof planned>>;
const get = (path: string, by: Call['by'] = TSM): Promise<Answer> => bench.call({ method: 'GET', path, by });
/** At another instant each time: ids sort by it. */
function append({ path }: Plan, body: unknown, more: Partial<Call> = {}): Promise<Answer> {
  vi.setSystemTime(Date.now() + 7);
  return bench.call({ method: 'POST', path: `${path}/runs`, body, by: TSM, ...more });
}
const runs = (many: number, result = 'passed') =>
  Array.from({ length: many }, (_, i) => ({ case: `TCS${i + 1}`, result }));
const itemsOf = ({ body }: Answer): readonly JsonObject[] => (body.items ?? []) as readonly JsonObject[];
const slugOf = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
const partition = async ({ uid }: Plan) => [...(await bench.snapshot())].filter(([key]) => key.includes(uid));

it('entries come one or many at a time, and stand in the order in which they were written', async () => {
  const plan = await planned();
  const first = await append(plan, { case: 'TCS9', result: 'failed', notes: 'Printer on fire' });
  const many = await append(plan, runs(50));
  const page = await get(`${plan.path}/runs?limit=30`);
  const rest = await get(`${plan.path}/runs?limit=30&cursor=${page.body.nextCursor}`);

  expect([first.status, many.status, itemsOf(many).length]).toEqual([201, 201, 50]);
  expect([...itemsOf(page), ...itemsOf(rest)].map((each) => each.case)).toEqual([
    'TCS9',
    ...runs(50).map((each) => each.case),
  ]);
  expect(rest.body.nextCursor).toBeNull();
});

it('more than an operation takes is 413, what is wrong with one is told by its place, and nothing of either is written', async () => {
  const plan = await planned();
  const [tooMany, wrong, none] = [
    await append(plan, runs(51)),
    await append(plan, [...runs(2), { case: 'TCS3', result: 'maybe' }]),
    await append(plan, []),
  ];

  expect([tooMany.status, slugOf(tooMany)]).toEqual([413, 'payload-too-large']);
  expect([wrong.status, (wrong.body.errors as readonly JsonObject[])[0]?.pointer]).toEqual([422, '/2/result']);
  expect(none.status).toBe(422);
  expect(itemsOf(await get(`${plan.path}/runs`))).toEqual([]);
});

it('an entry costs an item and nothing else: no version, no history, no marker; one event tells of all', async () => {
  const plan = await planned();
  const before = (await partition(plan)).length;
  const { body } = await append(plan, runs(5));
  const after = await partition(plan);

  expect(after).toHaveLength(before + 5);
  expect((await get(plan.path)).headers.etag).toBe('"1"');
  expect(itemsOf(await get(`${plan.path}/history`))).toHaveLength(1);
  const told = after.flatMap(([, item]) => {
    return (Object(itemOf(item).entry).events ?? []) as readonly JsonObject[];
  });
  const first = (body.items as readonly JsonObject[])[0]?.id;
  expect(told.filter(({ name }) => name === 'test_plan.run_appended').map(({ data }) => data)).toEqual([
    { title: 'Release 7', count: 5, first },
  ]);
});

it('nothing changes an entry, and its digest proves what it is', async () => {
  const plan = await planned();
  const [entry = {}] = itemsOf(await append(plan, { case: 'TCS1', result: 'passed' }));
  const { id, at, by, digest, ...values } = entry as unknown as Entry & JsonObject;

  expect(digest).toBe(digestOf({ id, at, by, values }));
  expect(digest).not.toBe(digestOf({ id, at, by, values: { ...values, result: 'failed' } }));
  for (const method of ['PATCH', 'DELETE'] as const)
    expect((await bench.call({ method, path: `${plan.path}/runs`, body: {}, by: TSM })).status).toBe(405);
});

it('those who append at once do not stand in each other’s way, and a key makes it happen once', async () => {
  const plan = await planned();
  const headers = { 'idempotency-key': `runs-${plan.uid}` };
  const all = await Promise.all(Array.from({ length: 6 }, () => append(plan, runs(3))));
  const [one, again] = [await append(plan, runs(2), { headers }), await append(plan, runs(2), { headers })];

  expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
  expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', one.body]);
  expect(itemsOf(await get(`${plan.path}/runs`))).toHaveLength(20);
});

it('a dry run writes nothing, others may not write, and a record that is over takes no more', async () => {
  const plan = await planned(REQ);
  const tried = await bench.call({ method: 'POST', path: `${plan.path}/runs?dryRun=true`, body: runs(2), by: TSM });
  const other = await append(plan, runs(1), { by: REQ });
  await append(plan, { case: 'TCS1', result: 'passed', notes: 'Only after a restart' });
  await bench.call({ method: 'POST', path: `${plan.path}/finish`, body: {}, by: TSM, headers: { 'if-match': '"1"' } });
  const late = await append(plan, runs(1));

  expect([tried.status, tried.body.events]).toEqual([200, ['test_plan.run_appended']]);
  expect([other.status, late.status, slugOf(late)]).toEqual([403, 409, 'record-closed']);
  const [seen] = itemsOf(await get(`${plan.path}/runs`, REQ));
  expect([seen?.case, seen?.notes]).toEqual(['TCS1', undefined]);
  expect((await bench.neighbour({ method: 'GET', path: `${plan.path}/runs`, by: TSM })).status).toBe(404);
});

it('a person who is erased is gone from entries, whose digests stay', async () => {
  const plan = await planned();
  const [{ digest } = {}] = itemsOf(await append(plan, { case: 'TCS1', result: 'passed', executor: 'fred' }));
  const erased = { person: 'fred', pseudonym: 'anonymised-0011223344556677', about: [] };
  const by = { uid: plan.uid, createdBy: { type: 'human', id: 'tina' } } as const;
  await erase(await objectPlaces('retention')(tenantId('workbench0000')), 'test-plan', plan.uid, erased, by);

  expect(itemsOf(await get(`${plan.path}/runs`))).toEqual([
    expect.objectContaining({ executor: erased.pseudonym, digest }),
  ]);
  expect(JSON.stringify(await partition(plan))).not.toMatch(/\bfred\b/);
});

it('they are described with what one request takes, and an example', () => {
  const examples = [{ of: 'test-plan', requests: { appendTestRuns: { case: 'TCS0000042', result: 'passed' } } }];
  const { paths } = openApiDocument({ version: '0.0.0', processes: [plans], services: [], examples });
  const { get: list, post } = Object(paths)['/v1/test-plans/{id}/runs'];
  const { schema, example } = post.requestBody.content['application/json'];

  expect([list.operationId, post.operationId]).toEqual(['listTestRuns', 'appendTestRuns']);
  expect(schema.oneOf[1].maxItems).toBe(50);
  expect(example).toEqual({ case: 'TCS0000042', result: 'passed' });
  expect(Object.keys(post.responses)).toEqual(expect.arrayContaining(['201', '409', '413', '422']));
});
