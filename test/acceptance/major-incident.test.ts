/** Major incidents: the acceptance scenarios of D2 through the API of a running stack. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client; // an agent of the service desk
let ina: Client; // an incident manager
let pia: Client; // a problem manager
let tina: Client; // an administrator
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  ina = await world.as('ina', 'INM');
  pia = await world.as('pia', 'PRB');
  tina = await world.as('tina', 'TAD');
});
afterAll(() => world.close());

const incidentPath = (id: string): string => `/v1/incidents/${id}`;
const majorPath = (id: string): string => `/v1/major-incidents/${id}`;

async function report(user: string, fields: object): Promise<string> {
  const created = await (await world.as(user, 'REQ')).post('/v1/incidents', { title: 'It does not work', ...fields });
  expect(created.status).toBe(201);
  return created.body.id;
}

async function reports(serviceId: string, many: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < many; i++) ids.push(await report(`user-${i}`, { serviceId }));
  return ids;
}

async function candidates(serviceId: string) {
  await world.settled();
  const { body } = await ina.get(`/v1/major-incidents?serviceId=${serviceId}`);
  return body.items;
}

/** The notices of a major incident, as the desk sees them. */
async function noticesOf(path: string) {
  await world.settled();
  const { uid } = (await ina.get(path)).body;
  return (await ina.get(`/v1/service-notices?majorIncident=${uid}`)).body.items;
}

/** Events that somebody was told of since an instant, oldest first. */
async function toldTo(user: string, since: string): Promise<string[]> {
  await world.settled();
  const { body } = await (await world.as(user, 'REQ')).get('/v1/notifications?limit=50');
  const told = body.items.filter(({ at }: { at: string }) => at >= since);
  return told.map(({ event }: { event: string }) => event).reverse();
}

/** A major incident that was declared by hand, without incidents of its own. */
async function declared(severity = 'SEV1', fields: object = {}): Promise<string> {
  const { body } = await ina.post('/v1/major-incidents', { title: 'Mail is down', ...fields });
  const path = majorPath(body.id);
  const answer = await ina.act(path, 'declare', {
    severity,
    criteria: 'More than 100 users',
    roles: { commsLead: 'ada' },
  });
  expect([answer.status, answer.body.state]).toEqual([200, 'declared']);
  return path;
}

async function mitigated(path: string): Promise<void> {
  const { status } = await ina.act(path, 'mitigate', { restoredAt: '2026-06-15T07:00:00Z' });
  expect(status).toBe(200);
}

const resolution = { code: 'solved_permanently', notes: 'The mail store was brought back.' };

describe('noticing a major incident', () => {
  it('D2.3 five people report one service within 12 minutes: one candidate with the five; declared, all are its P1 children, and one notice tells them', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      ids.push(await report(`user-${i}`, { serviceId: 'mail', category: 'mail' }));
      if (i < 4) {
        expect(await candidates('mail')).toEqual([]);
        await world.advance('PT3M');
      }
    }

    const [candidate, ...others] = await candidates('mail');

    expect(others).toEqual([]);
    const uids = await Promise.all(ids.map(async (id) => (await ada.get(incidentPath(id))).body.uid));
    expect(candidate).toMatchObject({
      state: 'candidate',
      trigger: 'many_reports',
      serviceId: 'mail',
      incidents: uids,
    });

    const path = majorPath(candidate.id);
    await world.advance('PT1M');
    const { status, body } = await ina.act(path, 'declare', { severity: 'SEV1' });
    expect(status).toBe(200);
    const notices = await noticesOf(path);
    expect(notices).toEqual([
      expect.objectContaining({ state: 'active', effect: 'outage', services: ['mail'], incidents: uids }),
    ]);
    expect(notices[0].title).toBe('mail');
    for (let i = 0; i < 5; i++)
      expect(await toldTo(`user-${i}`, body.declaredAt)).toEqual(['service_notice.published']);

    for (const id of ids)
      expect((await ada.get(incidentPath(id))).body).toMatchObject({ priority: 'P1', major: candidate.id });
    const { body: links } = await ina.get(`${path}/links`);
    expect(links.items.map(({ id }: { id: string }) => id).sort()).toEqual([...ids].sort());
    expect(await world.events({ name: 'major_incident.declared' })).toHaveLength(1);
  });

  it('D2.3 the same person five times, or five over more than 15 minutes, are no candidate', async () => {
    for (let i = 0; i < 5; i++) await report('kim', { serviceId: 'wiki' });
    for (let i = 0; i < 5; i++) {
      await report(`user-${i}`, { serviceId: 'chat' });
      await world.advance('PT4M');
    }

    expect(await candidates('wiki')).toEqual([]);
    expect(await candidates('chat')).toEqual([]);
  });

  it('D2.3 five at the same moment make one candidate, and a sixth report joins it', async () => {
    const at = (user: string) => report(user, { category: 'telephony' });
    const ids = await Promise.all(['u1', 'u2', 'u3', 'u4', 'u5'].map(at));
    await world.settled();
    ids.push(await at('u6'));
    await world.settled();

    const { body } = await ina.get('/v1/major-incidents?category=telephony');

    expect(body.items).toHaveLength(1);
    expect(body.items[0].incidents).toHaveLength(6);
  });

  it('D2.3 a rejected candidate mutes its reports: five others are needed for the next', async () => {
    await reports('vpn', 5);
    const [first] = await candidates('vpn');
    const rejected = await ina.act(majorPath(first.id), 'reject', { reason: 'They all forgot their password.' });
    expect(rejected.body.state).toBe('rejected');
    await world.settled();

    await report('user-9', { serviceId: 'vpn' });
    expect(await candidates('vpn')).toHaveLength(1);
    for (let i = 20; i < 24; i++) await report(`user-${i}`, { serviceId: 'vpn' });
    expect(await candidates('vpn')).toHaveLength(2);
  });

  it('D2.3 the same event delivered twice leaves one candidate with five', async () => {
    await reports('crm', 5);
    const [candidate] = await candidates('crm');
    const event = (await world.events({ name: 'incident.created' })).find(({ uid }) => uid === candidate.incidents[2]);

    const answer = await world.invoke('incident-management', {
      source: 'itsm.incident-management',
      'detail-type': 'incident.created',
      detail: event,
    });

    expect(answer.ok).toBe(true);
    const [again, ...others] = await candidates('crm');
    expect(others).toEqual([]);
    expect(again).toMatchObject({ id: candidate.id, incidents: candidate.incidents });
  });
});

