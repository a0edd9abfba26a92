/** Declared lists on a specimen: every kind of order and range, pages, who sees what, and what becomes of rows with their record. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#infra/local/machine/json';
import { visit, visits } from '#shared/capabilities/lists/specimen';
import { orderOf } from '#shared/grammar/list-shapes';
import { serve } from '#shared/serve/serve';
import { type Item, toAttributes } from '#shared/store/item';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { itemOf } from '#test/support/table';

type Visit = JsonObject & { readonly id: string; readonly uid: string };
const TAD = { user: 'tina', roles: 'TAD' };
const NAMES = ['Zoë', 'ada', 'Ada Lovelace', 'Åse', 'bob', 'Émile', 'straße 1', 'Strasse 2'];
let bench: Workbench;
/** A function instance: a new one remembers nothing. */
let handler: ReturnType<typeof serve>;
const made: Visit[] = [];
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-06-15T07:00:00Z') });
  bench = await openWorkbench(async () => {
    handler = serve(visits);
    return (event, context) => Reflect.apply(handler, undefined, [event, context]);
  });
  for (let i = 0; i < 60; i++) made.push(await announced(valuesOf(i)));
}, 120_000);
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

/** What is spread over sites, rooms and kinds; some have no value, and several have the same to the second. */
function valuesOf(i: number): object {
  const second = new Date(
    Date.parse('2026-07-01T09:00:00Z') + (i % 7) * 1000 + ([0, 540, 40][i % 3] ?? 0),
  ).toISOString();
  return {
    title: `Visit ${i}`,
    site: i % 2 === 0 ? 'berlin' : 'west#1',
    kind: (['guest', 'delivery', 'repair'] as const)[i % 3],
    rooms: i % 5 === 0 ? ['a', 'b'] : ['a'],
    escorted: i % 4 === 0,
    risk: (i % 3) + 1,
    name: NAMES[i % NAMES.length],
    ...(i % 6 === 0 ? {} : { floor: (i % 13) - 5 }),
    weight: [-2.5, 0, 1e-3, 17, 2, -900][i % 6],
    ...(i % 10 === 9 ? {} : { from: second.replace('.000Z', 'Z') }),
  };
}

async function announced(body: object, call: Partial<Call> = {}): Promise<Visit> {
  vi.setSystemTime(Date.now() + 7);
  const answer = await bench.call({ method: 'POST', path: '/v1/visits', body, ...call });
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return answer.body as Visit;
}

const get = (query: string, by?: Call['by']): Promise<Answer> =>
  bench.call({ method: 'GET', path: `/v1/visits?${query}`, ...(by && { by }) });
const change = (path: string, method: Call['method'], body: unknown, version: unknown, by?: Call['by']) =>
  bench.call({ method, path: `/v1/visits/${path}`, body, headers: { 'if-match': `"${version}"` }, ...(by && { by }) });
const titles = (records: readonly JsonObject[]): readonly unknown[] => records.map(({ title }) => title);
const itemsOf = ({ body }: Answer): readonly Visit[] => (body.items ?? []) as readonly Visit[];

/** Every page of a list. */
async function walked(query: string, limit = 7): Promise<readonly Visit[]> {
  const found: Visit[] = [];
  let cursor = '';
  do {
    const page = await get(`${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`);
    expect([query, page.status, page.body.detail]).toEqual([query, 200, undefined]);
    found.push(...itemsOf(page));
    cursor = String(page.body.nextCursor ?? '');
  } while (cursor);
  return found;
}

/** By value, what has none last in either direction, equal ones by age. */
function sorted(records: readonly Visit[], order: string, descending: boolean): readonly Visit[] {
  const sign = descending ? -1 : 1;
  const key = (record: Visit) => orderOf(visit, order)?.keyOf(record[order]);
  return [...records].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if ((x === undefined) !== (y === undefined)) return x === undefined ? 1 : -1;
    return sign * (Buffer.compare(Buffer.from(`${x}`), Buffer.from(`${y}`)) || (a.uid < b.uid ? -1 : 1));
  });
}

const has =
  (name: string, ...values: readonly unknown[]) =>
  (record: Visit) =>
    [record[name]].flat().some((value) => values.includes(value));

