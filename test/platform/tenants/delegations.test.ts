/** MSP delegation (A17): a client grants and revokes it, within roles, scope and time, and reads who of the MSP was there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let tina: Client;
let olga: Client;
let uid: string;

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  tina = await world.as('tina', 'TAD');
  olga = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'acme' });
  const { body } = await (await world.as('ada', 'AGT')).post('/v1/incidents', { title: 'No mail', category: 'mail' });
  uid = body.uid;
});
afterAll(() => world.close());

/** What the authorizer remembers is at most ten seconds old. */
const noticed = () => world.advance('PT11S');
const grant = async (body: object) => {
  const answer = await tina.put('/v1/delegations/northwind', body);
  await noticed();
  return answer;
};

it('A17 the MSP that onboarded a client works for it; acts show actor.type=msp', async () => {
  const { body } = await tina.get('/v1/delegations');
  expect(body.items).toMatchObject([{ msp: 'northwind', roles: ['AGT', 'LEAD', 'TAD'], grantedBy: 'onboarding' }]);

  expect((await olga.act(`/v1/incidents/${uid}`, 'assign', { group: 'service-desk' })).status).toBe(200);
  const history = await tina.get(`/v1/incidents/${uid}/history`);
  expect(history.body.items.at(-1).actor).toMatchObject({
    type: 'msp',
    id: 'olga',
    homeTenantId: await world.tenantId('northwind'),
  });
});

it('A17.3 an MSP with delegations for some clients gets 404 for another tenant, and it is in the security log', async () => {
  const operator = await world.as('olga', 'MSP', 'northwind');
  const onboarded = await operator.post('/v1/tenants', { slug: 'initech', name: 'Initech', zone: 'Europe/Berlin' });
  expect(onboarded.status).toBe(201);
  const boss = await world.as('bill', 'TAD', 'initech');
  expect((await boss.delete('/v1/delegations/northwind')).status).toBe(204);
  await noticed();

  const there = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'initech' });
  const refused = await there.get('/v1/incidents');
  expect([refused.status, refused.body.type]).toEqual([404, 'urn:itsm:problem:not-found']);
  const log = () => readFileSync(join(world.stack.dataDir, 'logs', 'helmdesk-local-authorizer.log'), 'utf8');
  const entry = () =>
    log()
      .split('\n')
      .find((line) => line.includes('not-delegated') && line.includes('initech'));
  await expect.poll(entry).toContain('"security":true');
  expect(entry()).toContain('olga');
  expect((await olga.get('/v1/incidents')).status).toBe(200);
});

describe('a grant', () => {
  it('has roles, and no more than these', async () => {
    expect((await grant({ roles: ['KED'] })).status).toBe(200);
    expect((await olga.get(`/v1/incidents/${uid}`)).status).toBe(200);
    expect((await olga.get('/v1/users')).status).toBe(403);
    expect((await grant({ roles: ['AGT', 'LEAD'] })).status).toBe(200);
    expect((await olga.get('/v1/users')).status).toBe(200);
  });

  it('has a scope, outside of which the tenant is not there', async () => {
    await grant({ roles: ['AGT'], scope: ['incidents'] });
    expect((await olga.get(`/v1/incidents/${uid}`)).status).toBe(200);
    expect((await olga.get('/v1/changes')).status).toBe(404);
    expect((await tina.get('/v1/delegations')).body.items).toMatchObject([{ roles: ['AGT'], scope: ['incidents'] }]);
  });

  it('has an end, at which it is over by itself', async () => {
    await grant({ roles: ['AGT'], until: '2026-06-16T07:00:00Z' });
    await world.to('2026-06-16T06:59:59Z');
    expect((await olga.get(`/v1/incidents/${uid}`)).status).toBe(200);
    await world.to('2026-06-16T07:00:00Z');
    expect((await olga.get(`/v1/incidents/${uid}`)).status).toBe(404);
  });

  it.each([
    ['an auditor who may write', { roles: ['AUD', 'AGT'] }, 409],
    ['the role of our automation', { roles: ['SYS'] }, 422],
    ['an end in the past', { roles: ['AGT'], until: '2026-01-01T00:00:00Z' }, 422],
    ['no roles', { roles: [] }, 422],
    ['an unknown field', { roles: ['AGT'], forever: true }, 422],
  ])('with %s is refused', async (_, body, status) => {
    expect((await tina.put('/v1/delegations/northwind', body)).status).toBe(status);
  });

  it('is for an MSP: a client’s name is as unknown as no name at all', async () => {
    const [client, nobody] = await Promise.all(
      ['globex', 'nobody'].map((name) => tina.put(`/v1/delegations/${name}`, { roles: ['AGT'] })),
    );
    expect([client?.status, nobody?.status]).toEqual([404, 404]);
    expect(client?.body.detail.replace('globex', 'nobody')).toBe(nobody?.body.detail);
  });

  it('is the client’s own to give: an operator who is its administrator may not, nor may its agents', async () => {
    await grant({ roles: ['TAD'] });
    expect((await olga.put('/v1/delegations/northwind', { roles: ['TAD'] })).status).toBe(403);
    expect((await olga.delete('/v1/delegations/northwind')).status).toBe(403);
    const agent = await world.as('ada', 'AGT');
    expect((await agent.delete('/v1/delegations/northwind')).status).toBe(403);
  });

  it('tells of itself by events, and ends when it is revoked', async () => {
    expect((await tina.delete('/v1/delegations/northwind')).status).toBe(204);
    await noticed();
    expect((await olga.get(`/v1/incidents/${uid}`)).status).toBe(404);
    expect((await tina.delete('/v1/delegations/northwind')).status).toBe(404);
    expect((await tina.get('/v1/delegations')).body.items).toEqual([]);
    expect((await world.events({ name: 'delegation.revoked' })).map(({ id }) => id)).toContain('northwind');
    expect((await world.events({ name: 'delegation.granted' })).length).toBeGreaterThan(3);
  });
});

