/** Configuration documents: inherited from the MSP, each value with its origin; what is wrong with them is refused; calendars answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let tina: Client;
let msp: Client;
const office = (open: string, close: string) => ({
  zone: 'Europe/Berlin',
  weekly: { mon: [{ open, close }], tue: [{ open, close }], wed: [{ open, close }] },
});

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  tina = await world.as('tina', 'TAD PRO');
  msp = await world.as('mona', 'TAD PRO', 'northwind');
});
afterAll(() => world.close());

const put = async (client: Client, path: string, body: unknown) => {
  const { headers } = await client.get(path);
  return client.put(path, body, { headers: { 'if-match': headers.get('etag') ?? '"0"' } });
};

describe('a document', () => {
  it('is the product’s default, then what the MSP sets, then the tenant’s own; deleted, it is inherited again', async () => {
    const path = '/v1/settings';
    const { body: first } = await tina.get(path);
    expect(first.origin).toBe('default');
    const settings = { ...first.body, closeAfterDays: 7 };

    expect((await put(msp, path, settings)).status).toBe(201);
    await world.settled();
    const inherited = await tina.get(path);
    expect(inherited.body).toMatchObject({ origin: 'inherited', body: { closeAfterDays: 7 } });

    expect((await put(tina, path, { ...settings, closeAfterDays: 2 })).status).toBe(201);
    await put(msp, path, { ...settings, closeAfterDays: 9 });
    await world.settled();
    expect((await tina.get(path)).body).toMatchObject({ origin: 'own', body: { closeAfterDays: 2 } });
    expect((await (await world.as('gus', 'TAD', 'globex')).get(path)).body.body.closeAfterDays).toBe(9);

    const { headers } = await tina.get(path);
    const removed = await tina.delete(path, { headers: { 'if-match': headers.get('etag') ?? '' } });
    expect(removed.status).toBe(204);
    expect((await tina.get(path)).body).toMatchObject({ origin: 'inherited', body: { closeAfterDays: 9 } });
  });

  it('of a client reaches neither its MSP nor another client; groups and users are nobody’s but their tenant’s', async () => {
    expect((await tina.put('/v1/calendars/night', office('20:00', '24:00'))).status).toBe(201);
    await msp.put('/v1/groups/msp-desk', { name: 'MSP desk', active: true, members: ['olga'] });
    await world.settled();
    const gus = await world.as('gus', 'TAD', 'globex');
    expect((await gus.get('/v1/calendars/night')).status).toBe(404);
    expect((await msp.get('/v1/calendars/night')).status).toBe(404);
    expect((await tina.get('/v1/groups/msp-desk')).status).toBe(404);
  });

  it('of an MSP reaches a client that is onboarded later, and no tenant that only lets the MSP work for it', async () => {
    await msp.put('/v1/calendars/shift', office('06:00', '14:00'));
    const olga = await world.as('olga', 'MSP', 'northwind');
    await olga.post('/v1/tenants', { slug: 'initech', name: 'Initech', zone: 'Europe/Berlin' });
    const bill = await world.as('bill', 'TAD', 'initech');
    expect((await bill.get('/v1/calendars/shift')).body).toMatchObject({ origin: 'inherited', version: 1 });

    const detail = { slug: 'fabrikam', name: 'Fabrikam', zone: 'Europe/Paris' };
    await world.invoke('tenants', { source: 'helmdesk.operator', 'detail-type': 'tenant.onboard', detail });
    expect((await bill.put('/v1/delegations/fabrikam', { roles: ['AGT'] })).status).toBe(200);
    const fay = await world.as('fay', 'TAD PRO', 'fabrikam');
    expect((await fay.put('/v1/calendars/theirs', office('09:00', '17:00'))).status).toBe(201);
    await world.settled();
    expect((await bill.get('/v1/calendars/theirs')).status).toBe(404);
  });

  it('has versions that stay, and is written over only by who has seen the last', async () => {
    expect((await tina.put('/v1/calendars/night', office('21:00', '24:00'))).status).toBe(428);
    expect((await put(tina, '/v1/calendars/night', office('21:00', '24:00'))).body.version).toBe(2);
    const { body } = await tina.get('/v1/calendars/night/versions');
    expect(body.items.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
    const late = await tina.put('/v1/calendars/night', office('22:00', '24:00'), { headers: { 'if-match': '"1"' } });
    expect([late.status, late.body.currentEtag]).toEqual([412, '"2"']);
  });

  it('tells of its change by an event; a dry run changes nothing', async () => {
    expect((await world.events({ name: 'configuration.updated' })).map(({ data }) => data.id)).toContain('night');
    const dry = await tina.put('/v1/calendars/day?dryRun=true', office('08:00', '16:00'));
    expect([dry.status, dry.body.dryRun]).toEqual([200, true]);
    expect((await tina.get('/v1/calendars/day')).status).toBe(404);
  });
});

describe('what is refused', () => {
  const never = { zone: 'Europe/Berlin', weekly: {} };
  const overlapping = {
    zone: 'Europe/Berlin',
    weekly: {
      mon: [
        { open: '08:00', close: '12:00' },
        { open: '11:00', close: '18:00' },
      ],
    },
  };
  const crooked = [
    ['P1', 'P2', 'P3'],
    ['P3', 'P2', 'P4'],
    ['P3', 'P4', 'P5'],
  ];

  it.each([
    ['a calendar that is never open', '/v1/calendars/x', never, 422, 'calendar-never-open'],
    ['windows that overlap', '/v1/calendars/x', overlapping, 422, 'invalid-calendar'],
    ['a zone that is none', '/v1/calendars/x', { ...office('08:00', '18:00'), zone: 'Mars' }, 422, 'invalid-calendar'],
    ['a matrix that is not monotone', '/v1/priority-matrices', crooked, 422, 'matrix-not-monotone'],
    [
      'a group with an unknown field',
      '/v1/groups/x',
      { name: 'X', active: true, members: [], fun: 1 },
      422,
      'unknown-field',
    ],
  ])('%s', async (_, path, body, status, slug) => {
    const answer = await tina.put(path, body);
    expect([answer.status, answer.body.type]).toEqual([status, `urn:itsm:problem:${slug}`]);
  });

  it('who may not', async () => {
    const agent = await world.as('ada', 'AGT');
    expect((await agent.get('/v1/calendars/business')).status).toBe(200);
    expect((await agent.put('/v1/calendars/x', office('08:00', '18:00'))).status).toBe(403);
    const auditor = await world.as('audrey', 'AUD');
    expect((await auditor.get('/v1/configuration')).status).toBe(200);
    expect((await auditor.put('/v1/calendars/x', office('08:00', '18:00'))).status).toBe(403);
    expect((await (await world.as('rita', 'REQ')).get('/v1/calendars')).status).toBe(403);
  });
});

describe('POST /v1/calendars/evaluate', () => {
  it('adds working time on a stored calendar, across a closed day, or on one that is given', async () => {
    // Good Friday and Easter Monday of 2026 are closed at Acme: Thursday 17:00 and four hours are Tuesday 11:00 in Berlin.
    const stored = await tina.post('/v1/calendars/evaluate', {
      ...{ calendar: 'business', from: '2026-04-02T15:00:00Z', add: 'PT4H' },
    });
    expect([stored.status, stored.body.due]).toEqual([200, '2026-04-07T09:00:00Z']);
    const given = await tina.post('/v1/calendars/evaluate', {
      ...{ calendar: office('09:00', '10:00'), from: '2026-06-15T07:00:00Z', add: 'PT2H' },
    });
    expect(given.body.due).toBe('2026-06-16T08:00:00Z');
  });

  it.each([
    ['neither add nor to', { calendar: 'business', from: '2026-04-02T15:00:00Z' }, 422],
    ['a calendar that is not there', { calendar: 'nowhere', from: '2026-04-02T15:00:00Z', add: 'PT1H' }, 422],
    [
      'one that is never open',
      { calendar: { zone: 'UTC', weekly: {} }, from: '2026-04-02T15:00:00Z', add: 'PT1H' },
      422,
    ],
    ['a duration that is none', { calendar: 'business', from: '2026-04-02T15:00:00Z', add: 'soon' }, 422],
  ])('refuses %s', async (_, body, status) => {
    expect((await tina.post('/v1/calendars/evaluate', body)).status).toBe(status);
  });
});
