/** Nobody promotes themselves, votes on what they asked for, or leaves the bounds of what was delegated to them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processes, services } from '#functions/registry';
import { processOperations } from '#shared/describe/openapi/operations';
import { send } from '#test/isolation/attack';
import { CHANGE } from '#test/support/change';
import type { Client } from '#test/support/client';
import { shownBy } from '#test/support/shown';
import { openWorld, type World } from '#test/support/world';

let world: World;
let tina: Client;
let ada: Client;
let olga: Client;

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  tina = await world.as('tina', 'TAD');
  ada = await world.as('ada', 'AGT CHM');
  olga = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'acme' });
});
afterAll(() => world.close());

/** Registry and configuration are remembered for ten seconds. */
const noticed = () => world.advance('PT11S');
const operations = [...processes.flatMap(processOperations), ...services.flatMap((service) => service.operations)];
const put = async (client: Client, path: string, body: object) => {
  const etag = (await client.get(path)).headers.get('etag');
  return client.put(path, body, etag ? { headers: { 'if-match': etag } } : {});
};
const delegate = async (body: object) => {
  expect((await tina.put('/v1/delegations/northwind', body)).status).toBe(200);
  await noticed();
};

describe('security 2 nobody promotes themselves', () => {
  const network = (...members: readonly string[]) => ({ name: 'Network', active: true, members });
  let secret: string;

  beforeAll(async () => {
    const { body } = await ada.post('/v1/incidents', {
      title: 'Salaries leaked',
      category: 'staff',
      confidential: true,
    });
    secret = `/v1/incidents/${body.id}`;
    expect((await ada.act(secret, 'assign', { group: 'network' })).status).toBe(200);
  });

  it('security 2 an operator who joins the group still does not find its confidential records, nor by voting', async () => {
    expect((await put(olga, '/v1/groups/network', network('ned', 'ada', 'olga@northwind'))).status).toBe(200);
    expect((await put(tina, '/v1/groups/network', network('ned', 'ada', 'olga@northwind'))).status).toBe(200);
    await noticed();

    expect((await olga.get(secret)).status).toBe(404);
    expect((await olga.get(`${secret}/comments`)).status).toBe(404);
    expect(JSON.stringify((await olga.get('/v1/incidents')).body)).not.toContain('Salaries');
  });

  it('security 2 a client lets operators know of them by delegating SEC', async () => {
    await delegate({ roles: ['AGT', 'TAD', 'SEC'] });
    expect((await olga.get(secret)).status).toBe(200);
    await delegate({ roles: ['AGT', 'LEAD', 'TAD'] });
    expect((await olga.get(secret)).status).toBe(404);
  });

  it('security 2 an administrator who joins a group is not trusted until another person says the same', async () => {
    const joined = await put(tina, '/v1/groups/network', network('ned', 'ada', 'tina'));
    await noticed();
    expect([joined.status, joined.body.selfJoined]).toEqual([200, 'tina']);
    expect((await tina.get(secret)).status).toBe(404);

    const again = await put(tina, '/v1/groups/network', network('ned', 'tina'));
    await noticed();
    expect([again.body.selfJoined, (await tina.get(secret)).status]).toEqual(['tina', 404]);
    expect((await tina.get('/v1/groups/network')).body.selfJoined).toBe('tina');

    const theo = await world.as('theo', 'TAD');
    const confirmed = await put(theo, '/v1/groups/network', network('ned', 'ada', 'tina'));
    await noticed();
    expect([confirmed.body.selfJoined, (await tina.get(secret)).status]).toEqual([undefined, 200]);
    expect((await put(tina, '/v1/groups/network', network('ned', 'ada', 'tina'))).body.selfJoined).toBeUndefined();
  });

  it('security 2 whom somebody else put into the group finds them, as before', async () => {
    expect((await (await world.as('ned', 'AGT')).get(secret)).status).toBe(200);
  });

  it.each(['SEC', 'AUD'])('security 2 nobody gives themselves %s; another administrator does', async (role) => {
    const me = `adm-${role.toLowerCase()}`;
    const path = `/v1/users/${me}`;
    const self = await world.as(me, 'TAD');
    const roles = role === 'AUD' ? ['AUD'] : ['TAD', role];
    const person = (given: readonly string[]) => ({ name: 'Adam', roles: given });
    const refused = await self.put(path, person(roles));
    expect([refused.status, refused.body.type]).toEqual([403, 'urn:itsm:problem:segregation-of-duties']);

    expect((await self.put(path, person(['TAD']))).status).toBe(201);
    await world.settled();
    const patch = { roles };
    expect((await self.patch(path, patch, { headers: { 'if-match': '"1"' } })).status).toBe(403);
    expect((await self.patch(`${path}?dryRun=true`, patch, { headers: { 'if-match': '"1"' } })).status).toBe(403);
    expect((await tina.patch(path, patch, { headers: { 'if-match': '"1"' } })).status).toBe(200);
  });

  it.each(['Mallory', 'MALLORY', 'ｍallory'])(
    'security 2 nor as %s, which is mallory written otherwise',
    async (other) => {
      const [mallory, spelled] = [await world.as('mallory', 'TAD'), await world.as(other, 'TAD')];
      const path = '/v1/users/mallory?dryRun=true';
      const refused = await spelled.put(path, { name: 'Mallory', roles: ['TAD', 'SEC'] });
      expect([refused.status, refused.body.type]).toEqual([403, 'urn:itsm:problem:segregation-of-duties']);
      expect((await spelled.put(path, { name: 'Mallory', roles: ['TAD'] })).status).toBe(200);

      expect((await put(spelled, '/v1/groups/network', network('ned', 'ada', 'mallory'))).body.selfJoined).toBe(other);
      expect((await put(mallory, '/v1/groups/network', network('ned', 'mallory'))).body.selfJoined).toBe('mallory');
      await noticed();
      expect((await mallory.get(secret)).status).toBe(404);
      expect((await put(spelled, '/v1/groups/network', network('ned', 'ada'))).status).toBe(200);
    },
  );

  it('security 2 a key with AUD, which an administrator makes, does not open what is confidential', async () => {
    const { secret: key } = (await tina.post('/v1/access-keys', { name: 'reports', roles: ['AUD'] })).body;
    const read = (path: string) => fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${key}` } });

    expect((await read('/v1/incidents')).status).toBe(200);
    expect((await read(secret)).status).toBe(404);
    expect((await (await world.as('otto', 'AUD')).get(secret)).status).toBe(200);
  });
});

describe('security 5 who asked for a change does not decide on it', () => {
  it('security 5 by any voter’s token, and not as a deputy', async () => {
    const change = await ada.post('/v1/changes', { ...CHANGE, requesterId: 'rita' });
    await ada.act(`/v1/changes/${change.body.id}`, 'submit');
    await ada.act(`/v1/changes/${change.body.id}`, 'complete-assessment');
    await world.settled();
    const [{ id }] = (await ada.get(`/v1/approvals?subjectId=${change.body.id}`)).body.items;
    const voters = await Promise.all(['vera', 'walt'].map((voter) => world.as(voter, 'CAB')));
    const others = await Promise.all(['rita', 'Rita', 'ADA'].map((id) => world.as(id, 'AGT CHM CAB')));
    const excluded = [ada, ...others];
    const decide = (who: Client, body: object) => who.act(`/v1/approvals/${id}`, 'decide', body);

    for (const voter of voters) {
      const { token } = (await voter.post('/v1/approval-tokens', { approval: id })).body;
      expect(token).toEqual(expect.any(String));
      for (const who of excluded) {
        for (const body of [{ decision: 'approve' }, { decision: 'approve', token }]) {
          const refused = await decide(who, body);
          expect([refused.status, refused.body.type]).toEqual([403, 'urn:itsm:problem:segregation-of-duties']);
        }
      }
    }
    const time = { start: '2026-06-15T07:00:00Z', end: '2026-06-20T07:00:00Z' };
    expect((await voters[0]?.post('/v1/approval-delegations', { to: 'ada', ...time }))?.status).toBe(201);
    await noticed();
    expect((await decide(ada, { decision: 'approve' })).status).toBe(403);
    expect((await ada.get(`/v1/approvals/${id}`)).body.outcome).toBe('pending');
  });
});

describe('security 15 an auditor of an MSP', () => {
  it('security 15 writes in no client, whatever is delegated', async () => {
    const auditor = await world.as('aude', 'MSP AUD', 'northwind', { 'itsm-tenant': 'acme' });
    const shown = await shownBy(world.url);
    const { body } = await ada.post('/v1/incidents', { title: 'No mail', category: 'mail' });
    const answered = new Map<string, number>();
    for (const { id, method, path } of operations.filter((operation) => operation.method !== 'GET')) {
      const target = `/v1/${path.map((segment) => segment.replace(/^\{.*\}$/, 'INC0000001')).join('/')}`;
      answered.set(id, (await send(auditor, { method, path: target, body: shown.get(id)?.body ?? {} })).status);
    }
    const { items } = (await auditor.get(`/v1/incidents/${body.id}/actions`)).body;

    expect([...answered].filter(([, status]) => status !== 403)).toEqual([]);
    expect(answered.size).toBeGreaterThan(150);
    expect(items.filter(({ allowed }: { readonly allowed: boolean }) => allowed)).toEqual([]);
    expect((await auditor.get(`/v1/incidents/${body.id}`)).status).toBe(200);
  });
});

describe('security 10 a path has one slash between names', () => {
  it('security 10 for every operation, a doubled slash is no path', async () => {
    const paths = operations.map(({ path }, index) => {
      const segments = ['v1', ...path.map((segment) => segment.replace(/^\{.*\}$/, 'INC0000001'))];
      const at = index % segments.length;
      return `/${[...segments.slice(0, at), '', ...segments.slice(at)].join('/')}`;
    });
    const found = new Map<string, number>();
    for (const path of new Set(paths)) found.set(path, (await ada.get(path)).status);

    expect([...found].filter(([, status]) => status !== 404)).toEqual([]);
  });

  it('security 10 an operator stays within the delegation’s scope: on other paths, by links, and in what fields say', async () => {
    const [change, other] = [await ada.post('/v1/changes', CHANGE), await ada.post('/v1/changes', CHANGE)];
    const { body } = await ada.post('/v1/incidents', { title: 'No mail', category: 'mail', changeId: change.body.id });
    await ada.put(`/v1/incidents/${body.id}/links`, { kind: 'related', to: change.body.id });
    await delegate({ roles: ['AGT', 'LEAD', 'SEC'], scope: ['incidents'] });
    const link = async (to: string) => {
      const path = `/v1/incidents/${body.id}/links?dryRun=true`;
      const { status, body: answer } = await olga.put(path, { kind: 'related', to });
      return [status, answer.type, String(answer.detail).replace(to, '…')];
    };

    expect((await olga.get('/v1/changes')).status).toBe(404);
    expect((await olga.get('/v1/queues/incidents/changes')).status).toBe(404);
    expect((await olga.get('/v1/queues//incidents/changes')).status).toBe(404);
    expect((await olga.get('/v1/queues/service-desk/incidents')).status).toBe(200);
    expect(await link(other.body.id)).toEqual(await link('CHG8888888'));
    expect((await olga.get(`/v1/incidents/${body.id}/links`)).body.items).toEqual([]);
    expect(JSON.stringify((await olga.get(`/v1/incidents/${body.id}`)).body)).not.toContain(change.body.id);
    expect((await olga.get(`/v1/incidents/${body.id}`)).body.id).toBe(body.id);
    await delegate({ roles: ['AGT', 'LEAD', 'TAD'] });
    expect((await link(other.body.id))[0]).toBe(200);
  });
});
