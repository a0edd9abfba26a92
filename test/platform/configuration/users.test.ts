/** Users (A11, A17): stored with roles, which then count instead of the token's; deactivated, their work goes back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let tina: Client;
const NAMED = { name: 'Bob Baker', email: 'bob@acme.example', locale: 'en-GB', zone: 'Europe/Berlin', roles: ['AGT'] };

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  tina = await world.as('tina', 'TAD');
});
afterAll(() => world.close());

const patch = async (id: string, changes: object, by = tina) => {
  const { headers } = await by.get(`/v1/users/${id}`);
  return by.patch(`/v1/users/${id}`, changes, { headers: { 'if-match': headers.get('etag') ?? '' } });
};
/** What the authorizer remembers is at most ten seconds old. */
const noticed = async () => {
  await world.settled();
  await world.advance('PT11S');
};

describe('a user', () => {
  it('is stored under the subject of their tokens, read, changed by merge patch, and has a history', async () => {
    const created = await tina.put('/v1/users/carol', { ...NAMED, email: 'carol@acme.example' });
    expect([created.status, created.body.version, created.body.active]).toEqual([201, 1, true]);

    const changed = await patch('carol', { vip: true, locale: null });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ id: 'carol', vip: true, version: 2 });
    expect(changed.body).not.toHaveProperty('locale');

    const { body } = await tina.get('/v1/users/carol/history');
    expect(body.items.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
    expect(body.items[1].changes).toEqual([
      { field: 'locale', old: 'en-GB', new: null },
      { field: 'vip', old: null, new: true },
    ]);
    expect(body.items[1].actor.id).toBe('tina');
  });

  it('is replaced only by who has seen the version', async () => {
    expect((await tina.put('/v1/users/carol', NAMED)).status).toBe(428);
    expect((await tina.put('/v1/users/carol', NAMED, { headers: { 'if-match': '"1"' } })).status).toBe(412);
    const racing = await Promise.all(
      ['One', 'Two'].map((name) =>
        tina.put('/v1/users/carol', { name, roles: ['AGT'] }, { headers: { 'if-match': '"2"' } }),
      ),
    );
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('has an address that no other user of the tenant has', async () => {
    const same = { ...NAMED, email: 'Same@acme.example' };
    expect((await tina.put('/v1/users/dave', same)).status).toBe(201);
    const second = await tina.put('/v1/users/erin', { ...same, email: 'same@ACME.example' });
    expect([second.status, second.body.type]).toEqual([409, 'urn:itsm:problem:duplicate']);
    await patch('dave', { email: 'dave@acme.example' });
    expect((await tina.put('/v1/users/erin', same)).status).toBe(201);
  });

  it.each([
    ['an auditor with a writing role', { roles: ['AUD', 'AGT'] }, 409, 'auditor-exclusive'],
    ['an auditor who is also an administrator', { roles: ['TAD', 'AUD'] }, 409, 'auditor-exclusive'],
    ['the role of our automation', { roles: ['SYS'] }, 422, 'validation-failed'],
    ['an unknown role', { roles: ['KING'] }, 422, 'validation-failed'],
    ['an unknown zone', { zone: 'Mars/Olympus' }, 422, 'validation-failed'],
    ['an unknown field', { shoeSize: 44 }, 422, 'unknown-field'],
    ['an address that is none', { email: 'bob' }, 422, 'validation-failed'],
  ])('A17 %s is refused at assignment', async (_, wrong, status, slug) => {
    const put = await tina.put('/v1/users/frank', { ...NAMED, email: 'frank@acme.example', ...wrong });
    expect([put.status, put.body.type]).toEqual([status, `urn:itsm:problem:${slug}`]);
    expect((await tina.get('/v1/users/frank')).status).toBe(404);
    expect((await patch('dave', wrong)).status).toBe(status);
  });

  it('A17 duties include the role of an agent, and an auditor alone is fine', async () => {
    expect((await tina.put('/v1/users/ines', { name: 'Ines', roles: ['INM'] })).status).toBe(201);
    expect((await tina.put('/v1/users/audrey', { name: 'Audrey', roles: ['AUD'] })).status).toBe(201);
    await noticed();
    const ines = await world.as('ines', 'REQ');
    expect((await ines.post('/v1/incidents', { title: 'No mail', category: 'mail' })).status).toBe(201);
    const audrey = await world.as('audrey', 'AUD AGT TAD');
    expect((await audrey.get('/v1/incidents')).status).toBe(200);
    expect((await audrey.post('/v1/incidents', { title: 'No mail', category: 'mail' })).status).toBe(403);
  });

  it('field-report 11 a role that there is not is refused with those that there are', async () => {
    for (const role of ['foo', 'AUD,foo', 'agt']) {
      const { status, body } = await tina.get(`/v1/users?role=${role}`);
      expect([status, body.parameter, body.known]).toEqual([400, 'role', expect.arrayContaining(['AGT', 'TAD'])]);
      expect(body.detail).toContain('AGT');
    }
    expect((await tina.get('/v1/users?role=AUD,TEC')).status).toBe(200);
  });

  it('is listed page by page with filters, for those who may; everybody reads themselves', async () => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await tina.get(`/v1/users?limit=2&active=true${cursor && `&cursor=${cursor}`}`);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(ids).toEqual(['audrey', 'carol', 'dave', 'erin', 'ines']);
    expect((await tina.get('/v1/users?role=AUD')).body.items).toMatchObject([{ id: 'audrey' }]);
    expect((await tina.get('/v1/users?colour=red')).status).toBe(400);
    expect((await tina.get('/v1/users?active=maybe')).status).toBe(400);

    const agent = await world.as('erin', 'AGT');
    expect((await agent.get('/v1/users')).status).toBe(403);
    expect((await agent.get('/v1/users/dave')).status).toBe(404);
    expect((await agent.get('/v1/users/me')).body).toMatchObject({ id: 'erin' });
    expect((await agent.put('/v1/users/gina', NAMED)).status).toBe(403);
    expect((await (await world.as('gus', 'TAD', 'globex')).get('/v1/users/dave')).status).toBe(404);
  });
});

