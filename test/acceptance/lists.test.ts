/** Lists and queues of incidents (A1, D2): their filters, their orders over pages, and who may read them, through the running stack. */
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callDynamoDb } from '#infra/local/edges/dynamodb/control';
import { tenantId } from '#shared/ids/tenant-id';
import { queuePk, recordKey } from '#shared/store/keys';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

const QUEUE = '/v1/queues/service-desk/incidents';
let world: World;
let ada: Client;
let gus: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  gus = await world.as('gus', 'AGT LEAD', 'globex');
});
afterAll(() => world.close());

const idsOf = ({ body }: Answer): readonly string[] => body.items.map(({ id }: { readonly id: string }) => id);
const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');

async function logged(more: object = {}, group?: string): Promise<string> {
  const { body } = await ada.post('/v1/incidents', { title: 'Mail is down', category: 'email', ...more });
  if (group !== undefined) await ada.act(`/v1/incidents/${body.id}`, 'assign', { group });
  return body.id;
}

/** Every page of a list, two at a time. */
async function walked(path: string, by: Client = ada): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor = '';
  do {
    const page = await by.get(`${path}${path.includes('?') ? '&' : '?'}limit=2${cursor && `&cursor=${cursor}`}`);
    expect([page.status, page.body.detail]).toEqual([200, undefined]);
    found.push(...idsOf(page));
    cursor = page.body.nextCursor ?? '';
  } while (cursor);
  return found;
}

describe('the queue of a group', () => {
  it('has its open incidents by priority and what is due first; others, closed ones and those of nobody are not in it', async () => {
    const planning = await logged({ impact: 3, urgency: 3 }, 'service-desk');
    const critical = await logged({ impact: 1, urgency: 1 }, 'service-desk');
    const later = await logged({ impact: 2, urgency: 2, openedAt: '2026-06-15T06:30:00Z', reason: 'A call' });
    const earlier = await logged({ impact: 2, urgency: 2, openedAt: '2026-06-15T06:00:00Z', reason: 'A call' });
    for (const id of [later, earlier]) await ada.act(`/v1/incidents/${id}`, 'assign', { group: 'service-desk' });
    const over = await logged({}, 'service-desk');
    await ada.act(`/v1/incidents/${over}`, 'cancel', { reason: 'A mistake' });
    const elsewhere = await logged({}, 'network');
    const nobodys = await logged();

    const queue = await ada.get(QUEUE);
    expect(idsOf(queue)).toEqual([critical, earlier, later, planning]);
    expect(queue.body.items[0]).toMatchObject({ priority: 'P1', clocks: { resolution: { state: 'running' } } });
    expect(await walked(QUEUE)).toEqual([critical, earlier, later, planning]);
    expect(idsOf(await ada.get('/v1/queues/network/incidents'))).toEqual([elsewhere]);
    expect(idsOf(await ada.get('/v1/queues/unassigned/incidents'))).toEqual([nobodys]);
    expect(idsOf(await ada.get('/v1/incidents?assignedGroup=service-desk&sort=priority,dueAt'))).toEqual(idsOf(queue));

    await ada.act(`/v1/incidents/${planning}`, 'accept', {});
    for (const path of [QUEUE, '/v1/incidents'])
      for (const sort of ['priority,dueAt', '-updatedAt'])
        expect(idsOf(await ada.get(`${path}?unassigned=false&state=in_progress&sort=${sort}`))).toEqual([planning]);
    expect(await walked(`${QUEUE}?unassigned=true`)).toEqual([critical, earlier, later]);
    expect(await walked('/v1/incidents?unassigned=true&sort=priority,dueAt&assignedGroup=service-desk')).toEqual([
      critical,
      earlier,
      later,
    ]);
    expect(await walked(`${QUEUE}?priority=P1,P5&fields=priority`)).toEqual([critical, planning]);
  });

  it('is for those who read all; of a group that is not there there is none; what it does not know it refuses', async () => {
    const rita = await world.as('rita', 'REQ');
    expect((await rita.get(QUEUE)).status).toBe(403);
    expect((await ada.get('/v1/queues/nowhere/incidents')).status).toBe(404);
    expect((await ada.get('/v1/queues/databases/incidents')).body).toEqual({ items: [], nextCursor: null });
    expect((await ada.get('/v1/queues/service-desk/changes')).body.items).toEqual([]);
    expect((await ada.get('/v1/queues/service-desk/approvals')).status).toBe(404);
    for (const query of ['assignedGroup=network', 'deleted=true', 'view=x', 'sort=title', 'slaState=fine'])
      expect([query, slug(await ada.get(`${QUEUE}?${query}`))]).toEqual([query, 'unknown-parameter']);
    expect(idsOf(await gus.get(QUEUE))).toEqual([]);
  });

  it('of a client is read by an MSP’s operator whose delegation is for incidents, and not for changes', async () => {
    const tina = await world.as('tina', 'TAD');
    const olga = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'acme' });
    const scoped = await tina.put('/v1/delegations/northwind', { roles: ['AGT'], scope: ['incidents'] });
    expect(scoped.status).toBe(200);
    await world.advance('PT11S');

    expect((await olga.get(QUEUE)).status).toBe(200);
    expect((await olga.get('/v1/queues/service-desk/changes')).status).toBe(404);
  });
});