describe('the rhythm of updates', () => {
  it('D2.4 SEV1 declared at 10:00 without an update: reminder at 10:35, service owner at 10:40', async () => {
    await world.to('2026-06-16T10:00:00Z');
    await tina.put('/v1/users/otto', { name: 'Otto', roles: ['SVO'], active: true });
    const path = await declared('SEV1');
    const { uid } = (await ina.get(path)).body;

    await world.to('2026-06-16T10:34:00Z');
    expect(await toldTo('ada', '2026-06-16T10:00:00Z')).toEqual([]);
    await world.to('2026-06-16T10:35:00Z');
    expect(await toldTo('ada', '2026-06-16T10:00:00Z')).toEqual(['major_incident.update_reminded']);
    expect(await toldTo('otto', '2026-06-16T10:00:00Z')).toEqual([]);
    await world.to('2026-06-16T10:45:00Z');
    expect(await toldTo('otto', '2026-06-16T10:00:00Z')).toEqual(['major_incident.update_escalated']);
    expect(await toldTo('ada', '2026-06-16T10:00:00Z')).toEqual(['major_incident.update_reminded']);

    const told = (await world.events({ uid })).filter(({ name }) => /update_(reminded|escalated)$/.test(name));
    expect(told.map(({ name, at, data }) => [name, at, data.role])).toEqual([
      ['major_incident.update_reminded', '2026-06-16T10:35:00Z', 'INM'],
      ['major_incident.update_escalated', '2026-06-16T10:40:00Z', 'SVO'],
    ]);
  });

  it('D2.4 an update moves the next one: 30 minutes for SEV1, 60 for SEV2; it stands in the timeline', async () => {
    await world.to('2026-06-17T10:00:00Z');
    const [one, two] = [await declared('SEV1'), await declared('SEV2')];
    await world.advance('PT20M');

    const updated = await ada.act(one, 'post-update', { text: 'The store is being restored.', visibility: 'public' });
    const other = await ada.act(two, 'post-update', { text: 'Only we see this.', visibility: 'internal' });

    expect(updated.body.nextUpdateDue).toBe('2026-06-17T10:50:00Z');
    expect(other.body.nextUpdateDue).toBe('2026-06-17T11:20:00Z');
    const { body } = await ina.get(`${one}/timeline`);
    expect(body.items.map(({ kind, text, public: open }: Record<string, unknown>) => [kind, text, open])).toEqual([
      ['create', null, true],
      ['declare', null, true],
      ['post-update', null, true],
      ['comment', 'The store is being restored.', true],
    ]);
  });

  it('D2 updates are given by the communications lead or the incident manager', async () => {
    const path = await declared('SEV1');
    const bob = await world.as('bob', 'AGT');

    const answer = await bob.act(path, 'post-update', { text: 'All is well.' });

    expect([answer.status, answer.body.type]).toEqual([403, 'urn:itsm:problem:forbidden']);
  });
});

