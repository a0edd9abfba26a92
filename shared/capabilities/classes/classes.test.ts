/** Classes on a specimen, through the API on a real engine: inherited, published, judged by, and changed under those that are of them. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#infra/local/machine/json';
import { ofAttributes } from '#shared/capabilities/classes/attribute';
import { appliances } from '#shared/capabilities/classes/specimen';
import { patternBudget } from '#shared/kit/templates/pattern';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

const TAD = { user: 'tina', roles: 'TAD' };
let bench: Workbench;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-06-15T07:00:00Z') });
  bench = await openWorkbench(served(appliances));
}, 120_000);
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

type By = Call['by'];
const slug = ({ body }: Answer): unknown => String(body.type).split(':').at(-1);
const pointers = ({ body }: Answer): readonly unknown[] =>
  (body.errors as readonly JsonObject[]).map(({ pointer }) => pointer);
const get = (path: string, by?: By): Promise<Answer> =>
  bench.call({ method: 'GET', path: `/v1/${path}`, ...(by && { by }) });
const post = (path: string, body: object): Promise<Answer> => bench.call({ method: 'POST', path: `/v1/${path}`, body });
async function change(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body: object,
  verb = '',
  by?: By,
): Promise<Answer> {
  const { version } = (await get(path, by)).body;
  const headers = { 'if-match': `"${version}"` };
  return bench.call({ method, path: `/v1/${path}${verb && `/${verb}`}`, body, headers, ...(by && { by }) });
}
let made = 0;
async function drafted(body: object = {}): Promise<string> {
  const answer = await post('appliance-classes', { title: 'Class', key: `Class${made++}`, ...body });
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return String(answer.body.id);
}
const publish = (id: string): Promise<Answer> => change('POST', `appliance-classes/${id}`, {}, 'publish');
async function published(body: object = {}): Promise<string> {
  const id = await drafted(body);
  const answer = await publish(id);
  expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
  return id;
}
/** The class with other content, published again. */
async function republished(id: string, content: object): Promise<Answer> {
  await change('POST', `appliance-classes/${id}`, {}, 'revise');
  expect((await change('PATCH', `appliance-classes/${id}`, content)).status).toBe(200);
  return publish(id);
}
const add = (of: string, attributes?: object): Promise<Answer> =>
  post('appliances', { title: 'Appliance', class: of, ...(attributes && { attributes }) });
async function added(of: string, attributes?: object): Promise<string> {
  const answer = await add(of, attributes);
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return String(answer.body.id);
}
const patch = (id: string, attributes: object | null): Promise<Answer> =>
  change('PATCH', `appliances/${id}`, { attributes });
const appliance = async (id: string): Promise<JsonObject> => (await get(`appliances/${id}`)).body;

