/** Bulk requests and operations (A8), through the running stack. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client;
let lena: Client;
/** More than are answered at once. */
let crowd: readonly string[];
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  lena = await world.as('lena', 'LEAD');
  crowd = await incidents(101);
});
afterAll(() => world.close());

interface Result {
  readonly id: string;
  readonly status: number;
  readonly etag?: string;
  readonly problem?: { readonly type: string; readonly instance: string };
}

/** New incidents, ten at a time. */
async function incidents(count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const some = Array.from({ length: Math.min(10, count - ids.length) }, (_, i) =>
      ada.post('/v1/incidents', { title: `Printer ${ids.length + i}`, category: 'printing', requesterId: 'rita' }),
    );
    ids.push(...(await Promise.all(some)).map(({ body }) => String(body.id)));
  }
  return ids;
}

const bulk = (client: Client, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  client.post('/v1/incidents/bulk', body, { headers });
const items = (ids: readonly string[]) => ids.map((id) => ({ id }));
const statusesOf = ({ body }: Answer): readonly number[] => body.results.map(({ status }: Result) => status);
const slugOf = ({ problem }: Result): string | undefined => problem?.type.replace('urn:itsm:problem:', '');

/** Every result of an operation, page by page. */
async function resultsOf(client: Client, location: string, query = ''): Promise<readonly Result[]> {
  const found: Result[] = [];
  let cursor = '';
  do {
    const { body } = await client.get(`${location}/results?limit=30${query}${cursor}`);
    found.push(...body.items);
    cursor = body.nextCursor ? `&cursor=${encodeURIComponent(body.nextCursor)}` : '';
  } while (cursor !== '');
  return found;
}

async function commandsOf(id: string): Promise<readonly { command: string; actor: { id: string } }[]> {
  return (await lena.get(`/v1/incidents/${id}/history`)).body.items;
}

describe('A20.8 bulk requests', () => {
  it('A20.8 101 items become an operation; it tells its progress and every result, attributed to the caller', async () => {
    const ids = crowd;
    const answer = await bulk(ada, { command: 'assign', body: { group: 'service-desk' }, items: items(ids) });

    expect(answer.status).toBe(202);
    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(/^\/v1\/operations\/[0-9A-Z]{26}$/);
    expect(answer.body).toMatchObject({
      state: 'running',
      kind: 'bulk',
      progress: { total: 101, done: 0, percent: 0 },
    });
    await world.settled();
    const { body } = await ada.get(location);
    expect(body).toMatchObject({ state: 'finished', progress: { total: 101, done: 101, refused: 0, percent: 100 } });
    const results = await resultsOf(ada, location);
    expect(results.map(({ id, status, etag }) => [id, status, etag])).toEqual(ids.map((id) => [id, 200, '"2"']));
    const [, assigned] = await commandsOf(ids[100] ?? '');
    expect(assigned).toMatchObject({ command: 'assign', actor: { type: 'human', id: 'ada' }, requestId: body.id });
    const finished = await world.events({ name: 'operation.finished', uid: body.id });
    expect(finished.map(({ data }) => data)).toMatchObject([{ kind: 'bulk', done: 101, refused: 0 }]);
  });

  it('an operation refuses item by item what its caller may not do', async () => {
    const ids = crowd;
    const tom = await world.as('tom', 'AGT');
    const answer = await bulk(tom, { command: 'close', items: items([...ids.slice(0, 100), 'INC9999999']) });
    await world.settled();

    const location = answer.headers.get('location') ?? '';
    expect((await tom.get(location)).body).toMatchObject({ state: 'finished', progress: { done: 101, refused: 101 } });
    const results = await resultsOf(tom, location, '&outcome=refused');
    expect(results.map(slugOf)).toEqual([...ids.slice(0, 100).map(() => 'forbidden'), 'not-found']);
    expect(await resultsOf(tom, location, '&outcome=done')).toEqual([]);
  });

  it('A20.8 closing 100 incidents of which 7 have open tasks and 3 stale ETags: 90 × 200, 7 × 409, 3 × 412 in input order', async () => {
    const ids = crowd.slice(0, 100);
    const notes = 'The toner was replaced in all of them.';
    const resolved = await bulk(ada, {
      command: 'resolve',
      body: { code: 'solved_permanently', notes },
      items: items(ids),
    });
    expect(statusesOf(resolved)).toEqual(ids.map(() => 200));
    const withTasks = ids.filter((_, index) => index % 14 === 3).slice(0, 7);
    for (const id of withTasks) await ada.post(`/v1/incidents/${id}/tasks`, { title: 'Order toner', mandatory: true });
    const stale = [ids[0], ids[50], ids[99]];

    const answer = await bulk(lena, {
      command: 'close',
      items: ids.map((id, index) => ({
        id,
        ifMatch: stale.includes(id) ? '"1"' : resolved.body.results[index].etag,
      })),
    });

    expect(answer.status).toBe(200);
    const results: readonly Result[] = answer.body.results;
    expect(results.map(({ id }) => id)).toEqual(ids);
    expect(statusesOf(answer)).toEqual(
      ids.map((id) => (stale.includes(id) ? 412 : withTasks.includes(id) ? 409 : 200)),
    );
    expect(statusesOf(answer).filter((status) => status === 200)).toHaveLength(90);
    expect(new Set(results.filter(({ status }) => status === 409).map(slugOf))).toEqual(new Set(['guard-failed']));
    for (const id of [ids[1], withTasks[0], stale[0]]) {
      const { body } = await lena.get(`/v1/incidents/${id}`);
      expect(body.state).toBe(id === ids[1] ? 'closed' : 'resolved');
    }
  });

  it('more than 10,000 items, a record named twice and an unknown command are refused as a whole', async () => {
    const many = Array.from({ length: 10_001 }, (_, i) => ({ id: `INC${String(i).padStart(7, '0')}` }));
    const tooMany = await bulk(ada, { command: 'update', body: {}, items: many });
    const twice = await bulk(ada, { command: 'update', items: [{ id: 'INC0000001' }, { id: 'inc0000001' }] });
    const unknown = await bulk(ada, { command: 'explode', items: [{ id: 'INC0000001' }] });

    expect([tooMany, twice, unknown].map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(twice.body.errors).toMatchObject([{ pointer: '/items/1/id' }]);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/command' }]);
  });

  it('one key, sent twice, does everything once; with another body it is refused', async () => {
    const [id = '', other = ''] = await incidents(2);
    const body = {
      command: 'comment',
      body: { body: 'We are on it.', visibility: 'public' },
      items: items([id, other]),
    };
    const headers = { 'idempotency-key': 'bulk-once' };
    const first = await bulk(ada, body, headers);
    const again = await bulk(ada, body, headers);
    const changed = await bulk(ada, { ...body, items: items([id]) }, headers);

    expect(statusesOf(first)).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect([changed.status, changed.body.type]).toEqual([422, 'urn:itsm:problem:idempotency-key-reused']);
    expect((await ada.get(`/v1/incidents/${id}/comments`)).body.total).toBe(1);
  });

  it('stopOnError leaves the rest alone after the first refusal', async () => {
    const [first = '', second = '', third = ''] = await incidents(3);
    const answer = await bulk(ada, {
      command: 'update',
      stopOnError: true,
      items: [
        { id: first, body: { title: 'Mended' } },
        { id: second, ifMatch: '"9"', body: { title: 'Mended' } },
        { id: third, body: { title: 'Mended' } },
      ],
    });

    expect(statusesOf(answer)).toEqual([200, 412, 424]);
    expect((await ada.get(`/v1/incidents/${third}`)).body.title).not.toBe('Mended');
  });

  it('a dry run changes nothing', async () => {
    const ids = await incidents(2);
    const answer = await ada.post('/v1/incidents/bulk?dryRun=true', {
      command: 'assign',
      body: { group: 'service-desk' },
      items: items(ids),
    });

    expect(statusesOf(answer)).toEqual([200, 200]);
    expect((await ada.get(`/v1/incidents/${ids[0]}`)).body.state).toBe('new');
  });

  it('an auditor changes nothing, a requester only what is theirs, a machine sends a key', async () => {
    const ids = await incidents(2);
    const auditor = await bulk(await world.as('audrey', 'AUD'), { command: 'update', items: items(ids) });
    const rita = await bulk(await world.as('rita', 'REQ'), {
      command: 'comment',
      body: { body: 'Any news?', visibility: 'public' },
      items: items(ids),
    });
    const stranger = await bulk(await world.as('rolf', 'REQ'), { command: 'update', items: items(ids) });
    const machine = await bulk(await world.as('zabbix', 'INT'), { command: 'update', items: items(ids) });

    expect(auditor.status).toBe(403);
    expect(statusesOf(rita)).toEqual([201, 201]);
    expect(statusesOf(stranger)).toEqual([404, 404]);
    expect([machine.status, machine.body.type]).toEqual([400, 'urn:itsm:problem:idempotency-key-required']);
  });
});

describe('operations', () => {
  it('belong to their caller: nobody else reads them, an administrator may stop them, another tenant sees none', async () => {
    const answer = await bulk(ada, { command: 'update', body: { tags: ['vip'] }, items: items(crowd) });
    const location = answer.headers.get('location') ?? '';
    await world.settled();
    const [lead, admin, globex] = [lena, await world.as('tina', 'TAD'), await world.as('ada', 'AGT', 'globex')];

    expect((await lead.get(location)).status).toBe(404);
    expect((await globex.get(location)).status).toBe(404);
    expect((await admin.get(location)).status).toBe(200);
    expect((await admin.get(`${location}/results`)).status).toBe(404);
    const own = (await ada.get('/v1/operations')).body.items.map(({ id }: { readonly id: string }) => id);
    expect(own).toContain(location.split('/').at(-1));
    expect((await lead.get('/v1/operations')).body.items).toEqual([]);
    expect((await ada.post(`${location}/cancel`)).body.type).toBe('urn:itsm:problem:illegal-transition');
  });
});