describe('whose roles count', () => {
  it('is the stored user’s, whatever the token says; who is not stored has those of the token', async () => {
    await tina.put('/v1/users/hank', { name: 'Hank', roles: ['REQ'] });
    await noticed();
    const hank = await world.as('hank', 'TAD AGT');
    expect((await hank.get('/v1/users')).status).toBe(403);
    await patch('hank', { roles: ['LEAD'] });
    await noticed();
    expect((await hank.get('/v1/users')).status).toBe(200);
    expect((await (await world.as('unknown', 'LEAD')).get('/v1/users')).status).toBe(200);
  });
});

describe('guests, who come by a door of their own', () => {
  it('find no other open, though it be everybody’s: a supplier’s person by no token', async () => {
    await tina.put('/v1/users/sue', { name: 'Sue of the supplier', roles: ['SUG'] });
    await noticed();
    const sue = await world.as('sue', 'SUG');
    for (const path of ['users/me', 'notifications', 'operations', 'views', 'incidents', 'search?q=mail']) {
      const { status, body } = await sue.get(`/v1/${path}`);
      expect([path, status, body.type]).toEqual([path, 403, 'urn:itsm:problem:forbidden']);
    }
    expect((await sue.post('/v1/incidents', { title: 'No mail', category: 'mail' })).status).toBe(403);
  });

  it('a directory’s key is made for it alone, and nobody has the role by a token or as a user', async () => {
    const { status, body } = await tina.post('/v1/access-keys', { name: 'Directory', roles: ['PRV'] });
    expect(status).toBe(201);
    const headers = { authorization: `Bearer ${body.secret}` };
    const answered = await Promise.all(
      ['users/me', 'users', 'incidents'].map(
        async (path) => (await fetch(`${world.url}/v1/${path}`, { headers })).status,
      ),
    );
    expect(answered).toEqual([403, 403, 403]);
    expect((await tina.put('/v1/users/dora', { name: 'Dora', roles: ['PRV'] })).status).toBe(422);
    const claimed = await (await world.as('unstored', 'PRV')).get('/v1/users');
    expect(claimed.body.detail).toMatch(/your roles are none/);
  });
});

