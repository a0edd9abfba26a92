/** Reactions on lists on a specimen: all grants of somebody who leaves, all that begins within a freeze, each once, whatever is delivered twice or cut off. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRecord } from '#shared/capabilities/every-record';
import { placeOf } from '#shared/capabilities/list-reactions/place';
import { accessGrants, grant } from '#shared/capabilities/list-reactions/specimen';
import { type Item, toAttributes } from '#shared/store/item';
import { type Bus, openBus } from '#test/bench/bus';
import { type Answer, openWorkbench, TENANT, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

let bench: Workbench;
let bus: Bus;
beforeAll(async () => {
  bench = await openWorkbench(served(accessGrants));
  bus = await openBus(bench);
}, 120_000);
afterAll(() => bench.stop());

const post = (path: string, body: object, etag = ''): Promise<Answer> =>
  bench.call({ method: 'POST', path: `/v1/${path}`, body, ...(etag && { headers: { 'if-match': etag } }) });
const idOf = ({ status, body }: Answer): string => {
  expect([status, body.detail]).toEqual([201, undefined]);
  return String(body.id);
};
const granted = async (holder: string, fields: object = {}): Promise<string> =>
  idOf(await post('grants', { title: 'Access', holder, level: 0, ...fields }));
const several = async (count: number, holder: string, fields: (index: number) => object = () => ({})) => {
  const made: string[] = [];
  for (let i = 0; i < count; i += 10)
    made.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(10, count - i) }, (_, offset) => granted(holder, fields(i + offset))),
      )),
    );
  return made;
};
const read = async (id: string) => (await bench.call({ method: 'GET', path: `/v1/grants/${id}` })).body;
const statesOf = async (ids: readonly string[]) => (await Promise.all(ids.map(read))).map(({ state }) => state);
const history = async (id: string) => {
  const { body } = await bench.call({ method: 'GET', path: `/v1/grants/${id}/history` });
  return (body.items as readonly { readonly command: string }[]).map(({ command }) => command);
};
const leave = async (person: string): Promise<string> => {
  const id = idOf(await post('departures', { title: `${person} leaves`, person }));
  expect((await post(`departures/${id}/take-effect`, {}, '"1"')).status).toBe(200);
  return id;
};
const replace = (item: Item): Promise<void> => bench.put(Object(toAttributes(item)));
// biome-ignore lint/suspicious/noExplicitAny: a test reads items of every kind, and a wrong guess fails the test.
const items = async (): Promise<readonly any[]> => bench.items();
const operations = async () =>
  (await items())
    .filter(({ type }) => type === 'operation')
    .map(({ job }) => job)
    .sort((a, b) => (a.uid < b.uid ? -1 : 1));
/** The first step of the operation that a departure has begun, and the operation as it is then. */
async function begun() {
  const started = (await bus.waiting()).find(({ detail }) => detail.name === 'departure.took_effect');
  if (!started) throw new Error('nothing took effect');
  await bench.deliver(started);
  const step = (await bus.waiting()).find(({ detail }) => detail.name === 'operation.progressed');
  const item = (await items()).find(({ type, job }) => type === 'operation' && job.uid === step?.detail.uid);
  if (!step || !item) throw new Error('no operation was begun');
  return { step, item };
}

