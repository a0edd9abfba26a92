/** Who says for which tenant they ask: only the token and, for an MSP’s operator, a delegation decide it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOBODYS_UID, outcomeOf, reaching } from '#test/isolation/attack';
import { INCIDENT, makeVictim, type Victim } from '#test/isolation/victim';
import { openWorld, type World } from '#test/support/world';

let world: World;
let victim: Victim;
let acme: string;
let globex: string;

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  victim = await makeVictim(world);
  [acme, globex] = await Promise.all([world.tenantId('acme'), world.tenantId('globex')]);
  await (await world.as('gus', 'AGT', 'globex')).post('/v1/incidents', INCIDENT);
});
afterAll(() => world.close());

const uid = (): string => victim.targets.get('incidents')?.uid ?? '';

describe('the header Itsm-Tenant', () => {
  it.each([
    ['an agent of another client', 'gus', 'AGT LEAD TAD', 'globex'],
    ['someone of another client who says to be an MSP', 'gus', 'MSP AGT', 'globex'],
    ['an administrator of the platform there', 'gus', 'PAD MSP TAD', 'globex'],
    ['someone at the MSP who is no operator', 'nina', 'AGT LEAD TAD', 'northwind'],
  ])('A17.3 %s gets as much of acme as of a tenant that does not exist', async (_who, user, roles, tenant) => {
    const attempt = async (wanted: string, method: string, path: string) =>
      outcomeOf(
        world,
        await world.as(user, roles, tenant, { 'itsm-tenant': wanted }),
        { method, path, body: INCIDENT },
        [wanted],
      );
    const reached = await reaching(world, acme, async () => {
      for (const [method, path] of [
        ['GET', '/v1/incidents'],
        ['GET', `/v1/incidents/${uid()}`],
        ['POST', '/v1/incidents'],
        ['DELETE', `/v1/incidents/${uid()}/links/related/INC0000001`],
      ] as const) {
        const foreign = await attempt('acme', method, path);

        expect(foreign.status).toBe(404);
        expect(foreign).toEqual(await attempt('initech', method, path));
        expect({ ...(await attempt(acme, method, path)), body: '' }).toEqual({ ...foreign, body: '' });
      }
    });
    expect(reached).toEqual([]);
  });

  it.each(['globex, acme', 'acme,globex', ' acme', 'ACME', 'acme\u00a0', '*', '%61cme'])(
    '“%s” is not a way to acme for an agent of globex',
    async (wanted) => {
      const reached = await reaching(world, acme, async () => {
        const gus = await world.as('gus', 'AGT', 'globex', { 'itsm-tenant': wanted });
        expect((await gus.get(`/v1/incidents/${uid()}`)).status).toBe(404);
      });
      expect(reached).toEqual([]);
    },
  );

  it('A17.3 a delegated operator acts for the tenant named and for no other', async () => {
    const olga = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'globex' });
    const reached = await reaching(world, acme, async () => {
      const read = (id: string) => outcomeOf(world, olga, { method: 'GET', path: `/v1/incidents/${id}` }, [id]);

      expect(await read(uid())).toEqual(await read(NOBODYS_UID));
      expect((await read(uid())).status).toBe(404);
      const link = {
        method: 'PUT',
        path: '/v1/incidents/INC0000001/links',
        body: { kind: 'related', to: 'INC0000004' },
      };
      expect((await outcomeOf(world, olga, link, [])).status).toBe(422);
    });
    expect(reached).toEqual([]);
  });
});

describe('what a request claims beside its token', () => {
  it.each([
    ['X-Amzn-Lambda-Context', '{"authorizer":{"tenantId":"$"}}'],
    ['X-Amzn-Request-Context', '{"authorizer":{"tenantId":"$"}}'],
    ['X-Amzn-Apigateway-Authorizer', '{"tenantId":"$"}'],
    ['X-Amzn-RequestId', '$'],
    ['X-Tenant-Id', '$'],
    ['TenantId', '$'],
    ['X-Forwarded-Tenant', '$'],
    ['X-Original-Url', '/v1/incidents?tenantId=$'],
    ['X-Http-Method-Override', 'PUT'],
    ['Forwarded', 'for=$'],
  ])('header %s changes nothing', async (name, value) => {
    const gus = await world.as('gus', 'AGT', 'globex');
    const plain = await outcomeOf(world, gus, { method: 'GET', path: '/v1/incidents' }, []);
    const reached = await reaching(world, acme, async () => {
      const headers = { [name]: value.replace('$', acme) };

      expect(await outcomeOf(world, gus, { method: 'GET', path: '/v1/incidents', headers }, [])).toEqual(plain);
      expect((await gus.get(`/v1/incidents/${uid()}`, { headers })).status).toBe(404);
    });
    expect(reached).toEqual([]);
  });

  it.each(['tenantId', 'tenant', 'homeTenantId', 'requestContext[authorizer][tenantId]'])(
    'query parameter %s is refused',
    async (name) => {
      const gus = await world.as('gus', 'AGT', 'globex');
      const reached = await reaching(world, acme, async () => {
        const answer = await gus.get(`/v1/incidents?${encodeURIComponent(name)}=${acme}`);
        expect([answer.status, answer.body.type]).toEqual([400, 'urn:itsm:problem:unknown-parameter']);
      });
      expect(reached).toEqual([]);
    },
  );

  it.each(['tenantId', 'pk', 'listPk', 'requestContext', '__proto__', 'duePk'])(
    'field %s of a body is refused or means nothing',
    async (name) => {
      const gus = await world.as('gus', 'AGT', 'globex');
      const reached = await reaching(world, acme, async () => {
        const forged = `${JSON.stringify(INCIDENT).slice(0, -1)},"${name}":{"authorizer":{"tenantId":"${acme}"},"tenantId":"${acme}"}}`;
        const answer = await gus.post('/v1/incidents', forged);
        expect(answer.status).toBe(name === '__proto__' ? answer.status : 422);
        if (answer.status === 201) {
          const uids = (await world.events({ uid: answer.body.uid })).map(({ tenantId }) => tenantId);
          expect(new Set(uids)).toEqual(new Set([globex]));
        }
      });
      expect(reached).toEqual([]);
    },
  );

  it('a token that is tampered with, unsigned or another issuer’s proves nothing', async () => {
    const authorization = await world.authorization('gus', 'AGT', 'globex');
    const [header = '', payload = '', signature = ''] = authorization.replace('Bearer ', '').split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const forged = Buffer.from(JSON.stringify({ ...claims, tenant: 'acme' })).toString('base64url');
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
    const reached = await reaching(world, acme, async () => {
      for (const token of [
        `${header}.${forged}.${signature}`,
        `${none}.${forged}.`,
        `${header}.${payload}.AAAA`,
        'hd_acme',
        '',
      ])
        expect(
          (await fetch(`${world.url}/v1/incidents`, { headers: { authorization: `Bearer ${token}` } })).status,
        ).toBe(401);
    });
    expect(reached).toEqual([]);
  });
});
