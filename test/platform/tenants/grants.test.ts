/** Whose an access key, a webhook or a schedule is: shown, noted when it is used, over with its maker's grant, and taken over. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Access } from '#shared/http/access-log';
import { openReceiver, type Receiver } from '#test/platform/webhooks/receiver';
import { type Client, createClient } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let receiver: Receiver;
let tina: Client;
let olga: Client;
let home: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  receiver = await openReceiver();
  tina = await world.as('tina', 'TAD');
  olga = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'acme' });
  home = await world.as('nina', 'TAD', 'northwind');
  await tina.put('/v1/users/tina', { name: 'Tina', roles: ['TAD'] });
});
afterAll(async () => {
  await world.close();
  await receiver.close();
});

const later = () => world.advance('PT10S');
const once = () => ({ headers: { 'idempotency-key': crypto.randomUUID() } });
const withKey = (secret: string) => createClient(world.url, { authorization: `Bearer ${secret}` });
const ticket = { title: 'No mail', category: 'mail', impact: 3, urgency: 3 };

async function granted(body: object = { roles: ['AGT', 'LEAD', 'TAD'] }): Promise<void> {
  expect((await tina.put('/v1/delegations/northwind', body)).status).toBe(200);
  await later();
}

/** A key that this person makes, and what the list says of it. */
async function keyBy(maker: Client, roles: readonly string[] = ['AGT']) {
  const { status, body } = await maker.post('/v1/access-keys', { name: 'Monitoring', roles });
  expect([status, body.detail]).toEqual([201, undefined]);
  const listed = async () =>
    (await tina.get('/v1/access-keys')).body.items.find(({ id }: { readonly id: string }) => id === body.id);
  return { id: String(body.id), machine: withKey(body.secret), listed };
}

async function statusOf(machine: Client, path = '/v1/incidents'): Promise<number> {
  return (await machine.get(path)).status;
}

describe('an operator’s access key', () => {
  beforeEach(() => granted());

  it('field-report 1 is listed with the MSP that its maker is of, and what it does stands in the access log with who made it', async () => {
    const { id, machine, listed } = await keyBy(olga);
    expect(await listed()).toMatchObject({
      createdBy: 'olga@northwind',
      homeTenantId: await world.tenantId('northwind'),
      state: 'active',
    });

    const made = await machine.post('/v1/incidents', ticket, once());
    expect([made.status, made.body.createdBy]).toEqual([201, `key:${id}`]);
    await machine.get('/v1/views');
    const { items } = (await tina.get('/v1/access-log?limit=200')).body;
    const used = items.filter(({ actor }: { readonly actor: { readonly id: string } }) => actor.id === `key:${id}`);
    // Within a minute they are in no order.
    const byMethod = used.toSorted((a: Access, b: Access) => (a.method < b.method ? -1 : 1));
    expect(byMethod).toMatchObject([
      { method: 'GET', path: '/v1/views', actor: { type: 'machine' }, madeBy: 'olga@northwind' },
      { method: 'POST', path: '/v1/incidents', madeBy: 'olga@northwind' },
    ]);

    const own = await keyBy(tina);
    await own.machine.get('/v1/incidents');
    expect(JSON.stringify((await tina.get('/v1/access-log?limit=200')).body)).not.toContain(own.id);
  });

  it('field-report 1 has no role that the delegation has not, when it is made and afterwards', async () => {
    const more = await olga.post('/v1/access-keys', { name: 'Eyes', roles: ['AUD'] });
    expect([more.status, more.body.detail]).toEqual([403, expect.stringContaining('AUD')]);

    const { machine } = await keyBy(olga, ['AGT', 'LEAD']);
    const { body } = await machine.post('/v1/incidents', ticket, once());
    await granted({ roles: ['TAD'] });
    expect(await statusOf(machine, `/v1/incidents/${body.id}`)).not.toBe(200);
    await granted();
    expect(await statusOf(machine, `/v1/incidents/${body.id}`)).toBe(200);
  });

  it.each([
    [
      'ends by itself',
      { roles: ['AGT', 'TAD'], until: '2027-01-01T00:00:00Z' },
      () => world.to('2027-01-01T00:00:00Z'),
    ],
    ['no longer makes administrators', { roles: ['AGT'] }, later],
    ['is for some collections only', { roles: ['AGT', 'TAD'], scope: ['incidents'] }, later],
  ])('field-report 1 is refused with 401 once the delegation %s', async (_, body, wait) => {
    const { machine, listed } = await keyBy(olga);
    expect(await statusOf(machine)).toBe(200);
    expect((await tina.put('/v1/delegations/northwind', body)).status).toBe(200);
    await wait();
    expect(await statusOf(machine)).toBe(401);
    expect(await listed()).toMatchObject({ state: 'orphaned', orphaned: 'delegation-ended' });
  });

  it('field-report 1 is for no collection that the delegation is not for', async () => {
    await granted({ roles: ['AGT', 'TAD'], scope: ['incidents', 'access-keys'] });
    const { machine } = await keyBy(olga);
    expect([await statusOf(machine), await statusOf(machine, '/v1/changes')]).toEqual([200, 404]);
  });

  it('field-report 1 is refused when its maker leaves the MSP, and administrators are told', async () => {
    const oscar = await world.as('oscar', 'MSP', 'northwind', { 'itsm-tenant': 'acme' });
    const { id, machine, listed } = await keyBy(oscar);
    await home.put('/v1/users/oscar', { name: 'Oscar', roles: ['MSP'] });
    await world.settled();
    await later();
    expect(await statusOf(machine)).toBe(200);

    const { headers } = await home.get('/v1/users/oscar');
    const left = { headers: { 'if-match': headers.get('etag') ?? '' } };
    expect((await home.patch('/v1/users/oscar', { active: false }, left)).status).toBe(200);
    await world.settled();
    await later();
    expect(await statusOf(machine)).toBe(401);
    expect(await listed()).toMatchObject({ state: 'orphaned', orphaned: 'maker-left' });
    await world.settled();
    const { items } = (await tina.get('/v1/notifications')).body;
    expect(items.map(({ text }: { readonly text: string }) => text).join()).toContain(id);
  });
});

