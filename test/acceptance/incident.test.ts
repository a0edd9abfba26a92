/** Incident management: the acceptance scenarios of D2 through the API of a running stack. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let kim: Client; // a requester
let ada: Client; // an agent of the service desk
let lea: Client; // a lead
beforeAll(async () => {
  world = await openWorld('2026-03-27T12:00:00Z');
  kim = await world.as('kim', 'REQ');
  ada = await world.as('ada', 'AGT');
  lea = await world.as('lea', 'LEAD');
});
afterAll(() => world.close());

const path = (answer: { readonly body: { readonly id: string } }): string => `/v1/incidents/${answer.body.id}`;
const solved = { code: 'solved_permanently', notes: 'Restarted the mail server.', category: 'mail' };

async function started(fields: object = {}): Promise<string> {
  const created = await kim.post('/v1/incidents', {
    title: 'Mail is slow',
    category: 'mail',
    impact: 2,
    urgency: 2,
    ...fields,
  });
  const incident = path(created);
  await ada.act(incident, 'assign', { group: 'service-desk' });
  await ada.act(incident, 'accept');
  return incident;
}

const elapsed = async (incident: string, name = 'resolution') => (await ada.get(incident)).body.clocks[name];

describe('the clocks of an incident', () => {
  it('B8.1 a P3 opened Friday 16:00 is due Tuesday 16:00, over the change to summer time', async () => {
    await world.to('2026-03-27T15:00:00Z');

    const created = await kim.post('/v1/incidents', { title: 'Mail is slow', category: 'mail', impact: 2, urgency: 2 });

    expect(created.status).toBe(201);
    expect(created.body.priority).toBe('P3');
    expect(created.body.clocks.resolution.dueAt).toBe('2026-03-31T14:00:00Z');
  });

  it('B8.2 waiting for the caller counts for nobody, and the due instant moves', async () => {
    const incident = await started();
    await world.to('2026-03-30T08:00:00Z');
    await ada.act(incident, 'hold', { reason: 'awaiting_caller', comment: 'Which mailbox is it?' });
    expect(await elapsed(incident)).toMatchObject({ state: 'paused', elapsed: 4 * 3600, dueAt: null });

    await world.to('2026-03-31T10:00:00Z');
    const answered = await kim.post(`${incident}/comments`, { body: 'Mine, all of it.', visibility: 'public' });

    expect(answered.status).toBe(201);
    expect(await elapsed(incident)).toMatchObject({
      state: 'running',
      elapsed: 4 * 3600,
      dueAt: '2026-04-01T16:00:00Z',
    });
  });

  it('D2.1 impact 1 and urgency 2 give P2 with 30 minutes and 8 hours round the clock', async () => {
    await world.to('2026-04-04T10:00:00Z'); // a Saturday

    const created = await kim.post('/v1/incidents', {
      title: 'Mail is down',
      serviceId: 'mail',
      impact: 1,
      urgency: 2,
    });

    expect(created.body).toMatchObject({ priority: 'P2', state: 'new' });
    expect(created.body.clocks.response.dueAt).toBe('2026-04-04T10:30:00Z');
    expect(created.body.clocks.resolution.dueAt).toBe('2026-04-04T18:00:00Z');
  });

  it('D2.2 the caller’s comment resumes a P3 held at 10:00, and the four hours do not count', async () => {
    await world.to('2026-06-15T07:00:00Z'); // Monday 09:00 in Berlin
    const incident = await started();
    await world.to('2026-06-15T08:00:00Z');
    await ada.act(incident, 'hold', { reason: 'awaiting_caller', comment: 'Since when is it slow?' });

    await world.to('2026-06-15T12:00:00Z');
    await kim.post(`${incident}/comments`, { body: 'Since this morning.', visibility: 'public' });

    const { body } = await ada.get(incident);
    expect(body).toMatchObject({ state: 'in_progress' });
    expect(body.clocks.resolution).toMatchObject({ elapsed: 3600, dueAt: '2026-06-17T11:00:00Z' });
  });

  it('explains every second: running, paused by which reason, outside the calendar', async () => {
    const incident = await started();
    await ada.act(incident, 'hold', { reason: 'awaiting_caller', comment: 'Which mailbox is it?' });
    await world.advance('PT30M');
    await kim.post(`${incident}/comments`, { body: 'Mine.', visibility: 'public' });
    await world.advance('P1D');

    const { body } = await ada.get(`${incident}/clocks/resolution/explain`);

    const sum = (kind?: string) =>
      body.intervals
        .filter((interval: { kind: string }) => kind === undefined || interval.kind === kind)
        .reduce((total: number, interval: { seconds: number }) => total + interval.seconds, 0);
    expect(sum()).toBe(24 * 3600 + 30 * 60);
    expect(sum('running')).toBe(body.totals.running);
    expect(sum('paused')).toBe(30 * 60);
    expect(body.intervals.map(({ kind }: { kind: string }) => kind)).toContain('outside-calendar');
    expect(body).toMatchObject({ definition: { id: 'default-resolution', version: 1 } });
  });
});

describe('what happens by itself', () => {
  it('B8.8 raising the priority fires only the highest threshold that is newly crossed', async () => {
    await world.to('2026-06-22T07:00:00Z');
    const incident = await started();
    const { uid } = (await ada.get(incident)).body;
    await world.to('2026-06-22T10:00:00Z');

    const seen = await ada.get(incident);
    await ada.patch(incident, { impact: 1, urgency: 1 }, { headers: { 'if-match': seen.headers.get('etag') ?? '' } });

    expect(await elapsed(incident)).toMatchObject({ percent: 75, dueAt: '2026-06-22T11:00:00Z' });
    const told = (await world.events({ uid })).filter(
      ({ name, data }) => name.startsWith('sla.') && data.clock === 'resolution',
    );
    expect(told.map(({ name, data }) => [name, data.percent])).toEqual([['sla.threshold_reached', 75]]);
  });

  it('thresholds and the breach arrive at their instants, once each, and escalate', async () => {
    await world.to('2026-07-06T06:00:00Z');
    const incident = await started({ impact: 1, urgency: 1 });
    const { uid } = (await ada.get(incident)).body;

    await world.advance('PT6H');

    const told = (await world.events({ uid })).filter(
      ({ name, data }) => name.startsWith('sla.') && data.clock === 'resolution',
    );
    expect(told.map(({ data, at }) => [data.percent, at.slice(11, 16)])).toEqual([
      [50, '08:00'],
      [75, '09:00'],
      [90, '09:36'],
      [100, '10:01'],
    ]);
    expect((await ada.get(incident)).body).toMatchObject({ atRisk: true, escalationLevel: 1 });
  });

  it('an unanswered question is reminded of twice, then the incident resolves, then it closes', async () => {
    await world.to('2026-07-13T07:00:00Z'); // Monday 09:00
    const incident = await started();
    const { uid } = (await ada.get(incident)).body;
    await ada.act(incident, 'hold', { reason: 'awaiting_caller', comment: 'Is it still slow?' });

    await world.to('2026-08-03T07:00:00Z');

    const names = (await world.events({ uid })).filter(({ name }) =>
      ['incident.reminded', 'incident.resolved', 'incident.closed'].includes(name),
    );
    expect(names.map(({ name, at }) => `${name} ${at}`)).toEqual([
      'incident.reminded 2026-07-15T07:00:00Z',
      'incident.reminded 2026-07-17T07:00:00Z',
      'incident.resolved 2026-07-20T07:00:00Z',
      'incident.closed 2026-07-23T07:00:00Z',
    ]);
    expect((await ada.get(incident)).body.resolution.code).toBe('no_response');
  });

  it('D2.8, B8.15 closes three business days after resolution; reopened within five, its clock goes on', async () => {
    await world.to('2026-08-07T10:00:00Z'); // Friday 12:00 in Berlin
    const incident = await started();
    await ada.act(incident, 'resolve', solved);
    const used = (await elapsed(incident)).elapsed;

    await world.to('2026-08-12T10:01:00Z');
    expect((await ada.get(incident)).body.state).toBe('closed');

    await world.to('2026-08-12T11:00:00Z');
    const reopened = await kim.act(incident, 'reopen', { reason: 'It is slow again.' });

    expect(reopened.status).toBe(200);
    expect(reopened.body.state).toBe('in_progress');
    expect(await elapsed(incident)).toMatchObject({ state: 'running', elapsed: used });
  });

  it('a reopen after five business days is refused and points to a follow-up', async () => {
    const incident = await started();
    await ada.act(incident, 'resolve', solved);
    await world.advance('P9D');

    const refused = await kim.act(incident, 'reopen', { reason: 'It is slow again.' });

    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ type: 'urn:itsm:problem:guard-failed', followUp: { href: '/v1/incidents' } });
  });
});

describe('resolution', () => {
  it('D2.9 without notes it is refused, and the clocks go on', async () => {
    const incident = await started();

    const refused = await ada.act(incident, 'resolve', { code: 'solved_permanently' });

    expect(refused.status).toBe(422);
    expect(refused.body.type).toBe('urn:itsm:problem:required-field-missing');
    expect(await elapsed(incident)).toMatchObject({ state: 'running' });
  });

  it('D2.10, B8.11 once breached it needs a reason; the overrun is kept', async () => {
    await world.to('2026-09-07T06:00:00Z');
    const incident = await started({ impact: 1, urgency: 1 }); // four hours, due 10:00Z
    await world.to('2026-09-07T11:30:00Z');
    const full = { ...solved, restoredAt: '2026-09-07T11:00:00Z' };

    const refused = await ada.act(incident, 'resolve', full);
    expect(refused.status).toBe(422);
    const before = await ada.act(incident, 'resolve', {
      ...full,
      breachReason: 'x',
      restoredAt: '2026-09-07T05:00:00Z',
    });
    expect(before.body.errors[0]).toMatchObject({
      pointer: '/restoredAt',
      message: expect.stringMatching(/at 2026-09-07T06:00:00Z$/),
    });

    const resolved = await ada.act(incident, 'resolve', { ...full, breachReason: 'A spare part was missing.' });
    expect(resolved.status).toBe(200);
    expect(resolved.body.clocks.resolution).toMatchObject({ state: 'breached_done', overrun: 90 * 60 });
  });

  it('a mandatory task keeps it open until it is done', async () => {
    const incident = await started();
    await ada.post(`${incident}/tasks`, { title: 'Replace the disk' });

    const refused = await ada.act(incident, 'resolve', solved);
    expect(refused.status).toBe(409);
    expect(refused.body.guards[0].guard).toBe('tasksAreDone');

    await ada.post(`${incident}/tasks/1/done`);
    expect((await ada.act(incident, 'resolve', solved)).status).toBe(200);
  });

  it('a parent takes its children with it; a child of a child is refused', async () => {
    const parent = await started();
    const children = [await started(), await started()];
    const number = parent.slice('/v1/incidents/'.length);
    for (const child of children) await ada.put(`${child}/links`, { kind: 'parent', to: number });
    const grandchild = await started();
    const nested = await ada.put(`${grandchild}/links`, {
      kind: 'parent',
      to: children[0]?.slice('/v1/incidents/'.length),
    });
    expect(nested.status).toBe(409);
    expect(nested.body.type).toBe('urn:itsm:problem:nesting-too-deep');

    await ada.act(parent, 'resolve', solved);
    await world.settled();

    for (const child of children) {
      expect((await ada.get(child)).body).toMatchObject({
        state: 'resolved',
        resolution: { code: 'solved_permanently' },
      });
    }
  });
});

describe('assignment', () => {
  it('D2.7 A, B, A, C counts three changes, and A’s own clock goes on instead of starting anew', async () => {
    const tad = await world.as('tina', 'TAD');
    const ola = {
      name: 'Group resolution',
      kind: 'ola',
      metric: 'resolution',
      appliesTo: {},
      targetByPriority: { P1: 'PT2H', P2: 'PT4H', P3: 'PT10H', P4: 'PT20H', P5: 'PT40H' },
      calendarId: 'business',
      pauseOn: [],
      warnAt: [100],
      validFrom: '2026-01-01T00:00:00Z',
    };
    expect((await tad.put('/v1/service-level-definitions/group-resolution', ola)).status).toBeLessThan(300);
    await world.to('2026-10-05T07:00:00Z');
    const created = await kim.post('/v1/incidents', { title: 'Mail is slow', category: 'mail' });
    const incident = path(created);

    for (const group of ['service-desk', 'network', 'service-desk', 'databases']) {
      await ada.act(incident, 'assign', { group });
      await world.advance('PT1H');
    }

    const { body } = await ada.get(incident);
    expect(body.reassignmentCount).toBe(3);
    const running = body.clocks['ola:service-desk'].segments.filter((segment: { running: boolean }) => segment.running);
    expect(running).toHaveLength(2);
    expect(body.clocks['ola:service-desk'].elapsed).toBe(2 * 3600);
  });

  it('refuses an inactive group and a person who is no member', async () => {
    const incident = path(await kim.post('/v1/incidents', { title: 'Mail is slow', category: 'mail' }));

    const inactive = await ada.act(incident, 'assign', { group: 'retired-group' });
    const stranger = await ada.act(incident, 'assign', { group: 'service-desk', user: 'zoe' });

    expect([inactive.status, inactive.body.type]).toEqual([422, 'urn:itsm:problem:inactive-group']);
    expect([stranger.status, stranger.body.type]).toEqual([422, 'urn:itsm:problem:not-a-member']);
  });

  it('two agents accept at once: one has it, the other learns the new version', async () => {
    const incident = path(await kim.post('/v1/incidents', { title: 'Mail is slow', category: 'mail' }));
    await ada.act(incident, 'assign', { group: 'service-desk' });
    const bob = await world.as('bob', 'AGT');
    const etag = (await ada.get(incident)).headers.get('etag') ?? '';

    const answers = await Promise.all(
      [ada, bob].map((agent) => agent.post(`${incident}/accept`, {}, { headers: { 'if-match': etag } })),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(answers.find(({ status }) => status === 412)?.body.currentEtag).toBe('"3"');
  });
});

describe('what one may do', () => {
  it('tells every action, and why not the others', async () => {
    const incident = path(await kim.post('/v1/incidents', { title: 'Mail is slow', category: 'mail' }));

    const { body } = await ada.get(`${incident}/actions`);

    const action = (name: string) => body.items.find((item: { action: string }) => item.action === name);
    expect(action('assign')).toMatchObject({ allowed: true, requires: ['group'] });
    expect(action('resolve')).toMatchObject({ allowed: false, illegal: { state: 'new' } });
    expect(action('override-priority')).toMatchObject({
      allowed: false,
      missingPermission: { anyOf: ['LEAD', 'INM', 'SVO'] },
    });
  });

  it('a dry run tells the effects and stores nothing', async () => {
    const incident = path(await kim.post('/v1/incidents', { title: 'Mail is slow', category: 'mail' }));
    const before = await ada.get(incident);

    const dry = await ada.post(
      `${incident}/assign?dryRun=true`,
      { group: 'service-desk' },
      { headers: { 'if-match': before.headers.get('etag') ?? '' } },
    );

    expect(dry.body).toMatchObject({ dryRun: true, state: { from: 'new', to: 'assigned' } });
    expect(dry.body.events).toContain('incident.assigned');
    expect((await ada.get(incident)).body.version).toBe(before.body.version);
  });

  it('a lead may set another priority for a time; the matrix value stands beside it and comes back', async () => {
    await world.to('2026-11-02T08:00:00Z');
    const incident = path(await kim.post('/v1/incidents', { title: 'Mail is slow', category: 'mail' }));

    const set = await lea.act(incident, 'override-priority', {
      priority: 'P2',
      reason: 'The board meets.',
      until: '2026-11-02T10:00:00Z',
    });
    expect(set.body).toMatchObject({ priority: 'P2', computedPriority: 'P5' });

    await world.to('2026-11-02T10:01:00Z');
    expect((await ada.get(incident)).body.priority).toBe('P5');
  });
});