describe('all grants of a person who leaves', () => {
  it('are revoked page by page, the most powerful first, each once though everything is delivered twice at the same time', async () => {
    const grants = await several(64, 'erika', (index) => ({ level: index % 4 }));
    const [others, already] = [await granted('bodo'), await granted('erika')];
    expect((await post(`grants/${already}/revoke`, { because: 'unused' }, '"1"')).status).toBe(200);
    await leave('erika');
    await bus.run(2);

    expect(new Set(await statesOf(grants))).toEqual(new Set(['revoked']));
    expect(await statesOf([others])).toEqual(['active']);
    for (const id of [...grants.slice(0, 5), already])
      expect((await history(id)).filter((command) => command === 'revoke')).toEqual(['revoke']);
    const [operation] = (await operations()).slice(-1);
    expect(operation).toMatchObject({
      ...{ state: 'finished', done: 64, refused: 0, collection: 'grants' },
      ...{ task: { kind: 'reaction', command: 'revoke' }, createdBy: { type: 'system', id: 'access-grants' } },
    });
    const all = await items();
    const levels = new Map(all.flatMap(({ pk, record }) => (record?.type === 'grant' ? [[pk, record.level]] : [])));
    const order = all
      .filter(({ entry }) => entry?.command === 'revoke' && entry.events[0].causationId === operation.task.eventId)
      .sort((a, b) => (a.entry.events[0].eventId < b.entry.events[0].eventId ? -1 : 1))
      .map(({ pk }) => pk);
    expect(order.slice(0, 12).map((pk) => levels.get(pk))).toEqual(Array.from({ length: 12 }, () => 3));
    expect(order.slice(-12).map((pk) => levels.get(pk))).toEqual(Array.from({ length: 12 }, () => 0));
  }, 60_000);

  it('keep what their state or a guard does not allow, and the operation says how many and which', async () => {
    const [sealed, secret, open] = [
      await granted('frida', { sealed: true }),
      await granted('frida', { sealed: true, confidential: true }),
      await granted('frida'),
    ];
    await leave('frida');
    await bus.run();

    expect(await statesOf([sealed, open])).toEqual(['active', 'revoked']);
    const [operation] = (await operations()).slice(-1);
    expect(operation).toMatchObject({ state: 'finished', done: 3, refused: 2 });
    const results = (await items())
      .filter(({ pk, sk }) => String(pk).endsWith(operation.uid) && String(sk).startsWith('RESULT#'))
      .flatMap(({ entries }) => entries);
    expect(results.map(({ id, status }) => [id, status])).toEqual(
      expect.arrayContaining([
        [sealed, 409],
        [open, 200],
      ]),
    );
    expect(JSON.stringify(results)).not.toContain(secret);
  });

  it('are reported once where a step is delivered again after all was done, but not noted that it was', async () => {
    const grants = await several(55, 'gerd');
    await leave('gerd');
    const { step, item } = await begun();
    await bench.deliver(step);
    // It knows what there was to do, and not that it was done.
    const cursor = JSON.stringify({ since: Date.now(), way: 'list', gathering: false, chunks: 2 });
    await replace({ ...item, job: { ...item.job, cursor, total: 55 } });
    await bench.deliver(step);

    expect(new Set(await statesOf(grants))).toEqual(new Set(['revoked']));
    for (const id of grants.slice(0, 5)) expect(await history(id)).toEqual(['create', 'revoke']);
    const operation = (await operations()).find(({ uid }) => uid === step.detail.uid);
    expect(operation).toMatchObject({ state: 'finished', done: 55, refused: 0 });
    await bus.run();
  }, 60_000);

  it('are found though they move in the order of the list to where it was read before', async () => {
    const grants = await several(4, 'hans', (level) => ({ level }));
    const [lowest = '', , , highest = ''] = grants;
    await leave('hans');
    const { step, item } = await begun();
    const rows = (await items()).filter(({ pk }) => String(pk).endsWith('#rows#openByHolder#hans')).map(({ sk }) => sk);
    // All but the lowest were read, ten seconds ago.
    const now = Date.now() + 10_000;
    const cursor = JSON.stringify({
      since: now,
      way: 'list',
      gathering: true,
      chunks: 0,
      after: { row: rows.sort()[1] },
    });
    await replace({ ...item, job: { ...item.job, cursor } });
    const body = { level: 3 };
    const moved = await bench.call({
      ...{ method: 'PATCH', path: `/v1/grants/${lowest}`, body, headers: { 'if-match': '"1"' } },
    });
    expect(moved.status).toBe(200);
    await bench.deliver(step);
    expect(await statesOf([lowest, highest])).toEqual(['revoked', 'active']);
    await bus.run();
  });

  it('are found by all records where those of an older build have no rows in the list', async () => {
    const grants = await several(3, 'ines');
    for (const { pk, sk } of await items())
      if (String(pk).endsWith('#rows#openByHolder#ines') || String(pk).endsWith('#grant#listing'))
        await bench.remove({ pk: { S: pk }, sk: { S: sk } });
    await leave('ines');
    // Another instance of the function, which remembers nothing.
    const { step } = await begun();
    await (await served(accessGrants)())(step, { awsRequestId: 'other' });
    await bus.run();
    expect(new Set(await statesOf(grants))).toEqual(new Set(['revoked']));
  });
});

describe('what begins within a freeze', () => {
  it('is looked at again: from its first instant on and before its last, and nothing else', async () => {
    const at = (day: number): string => `2026-12-${String(day).padStart(2, '0')}T00:00:00Z`;
    const days = [19, 20, 25, 27, 28];
    const grants = await Promise.all(days.map((day) => granted('jens', { begins: at(day) })));
    const never = await granted('jens');
    const window = { from: at(20), to: at(27) };
    const freeze = idOf(await post('calendar-freezes', { title: 'Holidays', window }));
    await bus.run(2);
    const seen = await Promise.all([...grants, never].map(read));
    expect(seen.map(({ because }) => because)).toEqual([undefined, freeze, freeze, undefined, undefined, undefined]);
  });
});

describe('a place in a list', () => {
  it('is of a declared list, by its fields and in its order', () => {
    const on = { list: 'openByHolder', equals: { holder: 'erika' } };
    expect(placeOf(grant, TENANT, on)).toMatchObject({ descending: false });
    expect(() => placeOf(grant, TENANT, { ...on, list: 'mine' })).toThrow('declares no list mine');
    expect(() => placeOf(grant, TENANT, { ...on, equals: {} })).toThrow('is by holder; was given');
    expect(() => placeOf(grant, TENANT, { ...on, from: 'high' })).toThrow('expected a number');
  });

  it('takes values as they are: no comma and no word of lists means anything in them', async () => {
    const odd = 'CN=Kai,OU=me';
    const [his, other] = [await granted(odd), await granted('CN=Kai')];
    await leave(odd);
    await bus.run();
    expect(await statesOf([his, other])).toEqual(['revoked', 'active']);
  });
});

it('a type without the part says so: its events end among the dead letters', async () => {
  const parts = everyRecord;
  const bare = await served({ ...accessGrants, records: [{ ...grant, parts }, ...accessGrants.records.slice(1)] })();
  await leave('lena');
  const [effect] = (await bus.waiting()).filter(({ detail }) => detail.name === 'departure.took_effect');
  await expect(Promise.resolve(bare(effect ?? {}, { awsRequestId: 'bare' }))).rejects.toThrow(
    'grant reacts on a list: its definition needs listReactions among its parts',
  );
  await bus.run();
});
