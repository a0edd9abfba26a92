/** Configuration documents: inherited from the MSP, each value with its origin; what is wrong with them is refused; calendars answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { costOf, SLOW_MACHINE } from '#test/support/cost';
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

  it.each([
    [{ zone: 'UTC', weekly: { mon: 'always' } }, { '/calendar/weekly/mon': 'expected array' }],
    [
      { weekly: {}, hours: [] },
      { '/calendar/zone': 'calendar/zone is required', '/calendar/hours': 'unknown field hours' },
    ],
    [
      { zone: 'UTC', weekly: {}, exceptions: [{ date: '2026-12-24', windows: [{ open: '8', close: '12:00' }] }] },
      { '/calendar/exceptions/0/windows/0/open': 'expected a time of day such as 08:30' },
    ],
    [5, { '/calendar': 'expected string or object' }],
  ])('field-report 11 says what is wrong with the shape of a calendar: %j', async (calendar, wrong) => {
    const { status, body } = await tina.post('/v1/calendars/evaluate', {
      ...{ calendar, from: '2026-04-02T15:00:00Z', add: 'PT1H' },
    });
    const told = body.errors.map(({ pointer, message }: Record<string, string>) => [pointer, message]);
    expect([status, Object.fromEntries(told)]).toEqual([422, wrong]);
  });

  it('discovery P5 counts by newer zones than the runtime may have: Winnipeg opens at 13:00Z in December 2026', async () => {
    const hours = [{ open: '08:00', close: '18:00' }];
    const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };
    const question = { from: '2026-12-01T05:00:00Z', add: 'PT1H' };
    const winnipeg = await tina.post('/v1/calendars/evaluate', {
      ...{ ...question, calendar: { zone: 'America/Winnipeg', weekly } },
    });
    expect(winnipeg.body).toMatchObject({ nextOpen: '2026-12-01T13:00:00Z', due: '2026-12-01T14:00:00Z' });

    const health = await tina.get('/health');
    const { body } = await (await world.as('ada', 'AGT')).post('/v1/incidents', {
      title: 'No light',
      category: 'power',
    });
    expect(body.clocks.resolution.tzdata).toBe(health.body.timeZones);
  });

  it('security 12 the largest calendar is counted by in 100 ms, a larger one is refused, and a requester brings none', async () => {
    const windows = (many: number) =>
      Array.from({ length: many }, (_, hour) => ({
        open: `${String(hour).padStart(2, '0')}:00`,
        close: `${String(hour).padStart(2, '0')}:01`,
      }));
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const weekly = Object.fromEntries(days.map((day) => [day, windows(8)]));
    const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index * 40)).toISOString().slice(0, 10);
    const calendar = {
      zone: 'Europe/Berlin',
      weekly,
      exceptions: [
        { date: '12-25', closed: true },
        ...Array.from({ length: 42 }, (_, index) => ({ date: day(index), windows: windows(8) })),
        ...Array.from({ length: 457 }, (_, index) => ({ date: day(42 + index), closed: true })),
      ],
    };
    const question = { calendar, from: '2026-06-15T07:00:00Z', add: 'P39D' };
    const cost = await costOf(async (round) => {
      // Another zone each time, so that nothing of it was counted before.
      const zone = ['Europe/Berlin', 'Europe/Paris', 'Europe/Rome', 'Europe/Madrid', 'Europe/Vienna'][round];
      const answer = await tina.post('/v1/calendars/evaluate', { ...question, calendar: { ...calendar, zone } });
      expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
    });
    const usual = await costOf(() =>
      tina.post('/v1/calendars/evaluate', { ...question, calendar: 'business', add: 'PT4H' }),
    );
    expect(cost - usual).toBeLessThan(SLOW_MACHINE * 100);

    const larger = { ...calendar, weekly: { ...weekly, mon: windows(9) } };
    const more = { ...calendar, exceptions: [...calendar.exceptions, { date: '01-01', closed: true }] };
    const sparse = calendar.exceptions.map(({ date }, index) =>
      index < 50 ? { date, windows: windows(8) } : { date, closed: true },
    );
    for (const refused of [larger, more, { ...calendar, exceptions: sparse }])
      expect((await tina.post('/v1/calendars/evaluate', { ...question, calendar: refused })).status).toBe(422);
    const rita = await world.as('rita', 'REQ');
    expect((await rita.post('/v1/calendars/evaluate', question)).status).toBe(403);
    expect((await rita.post('/v1/calendars/evaluate', { ...question, calendar: 'business', add: 'PT4H' })).status).toBe(
      200,
    );
  });

  it('security 12 working time that ends in no reasonable time is refused, asked for or as a target', async () => {
    const calendar = { zone: 'UTC', weekly: { mon: [{ open: '08:00', close: '08:01' }] } };
    const far = await tina.post('/v1/calendars/evaluate', { calendar, from: '2026-06-15T07:00:00Z', add: 'PT40H' });
    expect([far.status, far.body.detail]).toEqual([422, expect.stringContaining('within 20 years')]);
    const target = {
      ...{
        name: 'Far',
        kind: 'sla',
        metric: 'resolution',
        appliesTo: {},
        calendarId: 'business',
        pauseOn: [],
        warnAt: [],
      },
      ...{ targetByPriority: { P1: 'P366D', P4: 'P367D' }, validFrom: '2026-01-01T00:00:00Z' },
    };
    const answer = await tina.put('/v1/service-level-definitions/far', target);
    const pointers = answer.body.errors?.map(({ pointer }: { pointer: string }) => pointer);
    expect([answer.status, pointers]).toEqual([422, ['/targetByPriority/P4']]);
  });
});

describe('documents that bear on each other', () => {
  const group = (name: string, parent?: string) => ({
    name,
    active: true,
    members: ['ned'],
    ...(parent !== undefined && { parent }),
  });
  const outcome = (answers: readonly { readonly status: number; readonly body: { readonly type?: string } }[]) =>
    answers.map(({ status, body }) => body.type?.split(':').at(-1) ?? status).sort();

  it('security 8 a group’s parents lead back to it neither at once nor by and by', async () => {
    await tina.put('/v1/groups/west', group('West'));
    await tina.put('/v1/groups/north', group('North', 'west'));
    const own = await put(tina, '/v1/groups/north', group('North', 'north'));
    const back = await put(tina, '/v1/groups/west', group('West', 'north'));

    expect([own.status, own.body.cycle]).toEqual([409, ['north', 'north']]);
    expect([back.status, back.body.type, back.body.cycle]).toEqual([
      409,
      'urn:itsm:problem:link-cycle',
      ['west', 'north', 'west'],
    ]);
    expect((await put(tina, '/v1/groups/north', group('North', 'elsewhere'))).status).toBe(200);
    expect((await put(tina, '/v1/groups/west', group('West', 'north'))).status).toBe(200);
  });

  it('security 8 of three groups that become each other’s parents at the same moment, one is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const ids = ['a', 'b', 'c'].map((letter) => `ring-${round}-${letter}`);
      const answers = await Promise.all(
        ids.map((id, index) => tina.put(`/v1/groups/${id}`, group(id, ids[(index + 1) % 3]))),
      );

      expect(outcome(answers)).toEqual([201, 201, 'link-cycle']);
    }
  });

  it('security 8 an OLA and the SLA that it exceeds are not both written at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        (['sla', 'ola'] as const).map((kind, index) =>
          tina.put(`/v1/service-level-definitions/meeting-${round}-${kind}`, {
            name: `Meeting ${kind}`,
            kind,
            metric: 'resolution',
            appliesTo: { serviceId: 'meetings', ...(kind === 'ola' && { groupId: 'network' }) },
            targetByPriority: { P1: ['PT1M', 'PT30M'][index] },
            calendarId: 'business',
            pauseOn: [],
            warnAt: [],
            validFrom: '2026-01-01T00:00:00Z',
          }),
        ),
      );

      expect(outcome(answers)).toEqual([201, 'ola-exceeds-sla']);
      for (const [index, { status }] of answers.entries()) {
        const path = `/v1/service-level-definitions/meeting-${round}-${['sla', 'ola'][index]}`;
        const { headers } = await tina.get(path);
        if (status === 201)
          expect((await tina.delete(path, { headers: { 'if-match': headers.get('etag') ?? '' } })).status).toBe(204);
      }
    }
  });
});
