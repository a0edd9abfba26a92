/** What is between an MSP and its clients: correcting them, suspending them, and which operator works for which. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let olga: Client;

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  olga = await world.as('olga', 'MSP', 'northwind');
  for (const slug of ['initech', 'umbrella'])
    await olga.post('/v1/tenants', { slug, name: slug, zone: 'Europe/Berlin' });
});
afterAll(() => world.close());

/** Registry and configuration are remembered for ten seconds. */
const noticed = () => world.advance('PT11S');
const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } });
const slugsOf = async (client: Client): Promise<readonly string[]> =>
  (await client.get('/v1/tenants')).body.items.map(({ slug }: { readonly slug: string }) => slug).sort();

it.each([
  ['incidents?state=foo', 'state', 'in_progress'],
  ['incidents?state=new,closed', 'state', 'in_progress'],
  ['incidents?priority=P9', 'priority', 'P1'],
  ['changes?state=foo', 'state', 'authorize'],
  ['incidents?unassigned=perhaps', 'unassigned', 'true'],
])(
  'field-report 11 what is open at all clients is not asked for by %s: the values that there are are named',
  async (path, name, one) => {
    const { status, body } = await olga.get(`/v1/msp/${path}`);
    expect([status, body.parameter]).toEqual([400, name]);
    expect(body.known).toContain(one);
    expect(body.known).not.toContain('closed');
    expect(body.detail).toContain(one);
    expect((await olga.get('/v1/msp/incidents?state=new,pending&priority=P1,P2')).status).toBe(200);
  },
);

describe('field-report 19 a client that was made wrong', () => {
  it('field-report 19 gets another name and zone by the MSP that onboarded it; the slug stays', async () => {
    const before = await olga.get('/v1/tenants/initech');
    const patch = { name: 'Initech Inc.', zone: 'America/Chicago' };
    const dry = await olga.patch('/v1/tenants/initech?dryRun=true', patch, ifMatch(1));
    const changed = await olga.patch('/v1/tenants/initech', patch, ifMatch(1));
    await noticed();
    const bill = await world.as('bill', 'TAD', 'initech');
    const { tenant } = (await bill.get('/v1/configuration')).body;
    const log = (await bill.get('/v1/access-log?month=2026-06')).body.items;
    const events = await world.events({ name: 'configuration.updated' });

    expect([before.body.version, before.headers.get('etag')]).toEqual([1, '"1"']);
    expect([dry.status, dry.body]).toMatchObject([200, { dryRun: true, ...patch }]);
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    expect(changed.body).toMatchObject({ ...patch, slug: 'initech', version: 2 });
    expect(tenant).toMatchObject({ ...patch, slug: 'initech', kind: 'client' });
    expect(log[0]).toMatchObject({ method: 'PATCH', path: '/v1/tenants/initech', actor: { id: 'olga@northwind' } });
    expect(events.some(({ data }) => data.kind === 'tenant')).toBe(true);
    expect((await olga.get('/v1/tenants')).body.items).toContainEqual(expect.objectContaining(patch));
    await (await world.as('bert', 'AGT', 'initech')).post('/v1/incidents', { title: 'No mail', category: 'mail' });
    const [open] = (await olga.get('/v1/msp/incidents?tenants=initech')).body.items;
    expect(open.tenant).toMatchObject({ slug: 'initech', name: 'Initech Inc.' });
  });

  it('field-report 19 or by its own administrator, who sees the version', async () => {
    const bill = await world.as('bill', 'TAD', 'initech');
    expect((await bill.patch('/v1/tenants/initech', { name: 'Initech' })).status).toBe(428);
    expect((await bill.patch('/v1/tenants/initech', { name: 'Initech' }, ifMatch(1))).status).toBe(412);
    expect((await bill.patch('/v1/tenants/initech', { name: 'Initech' }, ifMatch(2))).body.version).toBe(3);
    expect((await olga.get('/v1/tenants/initech')).body).toMatchObject({ name: 'Initech', zone: 'America/Chicago' });
  });

  it.each<[string, object, number]>([
    ['a zone that is none', { zone: 'Mars/Olympus' }, 422],
    ['another slug', { slug: 'initrode' }, 422],
    ['no name', { name: ' ' }, 422],
  ])('field-report 19 %s is refused', async (_, patch, status) => {
    expect((await olga.patch('/v1/tenants/initech', patch, ifMatch(3))).status).toBe(status);
  });

  it('field-report 19 nobody else may: other clients, agents, an MSP that only works for it', async () => {
    const patch = { name: 'Ours' };
    const gus = await world.as('gus', 'TAD MSP', 'globex');
    const agent = await world.as('bert', 'AGT', 'initech');
    const detail = { slug: 'fabrikam', name: 'Fabrikam', zone: 'Europe/Paris' };
    await world.invoke('tenants', { source: 'helmdesk.operator', 'detail-type': 'tenant.onboard', detail });
    await (await world.as('bill', 'TAD', 'initech')).put('/v1/delegations/fabrikam', { roles: ['AGT'] });
    const fay = await world.as('fay', 'MSP', 'fabrikam');

    expect((await gus.patch('/v1/tenants/initech', patch, ifMatch(3))).status).toBe(403);
    expect((await agent.patch('/v1/tenants/initech', patch, ifMatch(3))).status).toBe(403);
    expect((await fay.patch('/v1/tenants/initech', patch, ifMatch(3))).status).toBe(403);
    expect((await fay.patch('/v1/tenants/acme', patch, ifMatch(1))).status).toBe(404);
    expect((await fay.get('/v1/tenants/initech')).status).toBe(200);
  });
});

