/** What a token must be: signed by the issuer is not enough, where what it claims is of another form than it should be. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processes, services } from '#functions/registry';
import { openWorld, type World } from '#test/support/world';

const NOW = '2026-06-15T07:00:00Z';
const seconds = Date.parse(NOW) / 1000;
let world: World;

beforeAll(async () => {
  world = await openWorld(NOW);
});
afterAll(() => world.close());

/** A token of the local issuer with these claims beside, or instead of, those of an agent of acme. */
async function token(claims: Readonly<Record<string, unknown>>, another?: Another): Promise<string> {
  const secret: JWK = JSON.parse(readFileSync(world.issuerKey, 'utf8'));
  const { iss, aud } = JSON.parse(
    Buffer.from((await world.authorization('ada', 'AGT')).split('.')[1] ?? '', 'base64url').toString('utf8'),
  );
  const exp = seconds + 3600;
  return new SignJWT({ iss, aud, exp, iat: seconds, sub: 'ada', tenant: 'acme', roles: ['AGT'], ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: another?.kid ?? 'local' })
    .sign(another?.key ?? (await importJWK(secret, 'ES256')));
}

/** A key that is not of the local issuer. */
interface Another {
  readonly key: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  readonly kid: string;
}

async function statusOf(credential: string, path = '/v1/incidents', headers = {}): Promise<number> {
  const answer = await fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${credential}`, ...headers } });
  await answer.arrayBuffer();
  return answer.status;
}

it('security 9 a token like these is let in, so that the others are refused for what differs', async () => {
  expect(await statusOf(await token({}))).toBe(200);
  expect(await statusOf(await token({ iat: seconds + 30 }))).toBe(200);
});

it('a token that has been let in a moment ago, whose signature is remembered, is over when it says, and no other is let in for it', async () => {
  const short = await token({ exp: seconds + 30 });
  expect(await statusOf(short)).toBe(200);
  const [head, , signature] = short.split('.');
  const [, claims] = (await token({ exp: seconds + 30, sub: 'eve' })).split('.');
  expect(await statusOf(`${head}.${claims}.${signature}`)).toBe(401);
  await world.advance('PT31S');
  expect(await statusOf(short)).toBe(401);
});

it.each<[string, Readonly<Record<string, unknown>>]>([
  ['sub is a number', { sub: 42 }],
  ['sub is a list', { sub: ['ada'] }],
  ['sub is empty', { sub: '' }],
  ['tenant has more characters than a key', { tenant: 'a'.repeat(3000) }],
  ['tenant is a list', { tenant: ['acme'] }],
  ['tenant is empty', { tenant: '' }],
])('security 9 401, not 500: %s', async (_, claims) => {
  expect(await statusOf(await token(claims))).toBe(401);
});

it('security 9 a tenant that is named with more characters than a key is not found', async () => {
  const { length } = 'a'.repeat(3000);
  expect(await statusOf(await token({}), '/v1/incidents', { 'itsm-tenant': 'a'.repeat(length) })).toBe(404);
  const operator = await token({ sub: 'olga', tenant: 'northwind', roles: ['MSP'] });
  expect(await statusOf(operator, '/v1/incidents', { 'itsm-tenant': 'a'.repeat(length) })).toBe(404);
});

it('security 1 nobody is called as a function of ours is: they would be the maker of what it makes', async () => {
  const names = [...processes, ...services].map(({ id }) => id);
  const admitted: string[] = [];
  for (const name of [...names, 'clock', 'workflow', 'Clock'])
    if ((await statusOf(await token({ sub: name }))) !== 401) admitted.push(name);

  expect(admitted).toEqual([]);
  expect(names.length).toBeGreaterThan(20);
});

it('security B a token that was issued in the future is refused', async () => {
  expect(await statusOf(await token({ iat: seconds + 3600 }))).toBe(401);
});

it('security B a list within the list of roles gives no role', async () => {
  const { roles } = { roles: [['AGT'], { AGT: true }, 7] };
  expect(await statusOf(await token({ roles: ['AGT', ...roles] }), '/v1/groups')).toBe(200);
  expect(await statusOf(await token({ roles }), '/v1/groups')).toBe(403);
});

describe('what a 401 says', () => {
  const FOREIGN = 'not one that the issuer of this deployment has signed';
  const UNREADABLE = 'can be read as neither';
  const KEY = 'not known, has expired or was revoked';

  /** The sentence of the answer to such a header, or to none. */
  async function detailFor(authorization: string | undefined): Promise<string> {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await fetch(`${world.url}/v1/incidents`, { headers });
    const body = JSON.parse(await answer.text());
    expect([answer.status, answer.headers.get('content-type'), body.type]).toEqual([
      401,
      'application/problem+json',
      'urn:itsm:problem:unauthenticated',
    ]);
    expect(body.instance).toBe(answer.headers.get('x-amzn-requestid'));
    const challenge = authorization ? 'Bearer error="invalid_token"' : 'Bearer';
    expect(answer.headers.get('www-authenticate')).toBe(challenge);
    return String(body.detail);
  }

  it('field-report 37 whether there were credentials, and whether they can be read', async () => {
    expect(await detailFor(undefined)).toContain('No credentials were given');
    expect(await detailFor('')).toContain('No credentials were given');
    for (const given of ['Bearer nonsense', 'Bearer a.b', 'Bearer a.b.c.d.e', 'Basic YTpi', 'Bearer', 'Bearer "\\']) {
      const detail = await detailFor(given);
      expect([given, detail]).toEqual([given, expect.stringContaining(UNREADABLE)]);
    }
    expect(await detailFor(await token({}))).toContain(UNREADABLE);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['has expired', { exp: seconds - 1 }, 'has expired'],
    ['is from the future', { iat: seconds + 3600 }, 'from the future'],
    ['is not valid yet', { nbf: seconds + 3600 }, 'from the future'],
    ['is for another audience', { aud: 'payroll' }, 'for another audience'],
    ['is of another issuer who has the same keys', { iss: 'https://issuer.example' }, FOREIGN],
    ['is of another issuer and has expired', { iss: 'https://issuer.example', exp: seconds - 1 }, FOREIGN],
    ['is of another issuer and lacks its sub', { iss: 'https://issuer.example', sub: undefined }, FOREIGN],
    ['is of no issuer', { iss: undefined }, FOREIGN],
    ['has no audience', { aud: undefined }, 'lacks one of the claims'],
    ['has no sub', { sub: undefined }, 'lacks one of the claims'],
    ['is of nobody', { sub: '' }, 'names nobody who can be let in'],
    ['is of a tenant that is not known', { tenant: 'umbrella' }, 'names no tenant that is known here'],
    ['is of no tenant', { tenant: undefined }, 'names no tenant that is known here'],
  ])('field-report 37 that a token of the issuer %s', async (_, claims, sentence) => {
    expect(await detailFor(`Bearer ${await token(claims)}`)).toContain(sentence);
  });

  it('field-report 37 one sentence for each token that the issuer has not signed, whatever it claims', async () => {
    const key = (await generateKeyPair('ES256')).privateKey;
    const claimed = [{}, { exp: seconds - 1 }, { tenant: 'umbrella' }, { aud: 'payroll' }, { sub: undefined }];
    const forged = await Promise.all(claimed.map((claims) => token(claims, { key, kid: 'local' })));
    const [head = '', body = ''] = (await token({})).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const given = [...forged, await token({}, { key, kid: 'theirs' }), `${head}.${body}.AAAA`, `${none}.${body}.`];
    const details = new Set(await Promise.all(given.map((each) => detailFor(`Bearer ${each}`))));

    expect([...details]).toEqual([expect.stringContaining(FOREIGN)]);
  });

  it('field-report 37 one sentence for each access key that does not work, whatever became of it', async () => {
    const tina = await world.as('tina', 'TAD');
    const made = async (more: object): Promise<Record<string, string>> =>
      (await tina.post('/v1/access-keys', { name: 'scanner', roles: ['INT'], ...more })).body;
    const [revoked, expiring] = [await made({}), await made({ expiresOn: '2026-06-15T07:30:00Z' })];
    await tina.delete(`/v1/access-keys/${revoked.id}`);
    await world.advance('PT31M');
    const given = [revoked.secret, expiring.secret, 'hd_nobody', `hd_${'z'.repeat(43)}`];
    const details = new Set(await Promise.all(given.map((secret) => detailFor(`Bearer ${secret}`))));

    expect([...details]).toEqual([expect.stringContaining(KEY)]);
  });

  it('field-report 37 a refusal is of one request only: the next with good credentials passes, and no function failed', async () => {
    const good = await token({ iat: seconds, exp: seconds + 36_000 });
    const statuses = await Promise.all(['nonsense', good, 'hd_nobody', good].map((each) => statusOf(each)));

    expect(statuses).toEqual([401, 200, 401, 200]);
    const log = readFileSync(join(world.stack.dataDir, 'logs', 'helmdesk-local-authorizer.log'), 'utf8');
    expect(log.split('\n').filter((line) => line.includes('"ERROR"'))).toEqual([]);
    const access = readFileSync(join(world.stack.dataDir, 'logs', 'access.log'), 'utf8');
    expect(access).toContain('"status":"401"');
  });
});

it('security B credentials that prove nothing are counted, and wait once there were many; what proves itself does not', async () => {
  const took = async (credential: string): Promise<number> => {
    const began = performance.now();
    await statusOf(credential);
    return performance.now() - began;
  };
  for (let i = 0; i < 100; i += 10)
    await Promise.all(Array.from({ length: 10 }, (_, j) => statusOf(`hd_${i + j}`.padEnd(46, 'x'))));

  expect(await took(`hd_${'y'.repeat(43)}`)).toBeGreaterThan(240);
  expect(await took('no.token.atall')).toBeGreaterThan(240);
  expect(await statusOf(await token({}))).toBe(200);
  const log = readFileSync(join(world.stack.dataDir, 'logs', 'helmdesk-local-authorizer.log'), 'utf8');
  const refusals = log.split('\n').filter((line) => line.includes('not authenticated'));
  expect(refusals.length).toBeGreaterThanOrEqual(100);
  for (const line of refusals) expect(JSON.parse(line)).toMatchObject({ security: true, sourceIp: '127.0.0.1' });
  expect(log).not.toContain('yyyyyy');
});

it('lets in nobody who calls an API behind the address, and takes from them no word on where they come from', async () => {
  const ask = async (headers: Readonly<Record<string, string>>) => {
    const event = {
      ...{
        type: 'REQUEST',
        path: '/v1/incidents',
        httpMethod: 'GET',
        methodArn: 'arn:aws:execute-api:x:1:api/local/GET/v1',
      },
      headers: { authorization: `Bearer ${await token({})}`, 'x-viewer-address': '203.0.113.9', ...headers },
      requestContext: { identity: { sourceIp: '198.51.100.7' } },
    };
    const outcome = await world.stack.backend.functions.invoke('helmdesk-local-authorizer', JSON.stringify(event));
    return outcome.ok ? JSON.parse(outcome.payload) : outcome;
  };
  const refused = { policyDocument: { Statement: [{ Effect: 'Deny' }] }, context: { viewerAddress: '198.51.100.7' } };

  expect(await ask({})).toMatchObject(refused);
  expect(await ask({ 'x-front-proof': 'guessed' })).toMatchObject(refused);
  expect(await ask({ 'x-front-proof': 'local' })).toMatchObject({
    policyDocument: { Statement: [{ Effect: 'Allow' }] },
    context: { viewerAddress: '203.0.113.9' },
  });
  // Over the address the caller's own word is overwritten.
  const answer = await fetch(`${world.url}/v1/nothing-here`, {
    headers: {
      authorization: `Bearer ${await token({})}`,
      'x-front-proof': 'guessed',
      'x-viewer-address': '203.0.113.9',
    },
  });
  expect(answer.status).toBe(404);
  expect(await statusOf(await token({}), '/v1/incidents', { 'x-front-proof': 'guessed' })).toBe(200);
});
