/** The checks before a deployment, with an STS that answers like AWS's. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { preflight } from '#infra/preflight';
import type { Check } from '#infra/preflight/check';
import { configPath } from '#infra/preflight/command-line';
import { knownToRead } from '#shared/store/item';
import { outcome } from '#test/cli/run';

const folder = mkdtempSync(join(tmpdir(), 'helmdesk-preflight-'));

/** What the account of a test answers, by method and path; without an entry the caller may not ask. */
let account: Readonly<Record<string, { readonly status?: number; readonly body: unknown }>> = {};

const identity =
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/admin</Arn><UserId>U</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
const refusal =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized to perform sts:AssumeRole</Message></Error></ErrorResponse>';

/** Knows one caller, no role to assume, and what the account answers. */
const aws = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    if (body.includes('Action=')) {
      const known = body.includes('Action=GetCallerIdentity');
      response.writeHead(known ? 200 : 403, { 'content-type': 'text/xml' }).end(known ? identity : refusal);
      return;
    }
    const asked = String(request.headers['x-amz-target'] ?? `${request.method} ${request.url}`);
    const answer = account[asked] ?? { status: 403, body: { message: `may not ${asked}` } };
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      ...(answer.status === 404 && { 'x-amzn-errortype': 'NotFoundException' }),
    });
    response.end(JSON.stringify(answer.body));
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
});
afterAll(() => aws.close());

