/** Credentials are found by the access key id of a signature, with the token they were issued with, until they expire. */
import { expect, it } from 'vitest';
import { type Credentials, createCredentialRegistry } from '#infra/local/edges/iam/credentials';
import { defineRole, sessionOf } from '#infra/local/edges/iam/principal';
import { signatureOf } from '#shared/aws/signature';

const role = defineRole({ arn: 'arn:aws:iam::123456789012:role/helmdesk-local-clock', policies: {}, trust: {} });
const principal = sessionOf(role, 'run');

const request = {
  method: 'POST',
  protocol: 'http:',
  hostname: '127.0.0.1',
  path: '/a%3Ab/c',
  query: { b: 'x y', a: '*' },
  headers: { host: '127.0.0.1' },
  body: 'Action=GetCallerIdentity',
};

/** A request that is signed with these credentials, as the receiver has it. */
async function signed(credentials: Credentials, body = request.body) {
  const signature = signatureOf({ service: 'sts', region: 'eu-central-1', credentials });
  const { headers } = await signature.sign(request, { signingDate: new Date('2025-01-01T00:00:00Z') });
  return { ...request, headers, body, query: new URLSearchParams(request.query) };
}

it('knows whom it issued credentials to', async () => {
  const registry = createCredentialRegistry({ now: () => 0 });

  const credentials = registry.issue(principal);

  expect(registry.identify(await signed(credentials))).toEqual({ ok: true, principal });
});

it('refuses a missing signature, an unknown key, the token of another key, another secret and another body', async () => {
  const registry = createCredentialRegistry({ now: () => 0 });
  const own = registry.issue(principal);
  const { sessionToken } = registry.issue(principal);

  const answers = [
    { ...(await signed(own)), headers: {} },
    await signed({ ...own, accessKeyId: 'ASIA0000000000000000' }),
    await signed({ ...own, sessionToken }),
    await signed({ ...own, secretAccessKey: 'another' }),
    await signed(own, 'Action=AssumeRole'),
  ].map((each) => registry.identify(each));

  expect(answers).toMatchObject([
    { ok: false, code: 'MissingAuthenticationTokenException' },
    { ok: false, code: 'UnrecognizedClientException' },
    { ok: false, code: 'UnrecognizedClientException' },
    { ok: false, code: 'InvalidSignatureException' },
    { ok: false, code: 'InvalidSignatureException' },
  ]);
});

it('credentials end at their instant by the injected clock, and long after they are forgotten', async () => {
  let now = 0;
  const registry = createCredentialRegistry({ now: () => now });
  const headers = await signed(registry.issue(principal, 1000));
  const at = (instant: number) => {
    now = instant;
    return registry.identify(headers);
  };

  expect(at(999)).toMatchObject({ ok: true });
  expect(at(1000)).toMatchObject({ ok: false, code: 'ExpiredTokenException' });
  now = 8_000_000;
  registry.issue(principal);
  expect(at(8_000_000)).toMatchObject({ ok: false, code: 'UnrecognizedClientException' });
});
