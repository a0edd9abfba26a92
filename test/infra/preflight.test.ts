/** The checks before a deployment, with an STS that answers like AWS's. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Check, preflight } from '#infra/preflight';

const folder = mkdtempSync(join(tmpdir(), 'helmdesk-preflight-'));

/** Knows one caller, and no role to assume. */
const sts = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    const identity = body.includes('Action=GetCallerIdentity');
    response.writeHead(identity ? 200 : 403, { 'content-type': 'text/xml' });
    response.end(
      identity
        ? '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/admin</Arn><UserId>U</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>'
        : '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized to perform sts:AssumeRole</Message></Error></ErrorResponse>',
    );
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => sts.listen(0, '127.0.0.1', resolve));
});
afterAll(() => sts.close());

beforeEach(() => {
  const address = sts.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  for (const name of [
    'AWS_PROFILE',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'AWS_SESSION_TOKEN',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
  ])
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'none'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'none'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_ENDPOINT_URL_STS', `http://127.0.0.1:${port}`);
});
afterEach(() => vi.unstubAllEnvs());

function signedIn(): void {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
}

async function checks(settings: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, Check>>> {
  const path = join(folder, 'deploy.config.json');
  const oidc = { issuer: 'https://127.0.0.1:9', audience: 'helmdesk' };
  writeFileSync(path, JSON.stringify({ stage: 'prod', oidc, ...settings }));
  return Object.fromEntries((await preflight(path)).map((check) => [check.what, check]));
}

describe('preflight', () => {
  it('says whose credentials lead to which region', async () => {
    signedIn();

    const { 'Node.js': node, Configuration, Credentials } = await checks({ region: 'eu-central-1' });

    expect(node?.result).toBe('ok');
    expect(Configuration?.result).toBe('ok');
    expect(Credentials).toMatchObject({ result: 'ok', detail: 'arn:aws:iam::123456789012:user/admin, eu-central-1' });
  });

  it('warns when the region may not be bootstrapped, and when signing keys cannot be read', async () => {
    signedIn();

    const { Bootstrap, 'Signing keys': keys } = await checks({ region: 'eu-central-1' });

    expect(Bootstrap?.result).toBe('warning');
    expect(Bootstrap?.detail).toContain('npx cdk bootstrap aws://123456789012/eu-central-1');
    expect(keys?.result).toBe('warning');
    expect(keys?.detail).toContain('correct oidc.jwksUri');
  });

  it('stops at credentials of another account', async () => {
    signedIn();

    const { Credentials } = await checks({ region: 'eu-central-1', account: '999999999999' });

    expect(Credentials?.result).toBe('failed');
    expect(Credentials?.detail).toContain('of account 123456789012, but the configuration says 999999999999');
  });

  it('stops when there are no credentials', async () => {
    const { Credentials } = await checks({ region: 'eu-central-1' });

    expect(Credentials?.result).toBe('failed');
    expect(Credentials?.detail).toContain('aws sso login');
  });

  it('stops when there is no region', async () => {
    signedIn();

    const { Region } = await checks({});

    expect(Region).toMatchObject({ result: 'failed', detail: expect.stringContaining('AWS_REGION') });
  });

  it('stops at a configuration that cannot be used, with every mend', async () => {
    const { Configuration, Credentials } = await checks({ waf: 'yes' });

    expect(Configuration).toMatchObject({
      result: 'failed',
      detail: expect.stringContaining('waf: write true or false'),
    });
    expect(Credentials).toBeUndefined();
  });
});
