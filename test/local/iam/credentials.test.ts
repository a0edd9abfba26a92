/** Credentials are found by the access key id of a signature, with the token they were issued with, until they expire. */
import { expect, it } from 'vitest';
import { createCredentialRegistry } from '#infra/local/iam/credentials';
import { defineRole, sessionOf } from '#infra/local/iam/principal';

const role = defineRole({ arn: 'arn:aws:iam::123456789012:role/helmdesk-local-clock', policies: {}, trust: {} });
const principal = sessionOf(role, 'run');

const signed = (accessKeyId: string, token: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20250101/eu-central-1/sts/aws4_request, SignedHeaders=host, Signature=0`,
  'x-amz-security-token': token,
});

it('knows whom it issued credentials to', () => {
  const registry = createCredentialRegistry({ now: () => 0 });

  const { accessKeyId, sessionToken } = registry.issue(principal);

  expect(registry.identify(signed(accessKeyId, sessionToken))).toEqual({ ok: true, principal });
});

it('refuses a missing signature, an unknown key and the token of another key', () => {
  const registry = createCredentialRegistry({ now: () => 0 });
  const { accessKeyId } = registry.issue(principal);
  const { sessionToken } = registry.issue(principal);

  const answers = [{}, signed('ASIA0000000000000000', sessionToken), signed(accessKeyId, sessionToken)].map((headers) =>
    registry.identify(headers),
  );

  expect(answers).toMatchObject([
    { ok: false, code: 'MissingAuthenticationTokenException' },
    { ok: false, code: 'UnrecognizedClientException' },
    { ok: false, code: 'UnrecognizedClientException' },
  ]);
});

it('credentials end at their instant by the injected clock, and long after they are forgotten', () => {
  let now = 0;
  const registry = createCredentialRegistry({ now: () => now });
  const { accessKeyId, sessionToken } = registry.issue(principal, 1000);
  const headers = signed(accessKeyId, sessionToken);
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