describe('field-report 19 a client that has revoked', () => {
  it('field-report 19 is still read, suspended and let in again by the MSP that onboarded it, and worked for no more', async () => {
    const bill = await world.as('bill', 'TAD', 'initech');
    expect((await bill.delete('/v1/delegations/northwind')).status).toBe(204);
    await noticed();
    const there = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'initech' });
    expect((await there.get('/v1/incidents')).status).toBe(404);
    expect((await olga.get('/v1/tenants/initech')).body.state).toBe('active');

    expect((await olga.post('/v1/tenants/initech/suspend')).body.state).toBe('suspended');
    await noticed();
    expect((await bill.get('/v1/incidents')).body.type).toBe('urn:itsm:problem:tenant-suspended');
    expect((await olga.post('/v1/tenants/initech/reactivate')).body.state).toBe('active');
    await noticed();
    const paths = (await bill.get('/v1/access-log?month=2026-06')).body.items.map(
      ({ path }: { readonly path: string }) => path,
    );
    expect(paths).toEqual(expect.arrayContaining(['/v1/tenants/initech/suspend', '/v1/tenants/initech/reactivate']));
    const fay = await world.as('fay', 'MSP', 'fabrikam');
    expect((await fay.post('/v1/tenants/initech/suspend')).status).toBe(403);
    expect((await fay.post('/v1/tenants/acme/suspend')).status).toBe(404);
  });
});

describe('field-report 20 an operator who works for some clients only', () => {
  let otis: Client;
  const inside = (slug: string) => world.as('otis', 'MSP', 'northwind', { 'itsm-tenant': slug });

  beforeAll(async () => {
    const boss = await world.as('nora', 'TAD', 'northwind');
    const body = { name: 'Otis Okoro', roles: ['MSP'], clients: ['acme', 'umbrella'] };
    expect((await boss.put('/v1/users/otis', body)).body.clients).toEqual(['acme', 'umbrella']);
    await world.settled();
    otis = await world.as('otis', 'MSP', 'northwind');
  });

  it('field-report 20 finds others as if they were not there: by header, in lists and across clients', async () => {
    expect((await (await inside('acme')).get('/v1/incidents')).status).toBe(200);
    const refused = (await (await inside('globex')).get('/v1/incidents')).body;
    const unknown = (await (await inside('nobodys')).get('/v1/incidents')).body;
    expect({ ...refused, instance: '' }).toEqual({ ...unknown, instance: '' });
    expect(await slugsOf(otis)).toEqual(['acme', 'umbrella']);
    expect(await slugsOf(await inside('acme'))).toEqual(['acme', 'umbrella']);
    expect((await otis.get('/v1/tenants/globex')).status).toBe(404);
    expect((await otis.post('/v1/tenants/globex/suspend')).status).toBe(404);
    const gus = await world.as('gus', 'AGT', 'globex');
    await gus.post('/v1/incidents', { title: 'No mail', category: 'mail' });
    const seen = JSON.stringify((await otis.get('/v1/msp/incidents')).body);
    expect([seen.includes('globex'), (await otis.get('/v1/msp/incidents?tenants=globex')).status]).toEqual([
      false,
      404,
    ]);
    expect(JSON.stringify((await olga.get('/v1/msp/incidents')).body)).toContain('globex');
  });

  it('field-report 20 onboards nobody, as the new client would not be theirs', async () => {
    const body = { slug: 'hooli', name: 'Hooli', zone: 'UTC' };
    expect((await otis.post('/v1/tenants?dryRun=true', body)).status).toBe(403);
    expect((await olga.post('/v1/tenants?dryRun=true', body)).status).toBe(200);
  });

  it('field-report 20 is given others within seconds, only clients that the MSP has, and keeps no key where they were', async () => {
    const boss = await world.as('nora', 'TAD', 'northwind');
    const unknown = await boss.patch('/v1/users/otis', { clients: ['acme', 'nobodys'] }, ifMatch(1));
    expect([unknown.status, unknown.body.type]).toEqual([422, 'urn:itsm:problem:unknown-reference']);
    const tina = await world.as('tina', 'TAD');
    expect((await tina.put('/v1/users/ann', { name: 'Ann', roles: ['AGT'], clients: ['acme'] })).status).toBe(422);

    const { secret } = (await (await inside('acme')).post('/v1/access-keys', { name: 'k', roles: ['AGT'] })).body;
    const byKey = async () =>
      (await fetch(`${world.url}/v1/incidents`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect(await byKey()).toBe(200);
    expect((await boss.patch('/v1/users/otis', { clients: ['globex'] }, ifMatch(1))).status).toBe(200);
    await world.settled();
    await noticed();
    expect((await (await inside('globex')).get('/v1/incidents')).status).toBe(200);
    expect((await (await inside('acme')).get('/v1/incidents')).status).toBe(404);
    expect(await byKey()).toBe(401);
    expect((await boss.patch('/v1/users/otis', { clients: null }, ifMatch(2))).body.clients).toBeUndefined();
    await world.settled();
    await noticed();
    expect((await (await inside('acme')).get('/v1/incidents')).status).toBe(200);
  });

  it('field-report 20 somebody at the MSP without the role is told that it needs MSP, and nothing of the tenant', async () => {
    const answers = await Promise.all(
      ['acme', 'nobodys'].map(async (slug) => {
        const agent = await world.as('nina', 'AGT', 'northwind', { 'itsm-tenant': slug });
        const { status, body } = await agent.get('/v1/incidents');
        return { ...body, status, instance: '' };
      }),
    );

    expect(answers[0]).toMatchObject({ status: 404, detail: expect.stringContaining('the role MSP') });
    expect(answers[0]).toEqual(answers[1]);
  });
});
