/** Relations on a specimen: what is allowed, circles, values and times, what the caller may not know of, and what a failure does. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#infra/local/machine/json';
import { inventory } from '#shared/capabilities/relations/specimen';
import { openApiDocument } from '#shared/describe/openapi/document';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

const CFG = { user: 'cleo', roles: 'CFG AGT' };
const SEC = { user: 'sid', roles: 'CFG AGT SEC' };
let bench: Workbench;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-06-15T07:00:00Z') });
  bench = await openWorkbench(served(inventory));
}, 120_000);
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

async function noted(path: string, body: object, by: Call['by'] = CFG): Promise<string> {
  vi.setSystemTime(Date.now() + 1000);
  const answer = await bench.call({ method: 'POST', path: `/v1/${path}`, body, ...(by && { by }) });
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return String(answer.body.id);
}
const thing = (title: string, more: object = {}, by: Call['by'] = CFG) => noted('things', { title, ...more }, by);
const get = (path: string, by: Call['by'] = CFG, headers: Call['headers'] = {}): Promise<Answer> =>
  bench.call({ method: 'GET', path: `/v1/${path}`, headers, ...(by && { by }) });
const relate = (from: string, type: string, target: string, more: object = {}, by: Call['by'] = CFG): Promise<Answer> =>
  bench.call({
    method: 'POST',
    path: `/v1/things/${from}/relationships`,
    body: { type, target, ...more },
    ...(by && { by }),
  });
const part = (from: string, type: string, target: string): Promise<Answer> =>
  bench.call({ method: 'DELETE', path: `/v1/things/${from}/relationships/${type}/${target}`, by: CFG });
const relationsOf = async (id: string, by: Call['by'] = CFG, query = ''): Promise<readonly JsonObject[]> =>
  (await get(`things/${id}/relationships${query}`, by)).body.items as readonly JsonObject[];
const nodesOf = ({ body }: Answer) => body.nodes as readonly { readonly id: string; readonly state: string }[];
const slugOf = ({ status, body }: Answer) => [status, String(body.type).replace('urn:itsm:problem:', '')];

describe('a relation', () => {
  it('stands at both ends, with its values, by the name of each direction', async () => {
    const [vm, host] = [await thing('vm'), await thing('host')];
    const made = await relate(vm, 'runs_on', host, { impactRule: { any_redundant: { n: 1, m: 2 } } });
    expect([made.status, made.body]).toMatchObject([201, { type: 'runs_on', target: host }]);
    expect(await relationsOf(host)).toMatchObject([
      { type: 'hosts', target: vm, impactRule: { any_redundant: { n: 1, m: 2 } } },
    ]);
    expect((await relate(host, 'hosts', vm, { impactRule: { any_redundant: { n: 1, m: 2 } } })).status).toBe(200);
    expect(await relationsOf(vm, CFG, '?type=hosts')).toEqual([]);
    const before = await bench.snapshot();
    expect((await relate(vm, 'runs_on', host, { impactRule: { any_redundant: { n: 1, m: 2 } } })).status).toBe(200);
    expect(await bench.snapshot()).toEqual(before);
  });

  it('is tried without being made', async () => {
    const [a, b] = [await thing('a'), await thing('b')];
    const body = { type: 'runs_on', target: b };
    const tried = await bench.call({
      method: 'POST',
      path: `/v1/things/${a}/relationships?dryRun=true`,
      body,
      by: CFG,
    });
    expect([tried.status, tried.body.dryRun, tried.body.events]).toEqual([200, true, ['thing.related']]);
    expect(await relationsOf(a)).toEqual([]);
  });

  it('is refused where the kind does not allow it', async () => {
    const [a, b] = [await thing('a'), await thing('b')];
    const where = await noted('rooms', { title: 'room' });
    expect(slugOf(await relate(a, 'runs_on', a))).toEqual([422, 'link-not-allowed']);
    expect(slugOf(await relate(a, 'runs_on', where))).toEqual([422, 'link-not-allowed']);
    expect(slugOf(await relate(a, 'houses', b))).toEqual([422, 'link-not-allowed']);
    expect(slugOf(await relate(a, 'owns', b))).toEqual([422, 'validation-failed']);
    expect(slugOf(await relate(a, 'runs_on', b, { speed: 10 }))).toEqual([422, 'unknown-field']);
    expect(slugOf(await relate(a, 'connects_to', b))).toEqual([422, 'required-field-missing']);
    expect(slugOf(await relate(a, 'runs_on', b, { impactRule: { any_redundant: { n: 3, m: 2 } } }))).toEqual([
      422,
      'validation-failed',
    ]);
    expect(slugOf(await relate(a, 'runs_on', 'THG9999999'))).toEqual([422, 'unknown-reference']);
    expect(slugOf(await relate(a, 'runs_on', b, {}, { user: 'rita', roles: 'REQ' }))).toEqual([404, 'not-found']);
    expect((await relate(a, 'located_in', where)).status).toBe(201);
  });

  it('is there as of when it held', async () => {
    const [a, b] = [await thing('a'), await thing('b')];
    await relate(a, 'connects_to', b, { speed: 1 });
    const first = new Date().toISOString();
    vi.setSystemTime(Date.now() + 60_000);
    await relate(a, 'connects_to', b, { speed: 10 });
    const second = new Date().toISOString();
    vi.setSystemTime(Date.now() + 60_000);
    const tried = await bench.call({
      method: 'DELETE',
      path: `/v1/things/${b}/relationships/connected_from/${a}?dryRun=true`,
      by: CFG,
    });
    expect([tried.status, tried.body.dryRun, (await relationsOf(a)).length]).toEqual([200, true, 1]);
    expect((await part(b, 'connected_from', a)).status).toBe(204);
    expect(slugOf(await part(b, 'connected_from', a))).toEqual([404, 'not-found']);
    expect(await relationsOf(a)).toEqual([]);
    expect(await relationsOf(a, CFG, `?asOf=${first}`)).toMatchObject([{ speed: 1 }]);
    expect(await relationsOf(b, CFG, `?asOf=${second}`)).toMatchObject([{ type: 'connected_from', speed: 10 }]);
  });

  it('to what the caller may not know of is neither made, listed nor followed', async () => {
    const [open, hidden] = [await thing('open'), await thing('vault', { confidential: true }, SEC)];
    const behind = await thing('behind');
    expect(slugOf(await relate(open, 'runs_on', hidden))).toEqual([422, 'unknown-reference']);
    expect((await relate(open, 'runs_on', hidden, {}, SEC)).status).toBe(201);
    expect((await relate(hidden, 'runs_on', behind, {}, SEC)).status).toBe(201);
    expect([(await relationsOf(open)).length, (await relationsOf(open, SEC)).length]).toEqual([0, 1]);
    expect(nodesOf(await get(`things/${behind}/impact`)).map(({ id }) => id)).toEqual([behind]);
    expect(nodesOf(await get(`things/${behind}/impact`, SEC))).toHaveLength(3);
    // The circle that it would close is none of the caller's business, but for that there is one.
    const refused = await relate(behind, 'runs_on', open);
    expect([slugOf(refused), refused.body.cycle]).toEqual([
      [409, 'link-cycle'],
      [open, 'a record that you may not see', behind, open],
    ]);
  });
});

describe('a kind without circles', () => {
  it('refuses what would close one, from either end, and lists it', async () => {
    const [a, b, c] = [await thing('a'), await thing('b'), await thing('c')];
    await relate(a, 'runs_on', b);
    await relate(b, 'runs_on', c);
    for (const refused of [await relate(c, 'runs_on', a), await relate(a, 'hosts', c)])
      expect([slugOf(refused), refused.body.cycle]).toEqual([
        [409, 'link-cycle'],
        [a, b, c, a],
      ]);
    await relate(a, 'connects_to', b, { speed: 1 });
    expect((await relate(b, 'connects_to', a, { speed: 1 })).status).toBe(201);
  });

  it('holds when all of a circle is written at once', async () => {
    const ring = [await thing('0'), await thing('1'), await thing('2'), await thing('3')];
    const answers = await Promise.all(ring.map((each, at) => relate(each, 'runs_on', ring[(at + 1) % 4] ?? '')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409]);
    expect(answers.filter(({ status }) => status === 409).map(slugOf)).toEqual([[409, 'link-cycle']]);
  });

  it('holds when two close one together that have no record in common', async () => {
    for (let round = 0; round < 3; round++) {
      const [a, b, c, d] = [await thing('a'), await thing('b'), await thing('c'), await thing('d')];
      await relate(a, 'runs_on', b);
      await relate(c, 'runs_on', d);
      const answers = await Promise.all([relate(b, 'runs_on', c), relate(d, 'runs_on', a)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });

  it('looks along ways that are longer than what is shown of a graph', async () => {
    const chain: string[] = [];
    for (let at = 0; at < 12; at++) chain.push(await thing(`${at}`));
    for (const [at, each] of chain.slice(1).entries())
      expect((await relate(chain[at] ?? '', 'runs_on', each)).status).toBe(201);
    const refused = await relate(chain.at(-1) ?? '', 'runs_on', chain[0] ?? '');
    expect([refused.status, (refused.body.cycle as readonly string[]).length]).toEqual([409, 13]);
  });
});

describe('a graph', () => {
  it('tells what a failure does, redundancy taken into account, and is cut where it is said', async () => {
    const [one, two] = [await thing('host 1'), await thing('host 2')];
    const redundant = await thing('redundant');
    for (const host of [one, two])
      await relate(redundant, 'runs_on', host, { impactRule: { any_redundant: { n: 1, m: 2 } } });
    const [vm, service] = [await thing('vm'), await thing('service')];
    await relate(vm, 'runs_on', one, { impactRule: 'all' });
    await relate(service, 'runs_on', vm);
    const before = new Date().toISOString();
    const states = async (query = '') =>
      new Map(nodesOf(await get(`things/${one}/impact${query}`)).map(({ id, state }) => [id, state]));
    expect(await states()).toEqual(
      new Map([
        [one, 'down'],
        [redundant, 'degraded'],
        [vm, 'down'],
        [service, 'down'],
      ]),
    );
    const cut = await get(`things/${one}/impact?depth=1`);
    expect([nodesOf(cut).length, cut.body.truncated]).toEqual([3, true]);
    expect((await get(`things/${one}/impact?nodes=2`)).body.truncated).toBe(true);
    expect(slugOf(await get(`things/${one}/impact?depth=7`))).toEqual([422, 'validation-failed']);
    vi.setSystemTime(Date.now() + 60_000);
    await part(vm, 'runs_on', one);
    expect([...(await states()).keys()]).toEqual([one, redundant]);
    expect((await states(`?asOf=${before}`)).size).toBe(4);
    const svg = await get(`things/${one}/impact`, CFG, { Accept: 'image/svg+xml' });
    expect([svg.headers['content-type'], svg.text.includes(redundant)]).toEqual(['image/svg+xml', true]);
  });

  it('is not another tenant’s', async () => {
    const id = await thing('ours');
    expect((await bench.neighbour({ method: 'GET', path: `/v1/things/${id}/relationships`, by: CFG })).status).toBe(
      404,
    );
  });
});

it('the example of the description is accepted as it is', async () => {
  const { paths } = openApiDocument({ version: '1', processes: [inventory], services: [] }) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  };
  const { requestBody, responses } = Object(paths['/v1/things/{id}/relationships']?.post);
  const { type, target } = requestBody.content['application/json'].example;
  expect([type, Object.keys(responses).slice(0, 2)]).toEqual(['runs_on', ['200', '201']]);
  for (let at = 0; at < 41; at++) if ((await get(`things/${target}`)).status === 404) await thing(`${at}`);
  expect((await relate(await thing('new'), type, target)).status).toBe(201);
});
