/** Tokens of the local issuer verify with its published keys, also after a restart. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, expect, it } from 'vitest';
import { bodyOf, startFixture, tool } from '#test/local/fixtures/stack';

const dataDir = mkdtempSync(join(tmpdir(), 'helmdesk-identity-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it('a token carries tenant, user and roles, and outlives restart and time', async () => {
  let stack = await startFixture({ dataDir });
  const { port } = new URL(stack.url);
  const { body } = await tool(stack, '/token', { tenant: 'acme', user: 'ada', roles: ['AGT', 'LEAD'] });
  await stack.stop();
  stack = await startFixture({ dataDir, port: Number(port) });
  const configuration = await bodyOf(await fetch(`${stack.url}/_local/.well-known/openid-configuration`));

  const { payload } = await jwtVerify(String(body.token), createRemoteJWKSet(new URL(configuration.jwks_uri)), {
    issuer: configuration.issuer,
    audience: 'helmdesk',
    currentDate: new Date('2056-01-01T00:00:00Z'),
  });
  const wrong = await tool(stack, '/token', { tenant: 'acme', user: 'ada', roles: 'AGT' });
  await stack.stop();

  expect(payload).toMatchObject({ tenant: 'acme', sub: 'ada', roles: ['AGT', 'LEAD'], iat: 1774605600 });
  expect(wrong).toMatchObject({ status: 400, body: { detail: expect.stringContaining('"roles":["AGT"]') } });
});