describe('its incidents', () => {
  it('D2.5 resolved with 37 children: each is resolved with the same code, 37 requesters are told once', async () => {
    const path = await declared('SEV1');
    const { id, uid } = (await ina.get(path)).body;
    const ids = await Promise.all(
      Array.from({ length: 37 }, (_, i) => report(`caller-${i}`, { category: `topic-${i}` })),
    );
    const linked = await ada.post('/v1/incidents/bulk', {
      command: 'link-major',
      body: { majorIncident: id },
      items: ids.map((each) => ({ id: each })),
    });
    expect(linked.body.results.filter(({ status }: { status: number }) => status !== 200)).toEqual([]);
    await mitigated(path);
    await world.advance('PT1M');

    const { body: resolved } = await ina.act(path, 'resolve', resolution);
    await world.settled();

    const [event] = await world.events({ name: 'major_incident.resolved', uid });
    const again = { source: 'itsm.incident-management', 'detail-type': 'major_incident.resolved', detail: event };
    expect((await world.invoke('incident-management', again)).ok).toBe(true);
    const children = await Promise.all(ids.map(async (each) => (await ada.get(incidentPath(each))).body));
    expect(children.map(({ state, resolution: { code } }) => `${state} ${code}`)).toEqual(
      ids.map(() => 'resolved solved_permanently'),
    );
    const told = await Promise.all(ids.map((_, i) => toldTo(`caller-${i}`, resolved.resolvedAt)));
    expect(told).toEqual(ids.map(() => ['service_notice.resolved']));
    expect((await noticesOf(path)).map(({ state }: { state: string }) => state)).toEqual(['resolved']);
  });

  it('D2 its public updates are those of its notice, internal ones are not; mitigated it is watched', async () => {
    const path = await declared('SEV2', { serviceId: 'mail' });
    const incident = await report('late', { category: 'late' });
    await world.advance('PT1M');
    await ada.act(incidentPath(incident), 'link-major', { majorIncident: path.split('/').at(-1) });
    const { declaredAt } = (await ina.get(path)).body;
    await world.advance('PT1M');
    await ina.act(path, 'post-update', {
      text: 'The store is being restored.',
      estimatedRestore: '2026-07-01T00:00:00Z',
    });
    await ina.act(path, 'post-update', { text: 'Bob dropped the disk.', visibility: 'internal' });
    await world.advance('PT1M');
    await ina.act(path, 'mitigate', { restoredAt: '2026-06-15T07:00:00Z', text: 'Mail flows again.' });

    const [notice, ...others] = await noticesOf(path);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      state: 'monitoring',
      effect: 'degradation',
      estimatedRestore: '2026-07-01T00:00:00Z',
    });
    expect(notice.updates.map(({ text }: { text: object }) => text).slice(1)).toEqual([
      { en: 'The store is being restored.' },
      { en: 'Mail flows again.' },
    ]);
    expect(await toldTo('late', declaredAt)).toEqual([
      'incident.created',
      'incident.joined_major',
      'service_notice.update_posted',
      'service_notice.monitoring_started',
    ]);
  });

  it('D2 a confidential one has no notice; its reporters are told by their own incidents', async () => {
    const path = await declared('SEV1', { serviceId: 'mail', confidential: true });
    const incident = await report('cora', { category: 'secret' });
    await ina.act(incidentPath(incident), 'link-major', { majorIncident: path.split('/').at(-1) });
    await world.advance('PT1M');
    await mitigated(path);
    const { body } = await ina.act(path, 'resolve', resolution);

    expect(await noticesOf(path)).toEqual([]);
    const reported = (await ada.get(incidentPath(incident))).body.resolution;
    expect(reported).toEqual({ code: resolution.code, notes: `Resolved together with ${body.id}.` });
    expect((await toldTo('cora', body.resolvedAt)).sort()).toEqual([
      'incident.resolved',
      'incident.satisfaction_asked',
    ]);
  });

  it('D2 link-major before it is declared is refused, and of what does not exist', async () => {
    const { body: candidate } = await ina.post('/v1/major-incidents', { title: 'Perhaps' });
    const path = incidentPath(await report('kim', { category: 'link-1' }));

    const early = await ada.act(path, 'link-major', { majorIncident: candidate.id });
    const absent = await ada.act(path, 'link-major', { majorIncident: 'MIN0099999' });
    const gus = await world.as('gus', 'INM', 'globex');
    const { body: foreign } = await gus.post('/v1/major-incidents', { title: 'Theirs' });
    const theirs = await ada.act(path, 'link-major', { majorIncident: foreign.uid });

    expect([early.status, early.body.type]).toEqual([409, 'urn:itsm:problem:guard-failed']);
    expect([absent.status, absent.body.type]).toEqual([422, 'urn:itsm:problem:unknown-reference']);
    expect([theirs.status, theirs.body.type]).toEqual([422, 'urn:itsm:problem:unknown-reference']);
  });

  it('D2 a child of a child: 409 nesting-too-deep', async () => {
    const { id } = (await ina.get(await declared())).body;
    const [parent, child, other] = await Promise.all(['a', 'b', 'c'].map((each) => report(each, { category: each })));
    await ada.put(`${incidentPath(String(child))}/links`, { kind: 'parent', to: parent });
    const attempt = (incident: unknown) => ada.act(incidentPath(String(incident)), 'link-major', { majorIncident: id });

    const answers = [await attempt(child), await attempt(parent)];
    expect((await attempt(other)).status).toBe(200);
    const twice = await attempt(other);
    const below = await ada.put(`${incidentPath(await report('d', { category: 'd' }))}/links`, {
      kind: 'parent',
      to: other,
    });

    for (const { status, body } of [...answers, below])
      expect([status, body.type]).toEqual([409, 'urn:itsm:problem:nesting-too-deep']);
    expect([twice.status, twice.body.type]).toEqual([409, 'urn:itsm:problem:duplicate']);
  });

  it('D2 what turns out to be something else leaves it, with its own priority', async () => {
    const { id } = (await ina.get(await declared())).body;
    const path = incidentPath(await report('kim', { category: 'leave', impact: 3, urgency: 3 }));
    await ada.act(path, 'link-major', { majorIncident: id });
    const links = await ada.delete(`${path}/links/parent/${id}`);
    const left = await ada.act(path, 'unlink-major', { majorIncident: id, reason: 'Another printer.' });
    expect(links.status).toBe(422);
    expect(left.body).toMatchObject({ priority: 'P5' });
    expect(left.body.major).toBeUndefined();
    expect((await ina.get(`${majorPath(id)}/links`)).body.items).toEqual([]);
    const { items } = (await (await world.as('lea', 'AGT LEAD')).get(`${path}/actions`)).body;
    const none = items.filter((each: { unmetGuards?: object }) => each.unmetGuards);
    expect(none.map(({ action }: { action: string }) => action)).toEqual(['unlink-major', 'end-override']);
  });
});