describe('what somebody of the tenant leaves behind', () => {
  it('field-report 1 stops when they are deactivated; administrators are told, and take it over', async () => {
    const paul = await world.as('paul', 'TAD LEAD');
    const { body: stored } = await tina.put('/v1/users/paul', { name: 'Paul', roles: ['TAD', 'LEAD'] });
    const { id, machine, listed } = await keyBy(paul);
    const hook = { url: receiver.url, events: ['incident.created'], scope: 'internal' };
    const made = await paul.post('/v1/webhooks', hook);
    const webhook = `/v1/webhooks/${made.body.id}`;
    const title = 'Check the backups';
    const recurs = { rrule: 'FREQ=DAILY', dtstart: '2027-01-02T09:00', recordType: 'incident' };
    const recordValues = { category: 'backup', impact: 3, urgency: 3 };
    const schedule = `/v1/schedules/${(await paul.post('/v1/schedules', { title, ...recurs, recordValues })).body.id}`;
    await machine.post('/v1/incidents', ticket, once());
    await world.settled();
    const before = receiver.accepted.length;
    expect(before).toBeGreaterThan(0);

    const seen = { headers: { 'if-match': `"${stored.version}"` } };
    expect((await tina.patch('/v1/users/paul', { active: false }, seen)).status).toBe(200);
    await world.settled();
    await later();
    const { body: incident } = await (await world.as('ada', 'AGT')).post('/v1/incidents', ticket);
    await world.settled();
    await world.advance('P2D');

    expect([await statusOf(machine), receiver.accepted.length]).toEqual([401, before]);
    expect(await listed()).toMatchObject({ state: 'orphaned', orphaned: 'maker-left' });
    expect((await tina.get(webhook)).body).toMatchObject({ state: 'disabled', disabledReason: 'orphaned' });
    expect((await tina.get(schedule)).body).toMatchObject({ state: 'paused', setUpBy: { id: 'paul' } });
    await world.settled();
    const { items } = (await tina.get('/v1/notifications?limit=100')).body;
    const told = items.map(({ event }: { readonly event: string }) => event);
    expect(told).toEqual(expect.arrayContaining(['access_key.orphaned', 'webhook.orphaned', 'schedule.orphaned']));

    expect((await tina.post(`/v1/access-keys/${id}/take-over`)).body).toMatchObject({ takenOverBy: 'tina' });
    expect((await tina.post(`${webhook}/enable`)).body).toMatchObject({ state: 'active', owner: { id: 'tina' } });
    expect((await (await world.as('lea', 'LEAD')).act(schedule, 'resume')).status).toBe(200);
    await world.settled();
    await world.advance('PT1M');
    expect([await statusOf(machine), (await listed()).state]).toEqual([200, 'active']);
    // What happened meanwhile was kept for it.
    expect(receiver.accepted.map(({ event }) => event.subject)).toContain(incident.id);
    expect((await tina.get(schedule)).body).toMatchObject({ state: 'active', setUpBy: { id: 'lea' } });
    expect((await tina.post('/v1/access-keys/0000000000000000/take-over')).status).toBe(404);
  });

  it('field-report 1 with an access key stops when the key is revoked', async () => {
    const { id, machine } = await keyBy(tina, ['INT', 'AGT']);
    const made = await machine.post('/v1/webhooks', { url: receiver.url, events: ['incident.created'] }, once());
    expect(made.body.owner).toMatchObject({ id: `key:${id}`, keyOf: 'tina' });
    expect((await tina.delete(`/v1/access-keys/${id}`)).status).toBe(204);
    await later();
    await (await world.as('ada', 'AGT')).post('/v1/incidents', ticket);
    await world.settled();
    const { body } = await tina.get(`/v1/webhooks/${made.body.id}`);
    expect(body).toMatchObject({ state: 'disabled', disabledReason: 'orphaned' });
  });
});