describe('the access log', () => {
  const entries = async (path: string) => {
    const { body } = await tina.get('/v1/access-log?limit=200');
    return body.items.filter((entry: { path: string }) => entry.path === path);
  };

  it('says who of the MSP read or acted, when and on which route; reading again within a minute is one entry', async () => {
    await grant({ roles: ['AGT'] });
    await world.to('2026-06-17T08:00:10Z');
    const path = `/v1/incidents/${uid}`;
    const before = (await entries(path)).length;
    await Promise.all([olga.get(path), olga.get(path), olga.get(path)]);
    await world.to('2026-06-17T08:00:50Z');
    await olga.get(path);
    expect((await entries(path)).length).toBe(before + 1);
    await world.to('2026-06-17T08:01:00Z');
    await olga.get(path);

    const found = await entries(path);
    expect(found.length).toBe(before + 2);
    expect(found[0]).toMatchObject({
      ...{ at: '2026-06-17T08:01:00Z', method: 'GET', path },
      actor: { type: 'msp', id: 'olga', homeTenantId: await world.tenantId('northwind') },
    });
  });

  it('has every act, platform services included, and refused ones too', async () => {
    const path = `/v1/incidents/${uid}/comments`;
    for (const body of ['One', 'Two']) await olga.post(path, { body, visibility: 'internal' });
    await olga.get('/v1/calendars');
    expect((await olga.put('/v1/calendars/business', {})).status).toBe(403);

    expect((await entries(path)).length).toBe(2);
    expect((await entries('/v1/calendars')).length).toBe(1);
  });

  it('is the client’s: its own people leave no entry, its agents and other tenants do not read it', async () => {
    await tina.get('/v1/calendars');
    const { body } = await tina.get('/v1/access-log?limit=200');
    expect(new Set(body.items.map((entry: { actor: { id: string } }) => entry.actor.id))).toEqual(new Set(['olga']));
    expect((await (await world.as('ada', 'AGT')).get('/v1/access-log')).status).toBe(403);
    const foreign = await (await world.as('gus', 'TAD', 'globex')).get('/v1/access-log');
    expect(foreign.body.items).toEqual([]);
  });

  it('is read page by page, newest first, month by month', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await tina.get(`/v1/access-log?limit=4${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ at }: { at: string }) => at));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(seen.length).toBe((await tina.get('/v1/access-log?limit=200')).body.items.length);
    expect(seen.map((at) => at.slice(0, 16))).toEqual(
      seen
        .map((at) => at.slice(0, 16))
        .sort()
        .reverse(),
    );
    expect((await tina.get('/v1/access-log?month=2026-05')).body.items).toEqual([]);
    expect((await tina.get('/v1/access-log?month=May')).status).toBe(400);
  });
});

it('a suspended tenant’s people and its MSP are refused with 403 tenant-suspended until it is reactivated', async () => {
  const operator = await world.as('olga', 'MSP', 'northwind');
  expect((await operator.post('/v1/tenants/globex/suspend')).status).toBe(200);
  await noticed();
  const gus = await world.as('gus', 'AGT', 'globex');
  const there = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'globex' });
  for (const client of [gus, there]) {
    const refused = await client.get('/v1/incidents');
    expect([refused.status, refused.body.type]).toEqual([403, 'urn:itsm:problem:tenant-suspended']);
  }
  expect((await tina.get('/v1/groups')).status).toBe(200);
  expect((await operator.post('/v1/tenants/globex/reactivate')).status).toBe(200);
  await noticed();
  expect((await gus.get('/v1/incidents')).status).toBe(200);
});
