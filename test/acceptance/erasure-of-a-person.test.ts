/** An erasure ends with the person: whoever looks through the table afterwards finds them in the documented places only (A9). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rewrite } from '#functions/platform/care/retention/rewrite';
import { tenantId } from '#shared/ids/tenant-id';
import { recordKey } from '#shared/store/keys';
import { withEngine } from '#test/faults/table';
import { raw } from '#test/platform/inbound-mail/mailbox';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

const QUINN = { name: 'Quinn Quill', email: 'Quinn.Quill@acme.example', roles: ['AGT', 'TAD'] };
let world: World;
let quinn: Client; // an administrator who works on incidents, and wants to be forgotten
let tina: Client; // the other administrator
let audrey: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  tina = await world.as('tina', 'TAD SEC');
  quinn = await world.as('quinn', 'AGT TAD');
  audrey = await world.as('audrey', 'AUD');
  await tina.put('/v1/users/tina', { name: 'Tina', roles: ['TAD', 'SEC'] });
  await tina.put('/v1/users/quinn', QUINN);
  await tina.put('/v1/users/other', { name: 'Another', roles: ['AGT'] });
  await world.settled();
  await world.advance('PT11S');
});
afterAll(() => world.close());

/** Keys of items that say a text in any case. */
async function itemsSaying(text: string): Promise<readonly string[]> {
  return (await world.items())
    .filter((item) => JSON.stringify(item).toLowerCase().includes(text.toLowerCase()))
    .map(({ pk, sk }) => `${pk.replace(/^TENANT#\w+#/, '')} ${sk}`);
}

/** Makes a change that needs the version seen. */
async function changed(path: string, change: object): Promise<void> {
  const { body, headers } = await quinn.get(path);
  const answer = await quinn.put(
    path,
    { ...body.body, ...change },
    { headers: { 'if-match': headers.get('etag') ?? '' } },
  );
  expect(answer.status).toBe(200);
}