describe('a page of a declared list', () => {
  it.each<readonly [string, string, (record: Visit) => boolean]>([
    ['site=berlin', 'from', has('site', 'berlin')],
    [`site=${encodeURIComponent('west#1')}`, 'from', has('site', 'west#1')],
    [`site=berlin,${encodeURIComponent('west#1')}`, 'from', () => true],
    ['', 'from', () => true],
    ['site=berlin&kind=guest', 'name', (each) => has('site', 'berlin')(each) && has('kind', 'guest')(each)],
    [
      'site=berlin&kind=guest,repair',
      'name',
      (each) => has('site', 'berlin')(each) && has('kind', 'guest', 'repair')(each),
    ],
    ['rooms=b', 'floor', has('rooms', 'b')],
    ['rooms=a,b', 'floor', () => true],
    ['escorted=true', 'weight', has('escorted', true)],
    ['risk=2', 'openedAt', has('risk', 2)],
    [
      'site=berlin&from[gte]=2026-07-01T09:00:02Z&from[lt]=2026-07-01T09:00:05.04Z',
      'from',
      (each) =>
        has('site', 'berlin')(each) &&
        typeof each.from === 'string' &&
        Date.parse(each.from) >= Date.parse('2026-07-01T09:00:02Z') &&
        Date.parse(each.from) < Date.parse('2026-07-01T09:00:05.04Z'),
    ],
    [
      'rooms=a&floor[gte]=-1&floor[lt]=4',
      'floor',
      (each) => has('rooms', 'a')(each) && typeof each.floor === 'number' && each.floor >= -1 && each.floor < 4,
    ],
    [
      'site=berlin&kind=guest&name[gte]=B&name[lt]=T',
      'name',
      (each) =>
        has('site', 'berlin')(each) && has('kind', 'guest')(each) && /^[b-s]/i.test(String(each.name).normalize('NFD')),
    ],
    ['escorted=false&weight[lt]=0', 'weight', (each) => has('escorted', false)(each) && Number(each.weight) < 0],
  ])('%s is in order by %s over pages, in both directions', async (filters, order, belongs) => {
    for (const descending of [false, true]) {
      const expected = titles(sorted(made.filter(belongs), order, descending));
      const found = await walked(`${filters}&sort=${descending ? '-' : ''}${order}`);
      expect(titles(found)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(1);
    }
  });

  it('examines nothing beyond itself: the places of the page, and the records that stand there', async () => {
    await get('site=berlin&sort=-from');
    const seen = await bench.observed(() => get('site=berlin&sort=-from&limit=10'));

    expect(seen.map(({ operation }) => operation)).toEqual(['Query', 'BatchGetItem']);
    expect(seen[1]?.requests.map(({ items }) => items)).toEqual([11]);
  });

  it('is refused with an order that no list has for its filters, and says which filters it goes with', async () => {
    const { status, body } = await get('kind=guest&sort=name');
    expect([status, body.detail]).toEqual([400, 'name goes with the filters site and kind']);
    expect((await get('sort=weight')).status).toBe(400);
    expect((await get('site=berlin&from[gte]=soon&sort=from')).status).toBe(400);
    expect((await get('rooms=a&floor[gte]=high&sort=floor')).status).toBe(400);
  });

  it('is nobody else’s: a neighbour finds nothing, with a cursor of ours neither', async () => {
    const { body } = await get('site=berlin&sort=from&limit=2');
    const path = '/v1/visits?site=berlin&sort=from&limit=2';
    expect((await bench.neighbour({ method: 'GET', path })).body.items).toEqual([]);
    expect((await bench.neighbour({ method: 'GET', path: `${path}&cursor=${body.nextCursor}` })).status).toBe(400);
  });
});

describe('rows and their record', () => {
  const rowsWith = async (text: string): Promise<readonly string[]> =>
    [...(await bench.snapshot()).keys()].filter((key) => key.includes('#rows#') && key.includes(text));

  it('move with its values and its state; what changes nothing of them writes none', async () => {
    const { id, uid } = await announced({ title: 'Mover', site: 'oslo', from: '2026-08-01T08:00:00Z', rooms: ['c'] });
    expect(await rowsWith(uid)).toHaveLength(4); // bySite, openBySite, byRoom, agenda

    const moved = await change(id, 'PATCH', { site: 'bergen', rooms: ['c', 'd'] }, 1);
    expect(titles(itemsOf(await get('site=oslo&sort=from')))).toEqual([]);
    expect(titles(itemsOf(await get('site=bergen&open=true&sort=from')))).toEqual(['Mover']);
    const before = await rowsWith(uid);
    const untouched = await change(id, 'PATCH', { title: 'Moved' }, moved.body.version);
    expect(await rowsWith(uid)).toEqual(before);

    await change(`${id}/leave`, 'POST', {}, untouched.body.version);
    expect(titles(itemsOf(await get('site=bergen&open=true&sort=from')))).toEqual([]);
    expect(titles(itemsOf(await get('site=bergen&state=expected&sort=from')))).toEqual([]);
    expect(titles(itemsOf(await get('site=bergen&sort=from')))).toEqual(['Moved']);
  });

  it('go when it is deleted, and come back with it', async () => {
    const { id, uid, version } = await announced({ title: 'Gone', site: 'turku' });
    expect((await change(id, 'DELETE', undefined, version, TAD)).status).toBe(204);
    expect(await rowsWith(uid)).toEqual([]);
    expect(itemsOf(await get('site=turku&sort=from', TAD))).toEqual([]);

    const { body } = await bench.call({ method: 'GET', path: `/v1/visits/${id}`, by: TAD });
    expect((await change(`${id}/restore`, 'POST', {}, body.version, TAD)).status).toBe(200);
    expect(titles(itemsOf(await get('site=turku&sort=from')))).toEqual(['Gone']);
  });

  it('say a text no longer once it is redacted', async () => {
    const { id, uid, version } = await announced({ title: 'Secret', site: 'espoo', kind: 'guest', name: 'Hunter2' });
    expect(await rowsWith('hunter2')).toHaveLength(1);
    const redacted = await change(`${id}/redact`, 'POST', { fields: ['name'], reason: 'A password' }, version, {
      user: 'sam',
      roles: 'SEC TAD',
    });

    expect([redacted.status, redacted.body.detail]).toEqual([200, undefined]);
    expect(await rowsWith('hunter2')).toEqual([]);
    expect((await rowsWith(uid)).length).toBeGreaterThan(0);
  });

  it('show a confidential record to those alone who may know of it, and a requester their own', async () => {
    const rita = { user: 'rita', roles: 'REQ' };
    await announced(
      { title: 'Quiet', site: 'vaasa', confidential: true, from: '2026-08-01T08:00:00Z' },
      { by: { user: 'sam', roles: 'AGT' } },
    );
    await announced({ title: 'Own', site: 'vaasa', from: '2026-08-02T08:00:00Z' }, { by: rita });

    expect(titles(itemsOf(await get('site=vaasa&sort=from')))).toEqual(['Own']);
    expect(titles(itemsOf(await get('site=vaasa&sort=from', rita)))).toEqual(['Own']);
    expect(titles(itemsOf(await get('site=vaasa&sort=from', { user: 'sam', roles: 'AGT' })))).toEqual(['Quiet', 'Own']);
  });

  it('lose nobody while records go from one value to another: what moved comes at the end', async () => {
    for (let i = 0; i < 6; i++) await announced({ title: `M${i}`, site: 'kotka', from: `2026-09-0${i + 1}T08:00:00Z` });
    const first = await get('site=kotka&sort=from&limit=2');
    const last = (await walked('site=kotka&sort=from')).at(-1);
    vi.setSystemTime(Date.now() + 60_000);
    await change(String(last?.id), 'PATCH', { from: '2026-08-30T08:00:00Z' }, last?.version);
    const rest: unknown[] = [];
    let cursor = first.body.nextCursor;
    while (cursor) {
      const page = await get(`site=kotka&sort=from&limit=2&cursor=${cursor}`);
      rest.push(...titles(itemsOf(page)));
      cursor = page.body.nextCursor;
    }
    expect([...titles(itemsOf(first)), ...rest]).toEqual(['M0', 'M1', 'M2', 'M3', 'M4', 'M5']);
  });
});

describe('records of the build before, which have no rows', () => {
  it('are listed as they were, and by rows once requests have given them theirs', async () => {
    // As it stood before lists were declared: no rows, no generation, nothing known of lists.
    for (const [key, item] of await bench.snapshot()) {
      if (key.includes('#rows#') || key.includes('#listing')) await bench.remove(item);
      else if ('record' in item) {
        const { listed: _, places: __, ...before } = itemOf(item);
        await bench.put({ ...toAttributes(before as Item, 'text') });
      }
    }
    handler = serve(visits);
    const expected = titles(sorted(made.filter(has('site', 'berlin')), 'from', true)).slice(0, 20);
    const ask = async () => titles(itemsOf(await get('site=berlin&sort=-from&limit=20')));

    expect(await ask()).toEqual(expected);
    vi.setSystemTime(Date.now() + 16 * 60_000);
    for (let i = 0; i < 3; i++) expect(await ask()).toEqual(expected);
    const seen = await bench.observed(ask);
    expect(seen.map(({ operation }) => operation)).toEqual(['Query', 'BatchGetItem']);
  });
});