describe('orders', () => {
  it('by opening are exact over pages, whatever was changed since, for agents and for the requester', async () => {
    const rolf = await world.as('rolf', 'REQ');
    const mine: string[] = [];
    for (const title of ['One', 'Two', 'Three']) {
      mine.push((await rolf.post('/v1/incidents', { title, category: 'badges' })).body.id);
      await world.advance('PT1M');
    }
    const [first = '', second = '', third = ''] = mine;
    const call = { title: 'Zero', category: 'badges', openedAt: '2026-06-14T10:00:00Z', reason: 'A call' };
    const zero = (await ada.post('/v1/incidents', { ...call, requesterId: 'rolf' })).body.id;
    await ada.act(`/v1/incidents/${first}`, 'cancel', { reason: 'A mistake' });

    for (const by of [ada, rolf]) {
      expect(await walked('/v1/incidents?category=badges&sort=-openedAt', by)).toEqual([third, second, first, zero]);
      expect(await walked('/v1/incidents?category=badges&sort=openedAt', by)).toEqual([zero, first, second, third]);
    }
    expect(await walked('/v1/incidents?requesterId=rolf&sort=-openedAt&state=new')).toEqual([third, second, zero]);
    const all = await ada.get('/v1/incidents?sort=-openedAt&limit=200');
    const times = all.body.items.map(({ openedAt }: { readonly openedAt: string }) => openedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(new Set(idsOf(all))).toEqual(new Set(idsOf(await ada.get('/v1/incidents?limit=200'))));
  });

  it('by affected users have open incidents only, the most affected first, in lists and queues', async () => {
    const counts = [3, 500, 40, 40];
    const ids: string[] = [];
    for (const affectedUserCount of counts) ids.push(await logged({ affectedUserCount, category: 'wifi' }, 'network'));
    const [few, many, ...same] = ids;
    const over = await logged({ affectedUserCount: 9000, category: 'wifi' }, 'network');
    await ada.act(`/v1/incidents/${over}`, 'cancel', { reason: 'A mistake' });

    for (const path of ['/v1/incidents', '/v1/queues/network/incidents']) {
      const down = await walked(`${path}?sort=-affectedUserCount&category=wifi`);
      expect([down[0], down[3]]).toEqual([many, few]);
      expect(new Set(down.slice(1, 3))).toEqual(new Set(same));
      expect(await walked(`${path}?sort=affectedUserCount&category=wifi`)).toEqual([...down].reverse());
    }
    const up = await walked('/v1/queues/network/incidents?sort=openedAt&category=wifi');
    expect(await walked('/v1/queues/network/incidents?sort=-openedAt&category=wifi')).toEqual([...up].reverse());
    expect(new Set(up)).toEqual(new Set(ids));
  });

  it('that no index has are refused for more than 2,000 records, saying what narrows them; others go on', async () => {
    const globex = tenantId(await world.tenantId('globex'));
    const { deployment, engine } = world.stack.backend;
    const table = deployment.ofType('AWS::DynamoDB::Table')[0]?.name ?? '';
    const put = (n: number) => {
      const uid = `01J0000000${String(n).padStart(16, '0')}`;
      const record = { uid, id: `INC7${String(n).padStart(6, '0')}`, type: 'incident', state: 'assigned' };
      const facts = { version: 1, title: 'Flood', openedAt: '2026-06-15T07:00:00Z', assignedGroup: 'databases' };
      const keys = { ...recordKey(globex, 'incident', uid), queuePk: queuePk(globex, 'incident', 'databases') };
      const text = JSON.stringify({ ...record, ...facts, affectedUserCount: n });
      return { PutRequest: { Item: marshall({ ...keys, queueSk: `P5#9999#${uid}`, record: text }) } };
    };
    const fill = async (from: number, to: number): Promise<void> => {
      const puts = Array.from({ length: to - from }, (_, i) => put(from + i));
      for (let i = 0; i < puts.length; i += 25)
        await callDynamoDb(engine.endpoint, 'BatchWriteItem', { RequestItems: { [table]: puts.slice(i, i + 25) } });
    };
    const path = '/v1/queues/databases/incidents?limit=1&fields=id';
    await fill(0, 2000);
    const most = await gus.get(`${path}&sort=-affectedUserCount`);
    expect([most.body.items[0].id, typeof most.body.nextCursor]).toEqual(['INC7001999', 'string']);

    await fill(2000, 2001);

    const refused = await gus.get(`${path}&sort=-affectedUserCount`);
    expect([refused.status, slug(refused)]).toEqual([422, 'too-many-to-sort']);
    expect(refused.body.known).toContain('assignedGroup');
    expect(idsOf(await gus.get(path))).toEqual(['INC7000000']);
  });
});

describe('filters', () => {
  it('tell what is at risk, what was breached, and what came back', async () => {
    const [calm, tight, late] = [
      await logged({ category: 'sla', impact: 3, urgency: 3 }, 'service-desk'),
      await logged({ category: 'sla', impact: 1, urgency: 2 }, 'service-desk'),
      await logged({ category: 'sla', impact: 1, urgency: 1 }, 'service-desk'),
    ];
    for (const id of [tight, late]) await ada.act(`/v1/incidents/${id}`, 'accept', {});
    const state = async (slaState: string) => idsOf(await ada.get(`${QUEUE}?category=sla&slaState=${slaState}`));
    expect([await state('at_risk'), await state('breached')]).toEqual([[], []]);

    await world.advance('PT7H15M');

    // P1 has 4 hours, P2 8, round the clock; P5 100 business hours.
    expect([await state('at_risk'), await state('breached')]).toEqual([[tight], [late]]);
    expect([...(await state('at_risk,breached'))].sort()).toEqual([tight, late].sort());
    const notes = 'The server was restarted and works.';
    const restoredAt = '2026-06-15T08:00:00Z';
    const lena = await world.as('lea', 'LEAD');
    const done = await lena.act(`/v1/incidents/${tight}`, 'resolve', { code: 'solved_permanently', notes, restoredAt });
    expect([done.status, done.body.detail]).toEqual([200, undefined]);
    expect(await walked('/v1/incidents?category=sla&slaState=at_risk')).toEqual([]);

    await ada.act(`/v1/incidents/${tight}`, 'reopen', { reason: 'It is back' });
    expect(idsOf(await ada.get('/v1/incidents?reopened=true'))).toEqual([tight]);
    expect([...(await walked('/v1/incidents?category=sla&reopened=false'))].sort()).toEqual([calm, late].sort());
    expect(idsOf(await ada.get('/v1/incidents?category=sla&level=1&channel=portal&unassigned=true'))).toEqual([calm]);
  });
});