describe('its review', () => {
  it('D2 closes when the major problem review is linked and its actions have owners', async () => {
    const path = await declared();
    await mitigated(path);
    await ina.act(path, 'resolve', resolution);
    await pia.act(path, 'review');

    const early = await pia.act(path, 'close');
    const etag = (await pia.get(path)).headers.get('etag') ?? '';
    await pia.patch(
      path,
      { problemReview: 'MPR0000001', reviewActions: [{ action: 'Monitor the disk.' }] },
      { headers: { 'if-match': etag } },
    );
    const ownerless = await pia.act(path, 'close');
    const next = (await pia.get(path)).headers.get('etag') ?? '';
    await pia.patch(
      path,
      { reviewActions: [{ action: 'Monitor the disk.', owner: 'ned' }] },
      { headers: { 'if-match': next } },
    );
    const closed = await pia.act(path, 'close');

    expect([early.status, ownerless.status, closed.status]).toEqual([409, 409, 200]);
    expect(early.body.guards.map(({ guard }: { guard: string }) => guard)).toEqual([
      'reviewIsLinked',
      'actionsHaveOwners',
    ]);
    expect(ownerless.body.without).toEqual(['Monitor the disk.']);
    expect(closed.body.state).toBe('closed');
  });

  it('D2 refuses what its lifecycle does not allow: by hand without criteria or reason, resolved before mitigated, without restoredAt', async () => {
    const { body } = await ina.post('/v1/major-incidents', { title: 'By hand' });
    const bare = await ina.act(majorPath(body.id), 'declare', { severity: 'SEV2' });
    const path = await declared();
    const early = await ina.act(path, 'resolve', resolution);
    const unknown = await ina.act(path, 'mitigate', {});
    const future = await ina.act(path, 'mitigate', { restoredAt: '2036-01-01T00:00:00Z' });

    expect([bare.status, bare.body.type]).toEqual([422, 'urn:itsm:problem:required-field-missing']);
    expect([early.status, early.body.type]).toEqual([409, 'urn:itsm:problem:illegal-transition']);
    expect([unknown.status, future.status, future.body.errors[0].pointer]).toEqual([422, 422, '/restoredAt']);
  });
});