describe('erasure', () => {
  it('security 4 a finished erasure leaves nothing of the person but what is documented, and their token opens nothing', async () => {
    await changed('/v1/groups/service-desk', { members: ['ada', 'quinn'], lead: 'quinn' });
    await changed('/v1/groups/service-desk', { capacity: 7 });
    await quinn.put('/v1/groups/theirs', { name: 'A group', active: true, members: ['quinn', 'ada'], lead: 'quinn' });
    await world.advance('PT11S');
    const { body: incident } = await quinn.post('/v1/incidents', {
      title: 'No mail',
      category: 'mail',
      requesterId: 'quinn',
    });
    const path = `/v1/incidents/${incident.id}`;
    const assigned = await quinn.act(path, 'assign', { group: 'service-desk', user: 'quinn' });
    expect([assigned.status, assigned.body.detail]).toEqual([200, undefined]);
    await quinn.post(`${path}/tasks`, { title: 'Look', assignedTo: 'quinn' });
    await quinn.post(`${path}/comments`, { body: 'Looking at it', visibility: 'public' });
    for (const audience of ['personal', 'tenant'])
      expect(
        (await quinn.post('/v1/views', { name: audience, recordType: 'incident', audience, filters: {} })).status,
      ).toBe(201);
    await quinn.put('/v1/notification-preferences', { rules: [{ event: '*', channel: 'email', frequency: 'digest' }] });
    await quinn.post('/v1/access-keys', { name: 'A machine', roles: ['INT'] });
    const { body: webhook } = await quinn.post('/v1/webhooks', {
      url: 'https://hooks.example.com/x',
      scope: 'internal',
    });
    expect(webhook.state).toBe('active');
    const other = await quinn.get('/v1/users/other');
    await quinn.patch('/v1/users/other', { vip: true }, { headers: { 'if-match': other.headers.get('etag') ?? '' } });
    await quinn.post('/v1/incidents/export', { format: 'csv' });
    await quinn.post('/v1/approval-delegations', {
      to: 'other',
      start: '2026-06-15T00:00:00Z',
      end: '2026-06-20T00:00:00Z',
    });
    const letter = raw({ from: `${QUINN.name} <${QUINN.email}>`, headers: { 'Auto-Submitted': 'auto-replied' } });
    await fetch(`${world.url}/_local/mail`, { method: 'POST', body: letter });
    await world.settled();
    const { headers } = await tina.get('/v1/users/quinn');
    await tina.patch('/v1/users/quinn', { vip: true }, { headers: { 'if-match': headers.get('etag') ?? '' } });
    await world.settled();
    expect((await tina.get('/v1/mail-log')).body.items).toMatchObject([
      { state: 'ignored', from: QUINN.email.toLowerCase() },
    ]);
    expect((await itemsSaying('quinn')).length).toBeGreaterThan(30);

    const begun = await tina.post('/v1/erasures', { person: 'quinn', reason: 'Asked for' });
    await world.settled();
    await world.advance('P2D');
    await world.settled();

    const { body: done } = await audrey.get(begun.headers.get('location') ?? '');
    expect(done).toMatchObject({ state: 'finished', held: [] });
    const documented = [/^idempotency#/, /^departure#/, /^operation#\w+ (PAGE|RESULT)#/];
    const left = (await itemsSaying('quinn')).filter((item) => !documented.some((place) => place.test(item)));
    expect(left).toEqual([]);
    expect(await itemsSaying('quill')).toEqual([]);
    expect((await tina.get('/v1/users/quinn')).status).toBe(404);
    expect((await tina.get('/v1/users/quinn/history')).status).toBe(404);
    expect((await quinn.get('/v1/incidents')).status).toBe(403);
    expect((await audrey.get(path)).body).toMatchObject({ assignedGroup: 'service-desk', requesterId: done.pseudonym });
    expect((await audrey.get(path)).body.assignedTo).toBeUndefined();
    expect((await audrey.get(`${path}/history/verify`)).body).toMatchObject({ valid: true });
    expect((await audrey.get('/v1/groups/service-desk')).body.body).toMatchObject({ members: ['ada'], capacity: 7 });
    expect((await tina.get(`/v1/webhooks/${webhook.id}`)).body).toMatchObject({
      state: 'disabled',
      owner: { id: done.pseudonym },
    });
  });

  it('security 4 stored anew under the same id, somebody gets in again', async () => {
    const stored = await tina.put('/v1/users/quinn', { name: 'Somebody else', roles: ['AGT'] });
    expect(stored.status).toBe(201);
    await world.settled();
    await world.advance('PT11S');

    expect((await quinn.get('/v1/incidents')).status).toBe(200);
    expect((await tina.get('/v1/users/quinn')).body).toMatchObject({ version: 1, active: true });
  });

  it('security 4 a sighting says nothing of a person, also when the report is delivered again after the erasure', async () => {
    const rae = await world.as('rae', 'REQ');
    const { body: incident } = await rae.post('/v1/incidents', { title: 'No mail', category: 'sighted' });
    await world.settled();
    const [event] = await world.events({ name: 'incident.created', uid: incident.uid });
    expect((await itemsSaying('sighted')).some((item) => item.startsWith('sighting#'))).toBe(true);
    expect((await itemsSaying('rae')).some((item) => item.startsWith('sighting#'))).toBe(false);
    await world.advance('PT2M');
    await tina.post('/v1/erasures', { person: 'rae', reason: 'Asked for' });
    await world.settled();

    await world.invoke('incident-management', {
      source: 'itsm.incident-management',
      'detail-type': 'incident.created',
      detail: event,
    });

    expect((await itemsSaying('"rae"')).filter((item) => !item.startsWith('departure#'))).toEqual([]);
  });

  it('security 4 what an index found where it stood before is rewritten where it stands', async () => {
    const key = recordKey(tenantId(await world.tenantId('acme')), 'operation', '01JZ0000000000000000000000');
    const place = (state: string) => ({ listPk: `${key.pk}#${state}`, listSk: state });
    const stands = { ...key, ...place('finished'), version: 2, requestedBy: 'sue', expiresAt: 2_000_000_000 };

    await withEngine(world.stack.backend.engine.endpoint, async (store) => {
      await store.put(stands);
      const found = { ...stands, ...place('running'), expiresAt: 1_000_000_000 };
      await rewrite({ store }, found, { person: 'sue', pseudonym: 'erased-1' });

      expect(await store.get(key)).toEqual({ ...stands, requestedBy: 'erased-1' });
      await store.delete(key);
    });
  });

  it('security 4 the last administrator is not erased', async () => {
    const answer = await tina.post('/v1/erasures', { person: 'tina', reason: 'Asked for' });
    expect([answer.status, answer.body.type]).toEqual([409, 'urn:itsm:problem:last-administrator']);
  });
});

describe('deleting a user', () => {
  const seen = async (id: string) => ({
    headers: { 'if-match': (await tina.get(`/v1/users/${id}`)).headers.get('etag') ?? '' },
  });
  const slug = ({ body }: { readonly body: { readonly type?: string } }) => body.type?.split(':').at(-1);

  it('security 4 takes them out of the directory: not found, let in no more, their work returned, their address free', async () => {
    const nia = await world.as('nia', 'AGT');
    const lea = await world.as('lea', 'LEAD');
    const NIA = { name: 'Nia', email: 'nia@acme.example', roles: ['AGT'] };
    await tina.put('/v1/users/nia', NIA);
    await tina.put('/v1/groups/nias', { name: 'A group', active: true, members: ['nia', 'ada'] });
    await world.settled();
    await world.advance('PT11S');
    const { body } = await lea.post('/v1/incidents', { title: 'No mail', category: 'mail' });
    const path = `/v1/incidents/${body.id}`;
    expect((await lea.act(path, 'assign', { group: 'nias', user: 'nia' })).status).toBe(200);

    expect((await lea.delete('/v1/users/nia', await seen('nia'))).status).toBe(403);
    expect((await tina.delete('/v1/users/nia')).status).toBe(428);
    expect((await tina.delete('/v1/users/nia', { headers: { 'if-match': '"9"' } })).status).toBe(412);
    expect((await tina.delete('/v1/users/nia?dryRun=true', await seen('nia'))).status).toBe(204);
    expect((await tina.delete('/v1/users/nia', await seen('nia'))).status).toBe(204);
    await world.settled();
    await world.advance('PT11S');

    expect([(await tina.get('/v1/users/nia')).status, (await nia.get('/v1/incidents')).status]).toEqual([404, 403]);
    expect(JSON.stringify((await tina.get('/v1/users?limit=200')).body)).not.toContain('nia@');
    expect((await lea.get(path)).body).toMatchObject({ assignedGroup: 'nias', createdBy: 'lea' });
    expect((await lea.get(path)).body.assignedTo).toBeUndefined();
    expect((await lea.act(path, 'assign', { group: 'nias', user: 'nia' })).status).toBe(422);
    expect((await tina.put('/v1/users/nina', { ...NIA, name: 'Nina' })).status).toBe(201);

    const again = await tina.put('/v1/users/nia', { name: 'Nia', roles: ['AGT'] });
    expect([again.status, again.body.version]).toEqual([201, 3]);
    await world.settled();
    await world.advance('PT11S');
    expect((await nia.get('/v1/incidents')).status).toBe(200);
    expect((await lea.act(path, 'assign', { group: 'nias', user: 'nia' })).status).toBe(200);
    expect((await tina.get('/v1/users/nia/history')).body.items).toHaveLength(3);
  });

  it('security 4, security 8 a tenant keeps an administrator, also when two take each other out at once', async () => {
    for (const answer of [
      await tina.delete('/v1/users/tina', await seen('tina')),
      await tina.patch('/v1/users/tina', { roles: ['SEC'] }, await seen('tina')),
      await tina.patch('/v1/users/tina', { active: false }, await seen('tina')),
    ])
      expect([answer.status, slug(answer)]).toEqual([409, 'last-administrator']);

    for (let round = 0; round < 5; round++) {
      await tina.put('/v1/users/toni', { name: 'Toni', roles: ['TAD'] });
      const [one, two] = [await seen('tina'), await seen('toni')];
      const answers = await Promise.all([
        tina.patch('/v1/users/tina', { roles: ['SEC'] }, one),
        tina.delete('/v1/users/toni', two),
      ]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      expect(['write-conflict', 'last-administrator']).toContain(
        slug(answers.find(({ status }) => status >= 300) ?? { body: {} }),
      );
      // Whoever is left makes the next round.
      await tina.patch('/v1/users/tina', { roles: ['SEC', 'TAD'] }, await seen('tina'));
      const left = await seen('toni');
      if (left.headers['if-match'] !== '') await tina.delete('/v1/users/toni', left);
    }
  });
});