describe('a record', () => {
  it('has what its class and all classes above it ask for, in their kinds, and remembers their versions', async () => {
    const root = await published({
      key: 'Item',
      abstract: true,
      attributes: [{ key: 'owner', type: 'string', required: true }],
    });
    const server = await published({
      key: 'Server',
      parent: 'Item',
      attributes: [
        { key: 'ram', type: 'int', min: 1, max: 4096 },
        { key: 'power', type: 'measure', unit: 'kW', min: 0, max: 100 },
        { key: 'price', type: 'money' },
        { key: 'firmware', type: 'version' },
        { key: 'support', type: 'duration' },
        { key: 'lease', type: 'period' },
        { key: 'os', type: 'enum', options: [{ code: 'linux' }, { code: 'windows' }], default: 'linux' },
        {
          key: 'kernel',
          type: 'string',
          pattern: '[0-9.]+',
          requiredIf: "attributes.os = 'linux' and attributes.owner = 'unix'",
        },
      ],
    });
    const values = {
      ...{ owner: 'web', ram: 64, power: 0.75, price: { amount: 95_000, currency: 'EUR' }, firmware: '1.4.0' },
      ...{ support: 'PT90M', lease: { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' } },
    };
    const { body } = await add('Server', values);
    expect(body.class).toBe(server);
    expect(body.attributes).toEqual({ ...values, support: 'PT1H30M', os: 'linux' });
    expect(body.classified).toEqual([
      { id: root, key: 'Item', version: 1 },
      { id: server, key: 'Server', version: 1 },
    ]);
    const wrong = {
      ...{ ram: 0, power: 1.123_456_789, price: { amount: 1.5, currency: 'EUR' }, firmware: 'one', support: 'long' },
      ...{ lease: { from: '2027-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }, os: 'beos', wheels: 4 },
    };
    const refused = await add('Server', { owner: 'x', ...wrong });
    expect(refused.status).toBe(422);
    expect(new Set(pointers(refused))).toEqual(new Set(Object.keys(wrong).map((key) => `/attributes/${key}`)));
    const lacking = await add('Server', { ram: 1 });
    expect([lacking.status, slug(lacking), pointers(lacking)]).toEqual([
      422,
      'required-field-missing',
      ['/attributes/owner'],
    ]);
    const conditional = await add('Server', { owner: 'unix' });
    expect(pointers(conditional)).toEqual(['/attributes/kernel']);
    expect((await add('Server', { owner: 'unix', kernel: '6.1' })).status).toBe(201);
  });

  it('is of no class that is abstract, a draft, retired, or not there; and of one for good', async () => {
    const [abstract, draft, gone, other] = [
      await published({ abstract: true }),
      await drafted(),
      await published(),
      await published(),
    ];
    const kept = await added(gone);
    await change('POST', `appliance-classes/${gone}`, {}, 'retire');
    expect(
      (await Promise.all([abstract, draft, gone, 'Nothing'].map((each) => add(each)))).map((each) => [
        each.status,
        slug(each),
      ]),
    ).toEqual([
      [422, 'class-abstract'],
      [422, 'unknown-reference'],
      [422, 'unknown-reference'],
      [422, 'unknown-reference'],
    ]);
    const moved = await change('PATCH', `appliances/${kept}`, { class: other });
    expect([moved.status, slug(moved)]).toEqual([409, 'immutable']);
    expect((await change('PATCH', `appliances/${kept}`, { title: 'Still' })).status).toBe(200);
  });

  it('is changed key by key, and judged by the version in force where it changes', async () => {
    const id = await published({
      attributes: [
        { key: 'a', type: 'int' },
        { key: 'b', type: 'string' },
      ],
    });
    const record = await added(id, { a: 1, b: 'x' });
    expect((await patch(record, { b: null })).body.attributes).toEqual({ a: 1 });
    expect((await patch(record, { a: 'many' })).status).toBe(422);
    expect(
      (
        await republished(id, {
          attributes: [
            { key: 'a', type: 'int', max: 5 },
            { key: 'b', type: 'string' },
            { key: 'c', type: 'bool' },
          ],
        })
      ).status,
    ).toBe(200);
    const titled = await change('PATCH', `appliances/${record}`, { title: 'y' });
    expect((titled.body.classified as JsonObject[])[0]?.version).toBe(1);
    const next = await patch(record, { c: true });
    expect([next.body.attributes, (next.body.classified as JsonObject[])[0]?.version]).toEqual([{ a: 1, c: true }, 2]);
    expect((await patch(record, { a: 6 })).status).toBe(422);
    expect((await patch(record, null)).body.attributes).toBeUndefined();
  });

  it('has what its class controls changed by the named command only', async () => {
    const id = await published({
      attributes: [
        { key: 'ram', type: 'int', controlled: true },
        { key: 'note', type: 'string' },
      ],
    });
    const record = await added(id, { ram: 32 });
    expect((await appliance(record)).controlled).toEqual(['ram']);
    const refused = await patch(record, { ram: 64, note: 'x' });
    expect([refused.status, slug(refused), pointers(refused), refused.body.commands]).toEqual([
      409,
      'controlled-attribute',
      ['/attributes/ram'],
      ['upgrade'],
    ]);
    expect((await patch(record, { note: 'x' })).status).toBe(200);
    const upgraded = await change('POST', `appliances/${record}`, { attributes: { ram: 64, note: 'x' } }, 'upgrade');
    expect([upgraded.status, upgraded.body.attributes]).toEqual([200, { ram: 64, note: 'x' }]);
    const wrong = await change('POST', `appliances/${record}`, { attributes: { ram: 'much' } }, 'upgrade');
    expect(wrong.status).toBe(422);
  });

  it('is reported by sources by its class: what it controls is held, what it does not know is refused', async () => {
    const id = await published({
      attributes: [
        { key: 'ram', type: 'int', controlled: true },
        { key: 'os', type: 'string' },
      ],
    });
    const sight = async (attributes: object): Promise<JsonObject> => {
      vi.setSystemTime(Date.now() + 60_000);
      const item = { title: 'x', class: id, serial: 'CZC9001AAA', attributes };
      const { body } = await post('appliances/sightings', { source: 'discovery', items: [item] });
      return (body.results as readonly JsonObject[])[0] ?? {};
    };
    const first = await sight({ ram: 32, os: 'a' });
    expect(first.outcome).toBe('created');
    const second = await sight({ ram: 64, os: 'b' });
    const outcomes = Object.fromEntries(
      (second.attributes as readonly JsonObject[]).map((each) => [each.attribute, each.outcome]),
    );
    expect(outcomes).toMatchObject({ 'attributes/ram': 'held', 'attributes/os': 'promoted' });
    expect((await appliance(String(first.record))).attributes).toEqual({ ram: 32, os: 'b' });
    expect((await sight({ wheels: 4 })).status).toBe(422);
  });
});

describe('a class', () => {
  it('is told with all that it inherits', async () => {
    const root = await published({ key: 'Thing', attributes: [{ key: 'x', type: 'int' }] });
    const child = await published({ key: 'Small', parent: root, attributes: [{ key: 'y', type: 'money' }] });
    const { body } = await get(`appliance-classes/${child}/schema`);
    expect([
      body.version,
      body.lineage,
      (body.attributes as readonly JsonObject[]).map(({ key, from }) => [key, from]),
    ]).toEqual([
      1,
      [
        { id: root, key: 'Thing', version: 1 },
        { id: child, key: 'Small', version: 1 },
      ],
      [
        ['x', 'Thing'],
        ['y', 'Small'],
      ],
    ]);
    expect((await get(`appliance-classes/${await drafted()}/schema`)).status).toBe(404);
    expect((await bench.neighbour({ method: 'GET', path: `/v1/appliance-classes/${child}/schema` })).status).toBe(404);
  });

  it('is not published with attributes that nobody could use', async () => {
    const id = await drafted({
      attributes: [
        { key: 'a', type: 'enum' },
        { key: 'b', type: 'int', min: 5, max: 1 },
        { key: 'b', type: 'string', pattern: '(' },
        { key: 'c', type: 'money', maxLength: 4 },
        { key: 'd', type: 'string', requiredIf: 'attributes.nothing = 1' },
        { key: 'e', type: 'measure', unit: 'kg', default: 'heavy' },
      ],
    });
    const refused = await publish(id);
    expect([refused.status, slug(refused)]).toEqual([422, 'invalid-class']);
    expect(pointers(refused)).toEqual([
      ...['/attributes/0/options', '/attributes/1/min', '/attributes/2/pattern', '/attributes/3/maxLength'],
      ...['/attributes/4/requiredIf', '/attributes/5/default', '/attributes/2/key'],
    ]);
  });

  it('has no attribute of a class above or below it, and no attribute in another kind than before', async () => {
    const root = await published({ attributes: [{ key: 'a', type: 'int' }] });
    const child = await published({ parent: root, attributes: [{ key: 'b', type: 'int' }] });
    const again = await drafted({ parent: child, attributes: [{ key: 'a', type: 'int' }] });
    expect(pointers(await publish(again))).toEqual(['/attributes/0/key']);
    const upwards = await republished(root, {
      attributes: [
        { key: 'a', type: 'int' },
        { key: 'b', type: 'int' },
      ],
    });
    expect([upwards.status, pointers(upwards)]).toEqual([422, ['/attributes/1/key']]);
    const other = await republished(child, { attributes: [{ key: 'b', type: 'string' }] });
    expect([other.status, pointers(other)]).toEqual([422, ['/attributes/0/type']]);
  });

  it('is not a kind of itself, nor of a draft, stays where it is, and has at most seven above it', async () => {
    const a = await drafted();
    const b = await drafted({ parent: a });
    expect(pointers(await publish(b))).toEqual(['/parent']);
    expect((await change('PATCH', `appliance-classes/${a}`, { parent: a })).status).toBe(200);
    expect(pointers(await publish(a))).toEqual(['/parent']);
    let last: string | undefined;
    for (let depth = 0; depth < 8; depth++) last = await published(last === undefined ? {} : { parent: last });
    const deep = await publish(await drafted({ parent: last }));
    expect([deep.status, pointers(deep)]).toEqual([422, ['/parent']]);
    const [one, two] = [await published(), await published()];
    expect((await republished(one, { parent: two })).status).toBe(422);
  });

  it('closes no circle however two are published at once', async () => {
    for (let round = 0; round < 3; round++) {
      const [a, b] = [await drafted(), await drafted()];
      await change('PATCH', `appliance-classes/${a}`, { parent: b });
      await change('PATCH', `appliance-classes/${b}`, { parent: a });
      const both = await Promise.all([publish(a), publish(b)]);
      expect(both.map(({ status }) => status)).toEqual([422, 422]);
    }
  });

  it('is kept while a record or a class is of it', async () => {
    const root = await published();
    const child = await published({ parent: root });
    await added(child);
    for (const each of [root, child]) {
      const refused = await change('DELETE', `appliance-classes/${each}`, { reason: 'Gone' }, '', TAD);
      expect([refused.status, slug(refused)]).toEqual([409, 'in-use']);
    }
  });

  it('leaves an attribute out once it was deprecated and no record has it any more, of classes below too', async () => {
    const root = await published({
      attributes: [
        { key: 'old', type: 'int' },
        { key: 'new', type: 'int' },
      ],
    });
    const child = await published({ parent: root });
    const record = await added(child, { old: 1 });
    const left = { attributes: [{ key: 'new', type: 'int' }] };
    const early = await republished(root, left);
    expect([early.status, slug(early)]).toEqual([409, 'attribute-in-use']);
    await change('PATCH', `appliance-classes/${root}`, {
      attributes: [
        { key: 'old', type: 'int', deprecated: true },
        { key: 'new', type: 'int' },
      ],
    });
    expect((await publish(root)).status).toBe(200);
    expect((await add(child, { old: 2 })).status).toBe(422);
    expect((await patch(record, { old: 2 })).status).toBe(422);
    expect((await patch(record, { new: 2 })).body.attributes).toEqual({ old: 1, new: 2 });
    const used = await republished(root, left);
    expect([used.status, slug(used), used.body.references]).toEqual([409, 'attribute-in-use', [record]]);
    expect((await patch(record, { old: null })).status).toBe(200);
    expect((await publish(root)).status).toBe(200);
    expect((await add(child, { old: 1 })).status).toBe(422);
  });

  it('and a record are never written past each other, in 20 rounds', async () => {
    const id = await published({ attributes: [{ key: 'a', type: 'int' }] });
    let written = 0;
    for (let round = 0; round < 20; round++) {
      await change('POST', `appliance-classes/${id}`, {}, 'revise');
      const deprecated = round % 2 === 0;
      await change('PATCH', `appliance-classes/${id}`, { attributes: [{ key: 'a', type: 'int', deprecated }] });
      const [, record] = await Promise.all([publish(id), add(id, { a: round })]);
      const { publishedVersion } = (await get(`appliance-classes/${id}`)).body;
      expect([201, 422]).toContain(record.status);
      if (record.status !== 201) continue;
      // Judged by the new version, or by that of the round before, which said the opposite.
      const [judged] = record.body.classified as readonly JsonObject[];
      expect(judged?.version === publishedVersion ? !deprecated : deprecated).toBe(true);
      written++;
    }
    expect(written).toBeGreaterThan(0);
  }, 60_000);
});

describe('values of kinds', () => {
  it('are told what is wrong with them where it is', () => {
    const fault = (type: string, value: unknown) =>
      ofAttributes.faultOf({ key: 'x', type } as never, value, patternBudget());
    expect(fault('money', { amount: 1, currency: 'XXQ' })).toContain('currency');
    expect(fault('period', { from: '2026-01-01T00:00:00Z', to: '2025-01-01T00:00:00Z' })).toContain('to');
    expect(fault('digest', 'abc')).toContain('SHA-256');
    expect(fault('measure', 5)).toBeUndefined();
    expect(fault('int', 5.5)).toContain('whole number');
  });
});
