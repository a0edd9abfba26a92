/** AssumeRole through the SDK: what identity policy and trust policy allow together, and what STS refuses by itself. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCredentialRegistry } from '#infra/local/edges/iam/credentials';
import { sessionOf } from '#infra/local/edges/iam/principal';
import { startSts } from '#infra/local/edges/iam/sts';
import { type Environment, startEnvironment } from '#test/local/dynamodb/environment';
import { CLOCK_ROLE, IDLE_ROLE, PROCESS_ROLE, REGION } from '#test/local/dynamodb/template';

const tag = (Value: string, Key = 'tenantId') => ({ Key, Value });
const Tags = [tag('abcdefghijkl')];

let environment: Environment;
beforeAll(async () => {
  environment = await startEnvironment();
});
afterAll(() => environment.stop());

it('gives credentials for the asked time by the injected clock', async () => {
  const { accessKeyId, expiration } = await environment.assume({ Tags, DurationSeconds: 900 });

  expect(accessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
  expect(expiration.getTime()).toBe(Math.floor(environment.now / 1000) * 1000 + 900_000 + (environment.now % 1000));
});

describe('is refused by policy', () => {
  it.each([
    [
      'a role that the trust policy does not name',
      CLOCK_ROLE,
      { Tags },
      /sts:AssumeRole .*trust policy of helmdesk-local-tenant.*ArnLike/,
    ],
    ['a role whose own policy does not allow it', IDLE_ROLE, { Tags }, /sts:AssumeRole .*no identity-based policy/],
    ['no tag', PROCESS_ROLE, {}, /StringLike aws:RequestTag\/tenantId/],
    ['a tenant id that is too short', PROCESS_ROLE, { Tags: [tag('abc')] }, /StringLike aws:RequestTag\/tenantId/],
    ['a further tag', PROCESS_ROLE, { Tags: [...Tags, tag('x', 'other')] }, /ForAllValues:StringEquals aws:TagKeys/],
    [
      'a role that does not exist',
      PROCESS_ROLE,
      { Tags, RoleArn: 'arn:aws:iam::123456789012:role/nobody' },
      /no such role/,
    ],
  ])('%s', async (_name, caller, input, message) => {
    await expect(environment.assume(input, caller)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('is refused by the limits of STS', () => {
  it.each([
    ['a wildcard in a tag', { Tags: [tag('abcdefghijk*')] }],
    ['a delimiter in a tag', { Tags: [tag('abcdefghijkl#x')] }],
    ['a tag given twice', { Tags: [...Tags, tag('zyxwvutsrqpo', 'TENANTID')] }],
    ['a session name with a space', { Tags, RoleSessionName: 'a b' }],
    ['more than an hour, from the session of a role', { Tags, DurationSeconds: 7200 }],
    ['less than a quarter of an hour', { Tags, DurationSeconds: 60 }],
    ['a session policy', { Tags, Policy: '{}' }],
  ])('%s', async (_name, input) => {
    await expect(environment.assume(input)).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

it('tells a caller who it is, and refuses one it does not know', async () => {
  const credentials = createCredentialRegistry({ now: () => 0 });
  const sts = await startSts({ roles: new Map(), credentials, now: () => 0 });
  const ask = async (identity: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => {
    const client = new STSClient({ endpoint: sts.url, region: REGION, credentials: identity, maxAttempts: 1 });
    return client.send(new GetCallerIdentityCommand({})).finally(() => client.destroy());
  };

  const known = await ask(credentials.issue(sessionOf(PROCESS_ROLE, 'run')));
  const unknown = ask({ accessKeyId: 'AKIA0000000000000000', secretAccessKey: 'x' });

  expect(known).toMatchObject({
    Arn: `arn:aws:sts::123456789012:assumed-role/${PROCESS_ROLE.name}/run`,
    Account: '123456789012',
  });
  await expect(unknown).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  await sts.close();
});
