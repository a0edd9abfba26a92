/** MSP delegation (A17): a client grants and revokes it, within roles, scope and time, and reads who of the MSP was there. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callDynamoDb } from '#infra/local/edges/dynamodb/control';
import { tenantId } from '#shared/ids/tenant-id';
import { openPk, recordKey } from '#shared/store/keys';
import { delegationKey, tenantRegistryKey } from '#shared/tenancy/keys';
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
    id: 'olga@northwind',
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

describe('the view across clients', () => {
  const VIEW = '/v1/msp/incidents';
  let operator: Client;
  const inGlobex = new Map<string, string>();
  beforeAll(async () => {
    await grant({ roles: ['AGT'], scope: ['incidents'] });
    operator = await world.as('olga', 'MSP', 'northwind');
    const gus = await world.as('gus', 'AGT LEAD', 'globex');
    const ada = await world.as('ada', 'AGT');
    for (const [title, impact] of [
      ['Low', 3],
      ['High', 1],
    ] as const) {
      const body = { title, category: 'view', impact, urgency: impact };
      inGlobex.set(title, (await gus.post('/v1/incidents', body)).body.id);
      await ada.post('/v1/incidents', body);
    }
    await ada.post('/v1/incidents', { title: 'Secret', category: 'view', confidential: true });
  });
  type Item = { readonly id: string; readonly title: string; readonly tenant: { readonly slug: string } };
  const shownIn = (body: { readonly items: readonly Item[] }) =>
    body.items.map(({ title, tenant }) => `${title} ${tenant.slug}`);

  it('lists what is open in all of them by priority and due instant, page by page, and each says whose it is', async () => {
    const whole = await operator.get(`${VIEW}?category=view`);
    expect([whole.status, whole.body.unanswered, whole.body.nextCursor]).toEqual([200, [], null]);
    const shown = shownIn(whole.body);
    expect([...shown.slice(0, 2)].sort()).toEqual(['High acme', 'High globex']);
    expect([...shown.slice(2)].sort()).toEqual(['Low acme', 'Low globex']);
    expect(whole.body.items[0]).toMatchObject({ priority: 'P1', tenant: { name: expect.any(String) }, state: 'new' });

    const paged: string[] = [];
    let cursor = '';
    do {
      const { body } = await operator.get(`${VIEW}?category=view&limit=1${cursor && `&cursor=${cursor}`}`);
      paged.push(...shownIn(body));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(paged).toEqual(shown);
    const [low] = (await operator.get(`${VIEW}?category=view&tenants=globex&priority=P5`)).body.items;
    expect(low).toMatchObject({ id: inGlobex.get('Low'), href: `/v1/incidents/${inGlobex.get('Low')}` });
    expect((await operator.get(`${VIEW}?category=view&unassigned=false`)).body.items).toEqual([]);
    expect((await operator.get(`${VIEW}?unassigned=maybe`)).status).toBe(400);
  });

  it('tells how well each is served, as each client’s own figures say, and what is overdue', async () => {
    const period = 'from=2026-01-01&to=2027-01-01&zone=Europe/Berlin';
    const served = async () => (await operator.get(`/v1/msp/sla?${period}`)).body;
    const before = await served();
    expect(before.items.map(({ tenant }: Item) => tenant.slug)).toEqual(['acme', 'globex']);
    await world.advance('PT30M'); // a P1 wants an answer sooner
    const after = await served();
    for (const [at, [user, slug]] of [
      ['ada', 'acme'],
      ['gus', 'globex'],
    ].entries()) {
      const own = await world.as(user ?? '', 'LEAD', slug);
      const { items } = (await own.get(`/v1/kpis/incident-management?${period}`)).body;
      const keys = ['sla-response', 'sla-resolution'];
      expect(after.items[at].figures).toEqual(
        keys.map((key) => items.find((each: { key: string }) => each.key === key)),
      );
      expect(after.items[at].figures[0].denominator).toBeGreaterThan(0);
      expect(after.items[at].open).toBe(before.items[at].open);
      expect(after.items[at].overdue).toBeGreaterThan(before.items[at].overdue);
    }
    const first = (await operator.get(`/v1/msp/sla?${period}&limit=1`)).body;
    const next = (await operator.get(`/v1/msp/sla?${period}&limit=1&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...next.items]).toEqual(after.items);
    expect([next.nextCursor, (await operator.get(`/v1/msp/sla?${period}&tenants=nobody`)).status]).toEqual([null, 404]);
  });

  it('asks each client with credentials of its own, and never two of them in one request', async () => {
    const sessions = new Map<string, Set<string>>();
    const end = world.observe(({ principal, requests }) => {
      const keys = requests.flatMap(({ leadingKeys }) => leadingKeys ?? []);
      if (!principal.sessionName.startsWith('msp-')) return;
      const tenants = new Set(keys.map((key) => key.split('#')[1] ?? ''));
      expect([...tenants]).toEqual([principal.tags.tenantId]);
      sessions.set(principal.sessionName, tenants);
    });
    await operator.get(VIEW);
    end();

    const [acme, globex] = [await world.tenantId('acme'), await world.tenantId('globex')];
    expect([...sessions.keys()]).toEqual(expect.arrayContaining([`msp-${acme}`, `msp-${globex}`]));
  });

  it('stands in the access log of each client that was asked, and of none that was not', async () => {
    const logged = async (user: string, tenant: string) => {
      const { body } = await (await world.as(user, 'TAD', tenant)).get('/v1/access-log?limit=200');
      return body.items.filter(({ path }: { readonly path: string }) => path === VIEW).length;
    };
    await world.advance('PT1M');
    const before = [await logged('tina', 'acme'), await logged('tim', 'globex')];
    await operator.get(`${VIEW}?tenants=globex`);
    expect([await logged('tina', 'acme'), await logged('tim', 'globex')]).toEqual([before[0], (before[1] ?? 0) + 1]);
  });

  it('names a client that cannot be asked, and answers for the others', async () => {
    const { deployment, engine } = world.stack.backend;
    const TableName = deployment.ofType('AWS::DynamoDB::Table')[0]?.name ?? '';
    const [msp, broken] = [tenantId(await world.tenantId('northwind')), tenantId('brokenclient')];
    const record = { uid: '01J0000000000000000000000A', category: 'view', state: 'new', confidential: true };
    const items = [
      { ...delegationKey(msp, broken), roles: ['AGT'], slug: 'broken', name: 'Broken' },
      { ...tenantRegistryKey(broken), id: broken, slug: 'broken', kind: 'client', state: 'active' },
      // Nobody can say who is trusted with it: the tenant has no configuration.
      {
        ...recordKey(broken, 'incident', record.uid),
        ...{ openPk: openPk(broken, 'incident'), openSk: `P1#9999#${record.uid}`, record: JSON.stringify(record) },
      },
    ];
    const put = (item: object) => callDynamoDb(engine.endpoint, 'PutItem', { TableName, Item: marshall(item) });
    for (const item of items) await put(item);

    const { body } = await operator.get(`${VIEW}?category=view`);
    expect(body.unanswered).toEqual([{ id: broken, slug: 'broken', name: 'Broken' }]);
    expect(body.items).toHaveLength(4);
    await put({ ...items[1], state: 'suspended' });
    expect((await operator.get(`${VIEW}?category=view`)).body.unanswered).toEqual([]);
  });

  it('has a client for as long as its delegation covers incidents; who is no MSP’s operator has none', async () => {
    expect((await operator.get('/v1/msp/changes?tenants=acme')).status).toBe(404);
    await grant({ roles: ['AGT'], scope: ['changes'] });
    expect(new Set(shownIn((await operator.get(VIEW)).body).map((text) => text.split(' ').at(-1)))).toEqual(
      new Set(['globex']),
    );
    const [foreign, nobody] = [
      await operator.get(`${VIEW}?tenants=acme`),
      await operator.get(`${VIEW}?tenants=nobody`),
    ];
    expect([foreign.status, nobody.status]).toEqual([404, 404]);
    expect(foreign.body.detail.replace('acme', 'nobody')).toBe(nobody.body.detail);
    await grant({ roles: ['AGT'], until: '2026-06-20T00:00:00Z' });
    expect(shownIn((await operator.get(`${VIEW}?tenants=acme&category=view`)).body)).toEqual(['High acme', 'Low acme']);

    expect((await (await world.as('ada', 'AGT')).get(VIEW)).status).toBe(403);
    const disguised = await (await world.as('mallory', 'MSP')).get(VIEW);
    expect([disguised.status, disguised.body.detail]).toEqual([403, 'only an MSP has clients']);
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
      actor: { type: 'msp', id: 'olga@northwind', homeTenantId: await world.tenantId('northwind') },
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
    expect(new Set(body.items.map((entry: { actor: { id: string } }) => entry.actor.id))).toEqual(
      new Set(['olga@northwind']),
    );
    expect((await (await world.as('ada', 'AGT')).get('/v1/access-log')).status).toBe(403);
    const foreign = await (await world.as('gus', 'TAD', 'globex')).get('/v1/access-log');
    expect(new Set(foreign.body.items.map(({ path }: { readonly path: string }) => path))).toEqual(
      new Set(['/v1/msp/incidents', '/v1/msp/sla']),
    );
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
