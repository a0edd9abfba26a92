/** Onboarding of MSPs by the operator and of clients by their MSP, and the access keys of machines. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reservedSlugs } from '#functions/platform/access/tenants/slug';
import { accessKeyKey } from '#shared/tenancy/keys';
import { type Client, createClient } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let tina: Client;

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  tina = await world.as('tina', 'TAD');
});
afterAll(() => world.close());

/** What the authorizer remembers is at most ten seconds old. */
const noticed = () => world.advance('PT11S');
const ticket = { title: 'No mail', category: 'mail' };

describe('onboarding', () => {
  const onboard = (detail: object) =>
    world.invoke('tenants', { source: 'helmdesk.operator', 'detail-type': 'tenant.onboard', detail });
  const fabrikam = { slug: 'fabrikam', name: 'Fabrikam', zone: 'Europe/Paris' };
  const initech = { slug: 'initech', name: 'Initech', zone: 'America/Chicago' };

  it('the operator’s event makes an MSP, which makes a client; its people work at once', async () => {
    expect((await onboard(fabrikam)).ok).toBe(true);
    const operator = await world.as('fay', 'MSP', 'fabrikam');
    const made = await operator.post('/v1/tenants', initech);
    expect([made.status, made.headers.get('location')]).toEqual([201, '/v1/tenants/initech']);
    expect(made.body).toMatchObject({ ...initech, kind: 'client', state: 'active' });
    expect(made.body.id).toMatch(/^[0-9a-z]{12,26}$/);

    const bill = await world.as('bill', 'AGT TAD', 'initech');
    expect((await bill.post('/v1/incidents', ticket)).body.id).toBe('INC0000001');
    const { body } = await bill.get('/v1/configuration');
    expect(body.tenant).toMatchObject({ slug: 'initech', zone: 'America/Chicago' });
    expect(body.tenant).not.toHaveProperty('cursorKey');
    expect((await operator.get('/v1/tenants')).body.items).toMatchObject([{ slug: 'initech' }]);
  });

  it('is asked for again without harm, and refuses a slug that is another’s', async () => {
    expect((await onboard(fabrikam)).ok).toBe(true);
    const operator = await world.as('fay', 'MSP', 'fabrikam');
    const again = await operator.post('/v1/tenants', initech);
    expect([again.status, (await operator.get('/v1/tenants')).body.items.length]).toEqual([201, 1]);
    expect((await (await world.as('bill', 'AGT', 'initech')).get('/v1/incidents')).body.items.length).toBe(1);
    const taken = await operator.post('/v1/tenants', { ...initech, slug: 'acme', name: 'Acme' });
    expect([taken.status, taken.body.type]).toEqual([409, 'urn:itsm:problem:duplicate']);
    expect((await onboard({ ...fabrikam, slug: 'acme' })).ok).toBe(false);
  });

  it.each([
    ['a zone that is none', { ...initech, zone: 'Mars/Olympus' }, 422],
    ['a slug with capitals', { ...initech, slug: 'Initech' }, 422],
    ['no name', { slug: 'x1', zone: 'UTC' }, 422],
    ['an unknown field', { ...initech, tier: 'gold' }, 422],
  ])('with %s is refused', async (_, body, status) => {
    const operator = await world.as('olga', 'MSP', 'northwind');
    expect((await operator.post('/v1/tenants', body)).status).toBe(status);
    expect((await onboard(body)).ok).toBe(false);
  });

  it('is for MSPs: a client’s people make and see no tenants but their own', async () => {
    const pretender = await world.as('mallory', 'MSP TAD');
    expect((await pretender.post('/v1/tenants', { ...initech, slug: 'mine' })).status).toBe(403);
    expect((await pretender.get('/v1/tenants')).status).toBe(403);
    expect((await tina.get('/v1/tenants/acme')).body).toMatchObject({ slug: 'acme', kind: 'client' });
    const foreign = await (await world.as('olga', 'MSP', 'northwind')).get('/v1/tenants/initech');
    expect(foreign.status).toBe(404);
  });
});