beforeEach(() => {
  const address = aws.address();
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
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_ENDPOINT_URL_ACM', `http://127.0.0.1:${port}`);
  account = {};
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
  return Object.fromEntries((await preflight(path, 'http://127.0.0.1:9/')).map((check) => [check.what, check]));
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

  it('asks for the bootstrap of us-east-1 too where a firewall is chosen, and only there', async () => {
    signedIn();
    const what = 'Bootstrap of the firewall';

    expect((await checks({ region: 'eu-central-1', waf: true }))[what]?.detail).toContain(
      'npx cdk bootstrap aws://123456789012/us-east-1',
    );
    expect((await checks({ region: 'eu-central-1' }))[what]).toBeUndefined();
    expect((await checks({ region: 'us-east-1', waf: true }))[what]).toBeUndefined();
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

const domain = {
  name: 'itsm.helmdesk.dev',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d',
  hostedZoneId: 'Z0123456789ABC',
};
const own = {
  region: 'eu-central-1',
  mailFrom: 'desk@helmdesk.dev',
  inboundMail: { domain: 'mail.helmdesk.dev' },
  alarmEmail: 'ops@helmdesk.dev',
  domain,
};
const LISTED = 'GET /2015-03-31/functions';
/** A page of Lambda's list, by the functions' names: which packed items each says that it reads. */
const functions = (reading: Readonly<Record<string, string | undefined>>, NextMarker?: string) => ({
  body: {
    Functions: Object.entries(reading).map(([FunctionName, ITEMS_READ]) => ({
      FunctionName,
      Environment: { Variables: { TABLE_NAME: 'helmdesk-prod', ITEMS_READ } },
    })),
    NextMarker,
  },
});
const certificate = (more: object) => ({ body: { Certificate: { DomainName: '*.helmdesk.dev', ...more } } });

describe('field-report 28 preflight', () => {
  it('warns of addresses that are still the example’s', async () => {
    const example = JSON.parse(readFileSync('infra/deploy.config.example.json', 'utf8'));

    const { Addresses } = await checks(example);
    const { Addresses: none } = await checks({ alarmEmail: undefined });

    expect(Addresses?.result).toBe('warning');
    for (const name of ['oidc.issuer', 'oidc.jwksUri', 'mailFrom', 'inboundMail.domain', 'alarmEmail'])
      expect(Addresses?.detail).toContain(name);
    expect(none).toMatchObject({ result: 'warning', detail: expect.stringContaining('no alarmEmail') });
  });

  it('warns of what a new account lacks, each time with its mend', async () => {
    signedIn();
    account = {
      'GET /2016-08-19/account-settings': { body: { AccountLimit: { ConcurrentExecutions: 10 } } },
      'GET /account': { body: { cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/of-somebody-else' } },
      'GET /v2/email/account': { body: { ProductionAccessEnabled: false, SendingEnabled: true } },
      'GET /v2/email/identities/desk%40helmdesk.dev': { status: 404, body: {} },
      'GET /v2/email/identities/helmdesk.dev': { body: { VerifiedForSendingStatus: false } },
      'GET /v2/email/identities/mail.helmdesk.dev': { status: 404, body: {} },
      'CertificateManager.DescribeCertificate': certificate({ Status: 'PENDING_VALIDATION' }),
    };

    const found = await checks(own);

    const said: Readonly<Record<string, readonly string[]>> = {
      'Lambda concurrency': ['10 in eu-central-1', 'L-B99A9384'],
      'API Gateway’s log role': ['of-somebody-else', 'every REST API', 'replaces'],
      SES: ['sandbox', 'production access'],
      'Sender of mail': ['desk@helmdesk.dev or helmdesk.dev', 'create-email-identity'],
      'Incoming mail': ['mail.helmdesk.dev', 'create-email-identity'],
      Certificate: ['PENDING_VALIDATION', 'validation records'],
    };
    for (const [what, words] of Object.entries(said)) {
      expect(found[what]?.result, what).toBe('warning');
      for (const word of words) expect(found[what]?.detail).toContain(word);
    }
  });

  it('is content with an account that is ready', async () => {
    signedIn();
    account = {
      'GET /2016-08-19/account-settings': { body: { AccountLimit: { ConcurrentExecutions: 1000 } } },
      'GET /account': { body: { cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/helmdesk-prod-api-ApiRole' } },
      [LISTED]: functions({}),
      'GET /v2/email/account': { body: { ProductionAccessEnabled: true, SendingEnabled: true } },
      'GET /v2/email/identities/desk%40helmdesk.dev': { status: 404, body: {} },
      'GET /v2/email/identities/helmdesk.dev': { body: { VerifiedForSendingStatus: true } },
      'GET /v2/email/identities/mail.helmdesk.dev': { body: { VerifiedForSendingStatus: true } },
      'CertificateManager.DescribeCertificate': certificate({ Status: 'ISSUED' }),
    };

    const all = Object.values(await checks(own)).filter(({ what }) => !['Bootstrap', 'Signing keys'].includes(what));

    expect(all.map(({ what, result }) => `${what}: ${result}`)).toEqual(all.map(({ what }) => `${what}: ok`));
    expect(all).toHaveLength(12);
  });

  it('says of a certificate for another name whose it is, and of what it may not ask that it has not seen it', async () => {
    signedIn();
    account = {
      'CertificateManager.DescribeCertificate': certificate({ DomainName: 'helmdesk.dev', Status: 'ISSUED' }),
    };

    const { Certificate, SES, 'Lambda concurrency': concurrency } = await checks(own);

    expect(Certificate).toMatchObject({ result: 'warning', detail: expect.stringContaining('for helmdesk.dev, not') });
    for (const check of [SES, concurrency])
      expect(check).toMatchObject({ result: 'warning', detail: expect.stringContaining('look yourself') });
  });
});

describe('packed items', () => {
  const known = knownToRead().join(' ');
  const what = 'Packed items';

  it('may be written into a fresh account, whatever others have deployed there', async () => {
    signedIn();
    account = { [LISTED]: functions({ 'helmdesk-test-clock': undefined, payroll: undefined }) };

    expect((await checks(own))[what]).toMatchObject({ result: 'ok', detail: 'read by all 0 deployed functions' });
  });

  it('may be written where each deployed function says that it reads them, and what later builds pack', async () => {
    signedIn();
    account = {
      [LISTED]: functions({ 'helmdesk-prod-clock': known, 'helmdesk-prod-stream-relay': `${known} 2 agenda` }),
    };

    expect((await checks(own))[what]).toMatchObject({ result: 'ok', detail: 'read by all 2 deployed functions' });
  });

  it.each([
    ['is of 0.2.0 and says nothing', undefined],
    ['knows an earlier dictionary only', known.replace('1', '0')],
    ['does not know one of the attributes', known.replace(' entry', '')],
  ])('are refused while one function of all pages %s, with what to do', async (_, reading) => {
    signedIn();
    account = {
      [LISTED]: functions({ 'helmdesk-prod-incident-management': known }, 'page2'),
      [`${LISTED}?Marker=page2`]: functions({ 'helmdesk-prod-clock': known, 'helmdesk-prod-stream-relay': reading }),
    };

    const { [what]: packed } = await checks(own);
    const { [what]: text } = await checks({ ...own, itemFormat: 'text' });

    expect(packed?.result).toBe('failed');
    for (const word of ['helmdesk-prod-stream-relay;', '"itemFormat": "text"', 'deploy again'])
      expect(packed?.detail).toContain(word);
    expect(text).toBeUndefined();
  });

  it('are refused where nobody says which functions are deployed', async () => {
    signedIn();

    expect((await checks(own))[what]).toMatchObject({
      result: 'failed',
      detail: expect.stringContaining('lambda:ListFunctions'),
    });
  });

  it('stop npm run deploy before anything is deployed', async () => {
    signedIn();
    account = { [LISTED]: functions({ 'helmdesk-prod-stream-relay': undefined, 'helmdesk-prod-clock': undefined }) };
    const path = join(folder, 'deploy.packed.json');
    const oidc = { issuer: 'https://127.0.0.1:9', audience: 'helmdesk' };
    writeFileSync(path, JSON.stringify({ stage: 'prod', oidc, region: 'eu-central-1' }));

    const { code, out, err } = await outcome('npm', ['run', 'deploy', '--', '-c', `config=${path}`], process.env);

    expect(code, err).toBe(1);
    expect(out).toContain('✗ Packed items: not read by what is deployed: helmdesk-prod-stream-relay and 1 more');
    expect(out.split('\n').filter((line) => line.startsWith('✗'))).toHaveLength(1);
    expect(out).not.toContain('helmdesk-prod-data');
  });
});

describe('field-report 7 the configuration of another stage', () => {
  it.each([
    [[], 'deploy.config.json'],
    [['-c', 'config=deploy.test.json'], 'deploy.test.json'],
    [['--context', 'config=deploy.test.json', '--hotswap'], 'deploy.test.json'],
    [['--context=config=deploy.test.json'], 'deploy.test.json'],
    [['-c', 'config=a.json', '-c', 'other=1', '-c', 'config=b.json'], 'b.json'],
    [['--require-approval', 'never', 'helmdesk-test-data', '-c', 'config=a.json'], 'a.json'],
  ])('is what %j names', (args, path) => {
    expect(configPath(args)).toBe(path);
  });

  it.each(['preflight', 'deploy'])('npm run %s reads it, and deploys nothing that does not pass', async (script) => {
    const path = join(folder, 'deploy.second.json');
    const oidc = { issuer: 'https://127.0.0.1:9', audience: 'helmdesk' };
    writeFileSync(path, JSON.stringify({ stage: 'second', oidc, region: 'eu-central-1' }));

    const { code, out, err } = await outcome('npm', ['run', script, '--', '-c', `config=${path}`], process.env);

    expect(out).toContain(`✓ Configuration: ${path}, stage second`);
    expect(out).toContain('✗ Credentials');
    expect(code, err).toBe(1);
    expect(out).not.toContain('helmdesk-second-data');
  });
});