describe('somebody who leaves', () => {
  const assigned = async (user: string, count: number) => {
    const lea = await world.as('lea', 'LEAD');
    const uids: string[] = [];
    for (let i = 0; i < count; i++) {
      const { body } = await lea.post('/v1/incidents', { title: `Ticket ${i} of ${user}`, category: 'mail' });
      const answer = await lea.act(`/v1/incidents/${body.uid}`, 'assign', { group: 'service-desk', user });
      expect(answer.status).toBe(200);
      uids.push(body.uid);
    }
    return uids;
  };

  it('A20.15 returns 14 open assignments to their groups, with 14 events', async () => {
    await tina.put('/v1/users/bob', NAMED);
    await noticed();
    const uids = await assigned('bob', 14);
    const bob = await world.as('bob', 'AGT');
    await bob.act(`/v1/incidents/${uids[0]}`, 'accept');
    await bob.act(`/v1/incidents/${uids[1]}`, 'accept');
    await bob.act(`/v1/incidents/${uids[1]}`, 'hold', { reason: 'awaiting_vendor', supplierTicket: 'V-1' });
    const resolved = await assigned('bob', 1);
    const closing = { code: 'user_error', notes: 'Password was wrong', category: 'mail' };
    expect((await bob.act(`/v1/incidents/${resolved[0]}`, 'resolve', closing)).status).toBe(200);

    expect((await patch('bob', { active: false })).status).toBe(200);
    const returned = await world.events({ name: 'assignment.returned' });

    expect(returned.map(({ uid }) => uid).sort()).toEqual(uids.sort());
    expect(returned[0]?.data).toMatchObject({ user: 'bob', group: 'service-desk' });
    const lea = await world.as('lea', 'LEAD');
    for (const uid of uids) {
      const { body } = await lea.get(`/v1/incidents/${uid}`);
      expect(body).toMatchObject({ state: 'assigned', assignedGroup: 'service-desk' });
      expect(body).not.toHaveProperty('assignedTo');
      expect((await lea.get(`/v1/incidents/${uid}/history/verify`)).body.valid).toBe(true);
    }
    expect((await lea.get(`/v1/incidents/${resolved[0]}`)).body).toMatchObject({
      state: 'resolved',
      assignedTo: 'bob',
    });
  });

  it('A20.15 returns the tasks they have in hand, of whosever record, and none that is settled', async () => {
    await tina.put('/v1/users/nils', { ...NAMED, email: 'nils@acme.example' });
    await noticed();
    const lea = await world.as('lea', 'LEAD');
    const [uid = ''] = await assigned('ada', 1);
    const path = `/v1/incidents/${uid}`;
    const mine = { assignedTo: 'nils', assignedGroup: 'network' };
    for (const task of [
      { title: 'Begun', ...mine },
      { title: 'Waiting', assignedTo: 'nils' },
      { title: 'Done', ...mine },
    ])
      await lea.post(`${path}/tasks`, task);
    await lea.post(`${path}/tasks`, { title: 'Of another', assignedTo: 'lea' });
    await lea.post(`${path}/tasks/1/start`);
    await lea.post(`${path}/tasks/3/done`);
    const before = (await lea.get(path)).body;

    expect((await patch('nils', { active: false })).status).toBe(200);
    const returned = (await world.events({ name: 'assignment.returned', uid })).filter(
      ({ data }) => data.user === 'nils',
    );

    expect(returned.map(({ data }) => [data.task, data.group]).sort()).toEqual([
      [1, 'network'],
      [2, 'service-desk'],
    ]);
    const { items } = (await lea.get(`${path}/tasks`)).body;
    expect(items.map(({ state, assignedTo }: Record<string, unknown>) => [state, assignedTo])).toEqual([
      ['open', undefined],
      ['open', undefined],
      ['done', 'nils'],
      ['open', 'lea'],
    ]);
    expect((await lea.get(path)).body).toMatchObject({ version: before.version, openTasks: 3, assignedTo: 'ada' });
    const history = (await lea.get(`${path}/history`)).body.items;
    expect(history.filter(({ command }: Record<string, unknown>) => command === 'return-task')).toMatchObject([
      { reason: 'nils was deactivated' },
      { reason: 'nils was deactivated' },
    ]);
    expect((await lea.get(`${path}/history/verify`)).body.valid).toBe(true);
  });

  it('gets no new work, and gets in no more, until they are back', async () => {
    await noticed();
    const lea = await world.as('lea', 'LEAD');
    const bob = await world.as('bob', 'AGT');
    const refused = await bob.get('/v1/incidents');
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('deactivated')]);
    const { body } = await lea.post('/v1/incidents', { title: 'After Bob', category: 'mail' });
    const late = await lea.act(`/v1/incidents/${body.uid}`, 'assign', { group: 'service-desk', user: 'bob' });
    expect([late.status, late.body.type]).toEqual([422, 'urn:itsm:problem:not-a-member']);
    expect((await tina.get('/v1/groups/service-desk')).body.body.members).toContain('bob');

    await patch('bob', { active: true });
    await noticed();
    expect((await bob.get('/v1/incidents')).status).toBe(200);
    const again = await lea.act(`/v1/incidents/${body.uid}`, 'assign', { group: 'service-desk', user: 'bob' });
    expect(again.status).toBe(200);
  });

  it('an event that comes twice, or after they are back, changes nothing', async () => {
    const [deactivated] = await world.events({ name: 'user.deactivated' });
    const before = (await world.events({ name: 'assignment.returned' })).length;
    const event = { source: 'itsm.configuration', 'detail-type': 'user.deactivated', detail: deactivated };
    expect((await world.invoke('incident-management', event)).ok).toBe(true);
    expect((await world.invoke('incident-management', event)).ok).toBe(true);
    expect((await world.events({ name: 'assignment.returned' })).length).toBe(before);
  });

  it('with more than fits in one delivery is worked off in chunks', async () => {
    await tina.put('/v1/users/gus', { name: 'Gus', roles: ['AGT'] });
    const lea = await world.as('lea', 'LEAD');
    const made = Array.from({ length: 55 }, (_, i) => i);
    for (let i = 0; i < made.length; i += 10)
      await Promise.all(
        made.slice(i, i + 10).map(async (each) => {
          const { body } = await lea.post('/v1/incidents', { title: `Many ${each}`, category: 'mail' });
          await lea.act(`/v1/incidents/${body.uid}`, 'assign', { group: 'service-desk', user: 'gus' });
        }),
      );
    await patch('gus', { active: false });
    const returned = (await world.events({ name: 'assignment.returned' })).filter(({ data }) => data.user === 'gus');

    expect(new Set(returned.map(({ uid }) => uid)).size).toBe(55);
    expect(returned.length).toBe(55);
    expect((await world.events({ name: 'assignment.return_continued' })).length).toBe(1);
    const kept = (await world.items()).filter(({ pk, user }) => pk.includes('#departure#') && user === 'gus');
    expect(kept).toHaveLength(1);
    // Whom a delivery may reach is said beside it, and not kept (ADR 67).
    expect(JSON.stringify(kept)).not.toMatch(/"(parties|unheard)"/);
  });
});