describe('an access key', () => {
  const withKey = (secret: string) => createClient(world.url, { authorization: `Bearer ${secret}` });
  const once = (key: string) => ({ headers: { 'idempotency-key': key } });

  it('lets a machine in with its roles; its secret is shown once and kept as a hash only', async () => {
    const made = await tina.post('/v1/access-keys', { name: 'Monitoring', roles: ['INT'] });
    expect(made.status).toBe(201);
    const machine = withKey(made.body.secret);
    const created = await machine.post('/v1/incidents', ticket, once('k1'));
    expect([created.status, created.body.createdBy]).toEqual([201, `key:${made.body.id}`]);
    expect((await machine.post('/v1/incidents', ticket)).body.type).toBe('urn:itsm:problem:idempotency-key-required');
    expect((await machine.get('/v1/access-keys')).status).toBe(403);

    const { body } = await tina.get('/v1/access-keys');
    expect(body.items).toMatchObject([{ id: made.body.id, name: 'Monitoring', roles: ['INT'] }]);
    expect(JSON.stringify(body)).not.toContain(made.body.secret);
    const dump = await world.items();
    expect(JSON.stringify(dump)).not.toContain(made.body.secret);
    expect(JSON.stringify(dump)).toContain(accessKeyKey('').pk);
  });

  it('is refused at once when it is revoked, and from the instant at which it expires', async () => {
    const revoked = await tina.post('/v1/access-keys', { name: 'Old', roles: ['AGT'] });
    expect((await withKey(revoked.body.secret).get('/v1/incidents')).status).toBe(200);
    expect((await tina.delete(`/v1/access-keys/${revoked.body.id}`)).status).toBe(204);
    expect((await withKey(revoked.body.secret).get('/v1/incidents')).status).toBe(401);
    expect((await tina.delete(`/v1/access-keys/${revoked.body.id}`)).status).toBe(404);

    const expiresOn = '2026-06-20T12:00:00Z';
    const short = await tina.post('/v1/access-keys', { name: 'Short', roles: ['AGT'], expiresOn });
    expect(short.body.expiresOn).toBe(expiresOn);
    await world.to('2026-06-20T11:59:59Z');
    expect((await withKey(short.body.secret).get('/v1/incidents')).status).toBe(200);
    await world.to(expiresOn);
    expect((await withKey(short.body.secret).get('/v1/incidents')).status).toBe(401);
  });

  it.each([
    ['an auditor who may write', { roles: ['AUD', 'AGT'] }, 409, 'auditor-exclusive'],
    ['an administrator', { roles: ['TAD'] }, 422, 'validation-failed'],
    ['no roles', { roles: [] }, 422, 'validation-failed'],
    ['an end in the past', { roles: ['AGT'], expiresOn: '2026-01-01T00:00:00Z' }, 422, 'validation-failed'],
  ])('for %s is refused', async (_, body, status, slug) => {
    const answer = await tina.post('/v1/access-keys', { name: 'Wrong', ...body });
    expect([answer.status, answer.body.type]).toEqual([status, `urn:itsm:problem:${slug}`]);
  });

  it('is its tenant’s: another’s administrator neither sees nor revokes it', async () => {
    const made = await tina.post('/v1/access-keys', { name: 'Ours', roles: ['AGT'] });
    const gus = await world.as('gus', 'TAD', 'globex');
    expect((await gus.get('/v1/access-keys')).body.items).toEqual([]);
    expect((await gus.delete(`/v1/access-keys/${made.body.id}`)).status).toBe(404);
    expect((await withKey(made.body.secret).get('/v1/incidents')).status).toBe(200);
    expect((await withKey('hd_nobody').get('/v1/incidents')).status).toBe(401);
  });

  it('of a suspended tenant is refused with 403', async () => {
    const made = await tina.post('/v1/access-keys', { name: 'Paused', roles: ['AGT'] });
    const operator = await world.as('olga', 'MSP', 'northwind');
    await operator.post('/v1/tenants/acme/suspend');
    await noticed();
    const refused = await withKey(made.body.secret).get('/v1/incidents');
    expect([refused.status, refused.body.type]).toEqual([403, 'urn:itsm:problem:tenant-suspended']);
    await operator.post('/v1/tenants/acme/reactivate');
    await noticed();
    expect((await withKey(made.body.secret).get('/v1/incidents')).status).toBe(200);
  });
});

describe('security 7 a slug that mail to the domain’s own mailboxes would reach', () => {
  const hyphenated = ['ssl-admin', 'ssl-webmaster', 'post-master', 'mailerdaemon'];
  const named = [
    'ssladmin',
    'sslwebmaster',
    'sslpostmaster',
    'it',
    'initech-bounces',
    'initech-owner',
    'initech-request',
  ];
  it.each([...new Set([...reservedSlugs, ...hyphenated, ...named, 'helpdesk'])])(
    'security 7 %s is nobody’s',
    async (slug) => {
      const operator = await world.as('olga', 'MSP', 'northwind');
      const refused = await operator.post('/v1/tenants?dryRun=true', { slug, name: 'Initech', zone: 'UTC' });

      expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '/slug']);
    },
  );

  it('security 7 nor an MSP’s', async () => {
    const detail = { slug: 'postmaster', name: 'Postmaster', zone: 'UTC' };
    const event = { source: 'helmdesk.operator', 'detail-type': 'tenant.onboard', detail };

    expect((await world.invoke('tenants', event)).ok).toBe(false);
  });

  it.each(['info-systems', 'it-services', 'list-owners'])(
    'security 7 but %s, which has one of these in it, is as good as any',
    async (slug) => {
      const operator = await world.as('olga', 'MSP', 'northwind');
      const body = { slug, name: 'Info Systems', zone: 'UTC' };

      expect((await operator.post('/v1/tenants?dryRun=true', body)).status).toBe(200);
    },
  );
});
