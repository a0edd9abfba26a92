/** Commands over several records on a specimen: all of them or none, each as it was decided about, however many are sent at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { together } from '#shared/capabilities/together/capability';
import { installations, order } from '#shared/capabilities/together/specimen';
import { asOne } from '#shared/engine/under-conditions';
import { newEvent } from '#shared/events/new-event';
import { defineRecord } from '#shared/grammar/definition';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, TENANT, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

const ROUNDS = 20;
let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench(served(installations));
}, 120_000);
afterAll(() => bench.stop());

const SECURITY = { user: 'sven', roles: 'SEC AGT' };
const send = (path: string, body: object, version?: number, more: Partial<Call> = {}): Promise<Answer> => {
  const headers = { ...(version && { 'if-match': `"${version}"` }), ...more.headers };
  return bench.call({ method: 'POST', path: `/v1/${path}`, body, ...more, headers });
};
const made = async (path: string, fields: object = {}, by?: Call['by']): Promise<string> => {
  const { status, body } = await send(path, { title: 'T', ...fields }, undefined, by && { by });
  expect([status, body.detail]).toEqual([201, undefined]);
  return String(body.id);
};
const read = async (path: string) => (await bench.call({ method: 'GET', path: `/v1/${path}` })).body;
const history = async (path: string) => {
  const { items } = await read(`${path}/history`);
  return (items as readonly { readonly command: string; readonly version: number }[]).map(({ command }) => command);
};
const pair = async () => [await made('equipment'), await made('rack-units')] as const;
const install = (id: string, unit: string, more: object = {}, version = 1) =>
  send(`equipment/${id}/install`, { unit, ...more }, version);
const shelf = (available: number) => made('articles', { available });
const ordered = (quantity: number, ...articles: readonly string[]) => made('orders', { quantity, articles });
const reserve = (id: string) => send(`orders/${id}/reserve`, {}, 1);

describe('a command over two records', () => {
  it('changes both in one transaction, each with its history, its version and its event', async () => {
    const [id, unit] = await pair();
    const seen = await bench.observed(async () => {
      const { status, body } = await install(id, unit);
      expect([status, body.state, body.unit, body.version]).toEqual([200, 'live', unit, 2]);
    });
    expect(seen.filter(({ operation }) => operation === 'TransactWriteItems')).toHaveLength(1);
    expect(await read(`rack-units/${unit}`)).toMatchObject({ state: 'occupied', occupant: id, version: 2 });
    expect(await history(`rack-units/${unit}`)).toEqual(['create', 'occupy']);
    const events = (await bench.items()).flatMap(({ entry }) => Object(entry).events ?? []);
    const told = events.filter((event: { readonly id: string }) => [id, unit].includes(event.id));
    expect(told.map(({ name }: { readonly name: string }) => name)).toEqual(
      expect.arrayContaining(['equipment.installed', 'rack_unit.occupied']),
    );
  });

  it('takes along what its record names for the last time', async () => {
    const [id, unit] = await pair();
    expect((await install(id, unit)).status).toBe(200);
    const { status, body } = await send(`equipment/${id}/remove`, {}, 2);
    expect([status, body.unit]).toEqual([200, undefined]);
    expect(await read(`rack-units/${unit}`)).toMatchObject({ state: 'free', version: 3 });
  });

  it('changes none where the other refuses, and says which', async () => {
    const [id, unit] = await pair();
    const other = await made('equipment');
    expect((await install(other, unit)).status).toBe(200);
    const { status, body } = await install(id, unit);
    expect([status, body.type, body.record]).toEqual([409, 'urn:itsm:problem:illegal-transition', unit]);
    expect(body.detail).toBe(`${unit}: occupy is possible in free; ${unit} is occupied`);
    expect(await read(`equipment/${id}`)).toMatchObject({ state: 'in_stock', version: 1 });
    expect(await history(`equipment/${id}`)).toEqual(['create']);
  });

  it('is for those who may do each, or whose automation may', async () => {
    const [id, unit] = await pair();
    const { status, body } = await send(`equipment/${id}/seal-place`, { unit }, 1);
    expect([status, body.detail]).toEqual([403, `${unit}: seal is for FAC`]);
    const by = { user: 'fay', roles: 'AGT FAC' };
    expect((await send(`equipment/${id}/seal-place`, { unit }, 1, { by })).status).toBe(200);
    expect(await history(`rack-units/${unit}`)).toEqual(['create', 'seal']);
  });

  it('answers the same for a record that is not there, is deleted, is confidential or another tenant’s', async () => {
    const id = await made('equipment');
    const [deleted, secret] = [await made('rack-units'), await made('rack-units', { confidential: true }, SECURITY)];
    const away = { method: 'DELETE', path: `/v1/rack-units/${deleted}`, by: { user: 'tina', roles: 'TAD' } } as const;
    expect((await bench.call({ ...away, headers: { 'if-match': '"1"' } })).status).toBe(204);
    const foreign = await bench.neighbour({ method: 'POST', path: '/v1/rack-units', body: { title: 'Theirs' } });
    expect(foreign.status).toBe(201);
    const answers = await Promise.all(
      ['RKU9999999', deleted, secret, String(foreign.body.uid)].map(async (unit) => {
        const { status, body } = await install(id, unit);
        return [status, body.type, String(body.detail).replace(unit, '…'), body.record];
      }),
    );
    const absent = [
      422,
      'urn:itsm:problem:unknown-reference',
      'there is no rack unit … that you may refer to',
      undefined,
    ];
    expect(answers).toEqual([absent, absent, absent, absent]);
    expect((await install(id, secret, {}, 1)).status).toBe(422);
    expect((await send(`equipment/${id}/install`, { unit: secret }, 1, { by: SECURITY })).status).toBe(200);
  });

  it('holds the versions that its caller saw of the others, and of no further ones', async () => {
    const [id, unit] = await pair();
    const stray = await install(id, unit, { versions: { RKU9999999: 1 } });
    expect([stray.status, stray.body.detail]).toEqual([422, 'RKU9999999 is none of the records that this is about']);
    const stale = await install(id, unit, { versions: { [unit]: 7 } });
    expect([stale.status, stale.body.record]).toEqual([412, unit]);
    expect((await install(id, unit, { versions: { [unit]: 1 } })).status).toBe(200);
  });

  it('happens once under its key, and is answered alike', async () => {
    const [id, unit] = await pair();
    const once = { headers: { 'idempotency-key': 'install-once' } };
    const first = await send(`equipment/${id}/install`, { unit }, 1, once);
    const again = await send(`equipment/${id}/install`, { unit }, 1, once);
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    expect(again.body).toEqual(first.body);
    expect(await history(`rack-units/${unit}`)).toEqual(['create', 'occupy']);
  });

  it('is tried without a trace: it tells the events of all', async () => {
    const [id, unit] = await pair();
    const { status, body } = await send(`equipment/${id}/install?dryRun=true`, { unit }, 1);
    expect([status, body.events]).toEqual([
      200,
      ['equipment.installed', 'equipment.state_changed', 'rack_unit.occupied', 'rack_unit.state_changed'],
    ]);
    expect([(await read(`equipment/${id}`)).version, (await read(`rack-units/${unit}`)).version]).toEqual([1, 1]);
  });

  it('happens by itself as well as by hand', async () => {
    const [id, unit] = await pair();
    expect((await install(id, unit)).status).toBe(200);
    const until = '2020-01-01T00:00:00Z';
    const patch = {
      method: 'PATCH',
      path: `/v1/equipment/${id}`,
      body: { until },
      headers: { 'if-match': '"2"' },
    } as const;
    const { body } = await bench.call(patch);
    await bench.tick([{ tenantId: TENANT, type: 'equipment', uid: String(body.uid) }]);
    expect(await read(`equipment/${id}`)).toMatchObject({ state: 'in_stock' });
    expect(await read(`rack-units/${unit}`)).toMatchObject({ state: 'free' });
  });
});

describe('a command over many records', () => {
  it('changes up to nineteen others, or none', async () => {
    const articles: string[] = [];
    for (let i = 0; i < 20; i++) articles.push(await shelf(5));
    const tooMany = await reserve(await ordered(2, ...articles));
    expect([tooMany.status, tooMany.body.type]).toEqual([422, 'urn:itsm:problem:limit-exceeded']);
    const id = await ordered(2, ...articles.slice(1));
    expect((await reserve(id)).status).toBe(200);
    expect(
      (await Promise.all(articles.map((each) => read(`articles/${each}`)))).map(({ available }) => available),
    ).toEqual([5, ...Array.from({ length: 19 }, () => 3)]);
    const short = await reserve(await ordered(4, articles[0] ?? '', articles[7] ?? ''));
    expect([short.status, short.body.record, short.body.detail]).toEqual([
      409,
      articles[7],
      `${articles[7]}: 3 are available`,
    ]);
    expect((await read(`articles/${articles[0]}`)).available).toBe(5);
  });

  it('names each once', async () => {
    const one = await shelf(9);
    const { status, body } = await reserve(await ordered(1, one, one));
    expect([status, body.detail]).toEqual([422, `${one} is named twice; name each record once`]);
  });
});

describe('a new record', () => {
  it('takes the place of the one before in the transaction in which it is made, or is not made', async () => {
    const first = await made('baselines');
    const second = await made('baselines', { previous: first });
    expect(await read(`baselines/${first}`)).toMatchObject({ state: 'superseded', supersededBy: second });
    const { status, body } = await send('baselines', { title: 'Late', previous: first });
    expect([status, body.record]).toEqual([409, first]);
    expect((await read('baselines?limit=50')).items).toHaveLength(2);
  });

  it('takes over what one record alone can have from the one that gives it up with it, and from no other', async () => {
    const first = await made('baselines', { currentOf: 'payroll' });
    const alone = await send('baselines', { title: 'Beside', currentOf: 'payroll' });
    expect([alone.status, alone.body.type]).toEqual([409, 'urn:itsm:problem:duplicate']);
    const second = await made('baselines', { currentOf: 'payroll', previous: first });
    expect((await read(`baselines/${first}`)).currentOf).toBeUndefined();
    const third = await send('baselines', { title: 'Third', currentOf: 'payroll', previous: first });
    expect([third.status, third.body.record]).toEqual([409, first]);
    expect((await send('baselines', { title: 'Beside', currentOf: 'payroll' })).status).toBe(409);
    expect(await read(`baselines/${second}`)).toMatchObject({ currentOf: 'payroll', state: 'taken' });
  });
});

describe('a step of a workflow', () => {
  /** What the machine that follows an order asks of the process. */
  const proceed = async (id: string): Promise<void> => {
    const { uid, workflow } = await read(`orders/${id}`);
    const event = newEvent({
      ...{ name: 'workflow.proceed', process: 'workflow', tenantId: TENANT, type: 'order', id, uid: String(uid) },
      ...{
        recordVersion: 1,
        at: '2026-06-01T00:00:00Z',
        actor: { type: 'system', id: 'workflow' },
        command: 'proceed',
      },
      ...{ state: { to: 'ordered' }, correlationId: 'c', data: { execution: Object(workflow).execution } },
    });
    await bench.deliver({ source: 'helmdesk.workflow', 'detail-type': 'workflow.proceed', detail: event });
  };

  it('takes others along as a person’s command does, and is refused by them', async () => {
    const scarce = await shelf(3);
    const orders = [await ordered(2, scarce), await ordered(2, scarce)];
    for (const id of orders) expect((await send(`orders/${id}/order`, {}, 1)).status).toBe(200);
    for (const id of orders) await proceed(id);
    for (const id of orders) await proceed(id);
    const states = await Promise.all(orders.map((id) => read(`orders/${id}`)));
    expect(states.map(({ state }) => state)).toEqual(['reserved', 'out_of_stock']);
    expect(Object(states[1]?.workflow).failures).toMatchObject([{ because: `${scarce}: 1 are available` }]);
    expect((await read(`articles/${scarce}`)).available).toBe(1);
  });
});

