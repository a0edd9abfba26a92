/** A token that cannot be judged is not a bad token: the issuer's keys may be away for a moment. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setEnvironment } from '#test/support/surroundings';

type Key = Parameters<SignJWT['sign']>[0];
const AUDIENCE = 'helmdesk';
let answers: () => { readonly status: number; readonly body: string };
const issuer = createServer((_, response) => {
  const { status, body } = answers();
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
});
let url = '';
let restoreEnvironment = (): void => {};
beforeAll(async () => {
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  restoreEnvironment = setEnvironment({
    ...{ OIDC_ISSUER: url, OIDC_AUDIENCE: AUDIENCE, OIDC_JWKS_URI: `${url}/keys`, TABLE_NAME: 'none' },
    ...{ AWS_REGION: 'eu-central-1', TIERS: 'standard=50/200', STAGE: 'test', AUTOMATION: 'clock' },
  });
});
afterAll(() => {
  issuer.close();
  restoreEnvironment();
});

it('health: keys of the issuer that cannot be had are a failure of ours to be tried again, no 401; a wrong signature is one', async () => {
  const { tokenIdentity } = await import('#functions/platform/access/authorizer/token');
  const { Unauthenticated } = await import('#functions/platform/access/authorizer/unauthenticated');
  const [good, other] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
  const signed = (key: Key) =>
    new SignJWT({ tenant: 'acme' })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(url)
      .setAudience(AUDIENCE)
      .setSubject('ada')
      .setExpirationTime('1h')
      .sign(key);
  const refusal = async (key: Key): Promise<unknown> => tokenIdentity(await signed(key)).catch((error) => error);

  answers = () => ({ status: 503, body: '{}' });
  const away = await refusal(good.privateKey);
  const keys = [{ ...(await exportJWK(good.publicKey)), kid: 'one', alg: 'ES256' }];
  answers = () => ({ status: 200, body: JSON.stringify({ keys }) });
  const wrong = await refusal(other.privateKey);

  expect(away).toBeInstanceOf(Error);
  expect(away).not.toBeInstanceOf(Unauthenticated);
  expect(wrong).toBeInstanceOf(Unauthenticated);
});