describe('of two at once', () => {
  it(`one has the last of an article, in ${ROUNDS} rounds`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [scarce, plenty] = [await shelf(2), await shelf(9)];
      const orders = [await ordered(2, scarce, plenty), await ordered(2, plenty, scarce)];
      const answers = await Promise.all(orders.map(reserve));
      expect(answers.map(({ status }) => status).sort(), `round ${round}`).toEqual([200, 409]);
      expect([(await read(`articles/${scarce}`)).available, (await read(`articles/${plenty}`)).available]).toEqual([
        0, 7,
      ]);
    }
  });
});

describe('writes of several decisions', () => {
  const [here, there] = [
    { pk: 'p', sk: 'here' },
    { pk: 'p', sk: 'there' },
  ];

  it('are one a place: what is only looked at becomes the condition of what is written, in whatever order they come', () => {
    const [put, check] = [{ put: { ...here, a: 1 } }, { check: here, condition: { sequence: 3 } }] as const;
    const both = [{ put: { ...here, a: 1 }, condition: { sequence: 3 } }];
    expect([asOne([[check], [put]]), asOne([[put], [check]])]).toEqual([both, both]);
    expect(asOne([[{ put: there }], [{ put: there }]])).toEqual([{ put: there }]);
  });

  it('hand over what one of them gives up, in whatever order', () => {
    const marker = { put: { ...here, uid: 'b' }, condition: 'absent' } as const;
    const handed = [{ put: { ...here, uid: 'b' } }];
    expect([asOne([[{ delete: here }], [marker]]), asOne([[marker], [{ delete: here }]])]).toEqual([handed, handed]);
    const [mine, yours] = [
      { put: { ...there, uid: 'a' }, condition: 'absent' } as const,
      { put: { ...there, uid: 'a' } },
    ];
    expect(
      asOne([
        [{ delete: here }, mine],
        [{ delete: there }, marker],
      ]),
    ).toEqual([...handed, yours]);
  });

  it('are refused where they are more bytes than a transaction takes, as they are packed', () => {
    const item = (index: number, text: string) => ({ put: { pk: 'p', sk: String(index), record: { text } } });
    const noise = Array.from({ length: 90_000 }, (_, i) => ((i * 2654435761) % 4294967296).toString(36)).join('');
    const puts = (text: string) => Array.from({ length: 20 }, (_, index) => item(index, `${index}${text}`));
    expect(() => asOne([puts(noise)])).toThrow(/together they would be \d{7,} bytes/);
    expect(asOne([puts('the same again '.repeat(40_000))])).toHaveLength(20);
  });

  it('are refused where two would come to have what only one can have, and where they are too many', () => {
    const marker = { put: here, condition: 'absent' } as const;
    expect(() => asOne([[marker], [marker]])).toThrow(
      'two of the records would come to have what only one of them can have',
    );
    expect(() => asOne([[{ delete: here }, marker], [marker]])).toThrow('only one of them can have');
    const many = Array.from({ length: 99 }, (_, index) => ({ put: { pk: 'p', sk: String(index) } }));
    expect(() => asOne([many])).toThrow('99 items');
  });
});

it('a definition is refused that takes along what no field names, by a command that it does not have', () => {
  const taking = (rules: Parameters<typeof together>[0]) => () => defineRecord({ ...order, parts: [together(rules)] });
  expect(taking({ reserve: [{ on: 'quantity', command: 'reserve' }] })).toThrow('quantity is no reference to records');
  expect(taking({ buy: [{ on: 'articles', command: 'reserve' }] })).toThrow('buy is no command');
});
