/** The deployment configuration: what is filled in, and what each mistake is answered with. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, localConfig, parseConfig, readConfig } from '#infra/config';
import example from '../../infra/deploy.config.example.json' with { type: 'json' };

const smallest = { stage: 'prod', oidc: { issuer: 'https://issuer.example/', audience: 'helmdesk' } };
const domain = {
  name: 'itsm.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b',
  hostedZoneId: 'Z012ABC',
};
const tier = { name: 'standard', requestsPerSecond: 10, burst: 20, monthlyQuota: 1000 };

function mendsOf(value: unknown): readonly string[] {
  try {
    parseConfig(value);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.mends;
    throw error;
  }
  return [];
}

describe('a configuration', () => {
  it('is complete from a stage and an issuer, and keeps data unless told otherwise', () => {
    expect(parseConfig(smallest)).toEqual({
      stage: 'prod',
      webhooksToLoopback: false,
      oidc: { ...smallest.oidc, jwksUri: 'https://issuer.example/.well-known/jwks.json' },
      waf: false,
      customerManagedKey: false,
      malwareScanner: 'test-file',
      retainData: true,
      itemFormat: 'packed',
      indexes: 'lean',
      logRetentionDays: 90,
      tiers: [{ name: 'standard', requestsPerSecond: 50, burst: 200, monthlyQuota: 5_000_000 }],
    });
  });

  it('is accepted as the example has it', () => {
    expect(mendsOf(example)).toEqual([]);
  });

  it('of the stage local keeps nothing and trusts the local issuer', () => {
    const config = localConfig('http://127.0.0.1:9090');

    expect(config).toMatchObject({ stage: 'local', retainData: false, waf: false });
    expect(config.oidc.issuer).toMatch(/^http:\/\/127\.0\.0\.1:9090\//);
  });
});

describe('a mistake is answered with its mend', () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['no stage', { oidc: smallest.oidc }, 'stage: name the deployment stage, for example "prod"'],
    [
      'a stage that is no name',
      { ...smallest, stage: 'Prod 1' },
      'stage: use 2 to 12 characters of a-z and 0-9, a letter first, for example "prod"',
    ],
    ['the local stage', { ...smallest, stage: 'local' }, 'stage: "local" is the local runner’s; choose another name'],
    ['no issuer at all', { stage: 'prod' }, 'oidc: add "oidc": { "issuer": "https://…", "audience": "…" }'],
    [
      'an issuer without TLS',
      { ...smallest, oidc: { ...smallest.oidc, issuer: 'http://x' } },
      'oidc.issuer: give the issuer as your identity provider writes it in tokens, beginning with https://',
    ],
    [
      'an empty audience',
      { ...smallest, oidc: { ...smallest.oidc, audience: '' } },
      'oidc.audience: give the audience (client id) that tokens for this API carry',
    ],
    [
      'keys without TLS',
      { ...smallest, oidc: { ...smallest.oidc, jwksUri: 'keys' } },
      'oidc.jwksUri: give the https:// address of the signing keys, or leave jwksUri out',
    ],
    ['no region', { ...smallest, region: 'Frankfurt' }, 'region: give an AWS region such as "eu-central-1"'],
    [
      'an account as a number',
      { ...smallest, account: 123456789012, region: 'eu-west-1' },
      'account: quote the account id: leading zeros count',
    ],
    [
      'an account without its region',
      { ...smallest, account: '123456789012' },
      'region: give it too when account is given',
    ],
    [
      'a domain with a scheme',
      { ...smallest, domain: { ...domain, name: 'https://itsm.example.com' } },
      'domain.name: give a bare host name such as "itsm.example.com", without https://',
    ],
    [
      'a certificate that is none',
      { ...smallest, domain: { ...domain, certificateArn: 'x' } },
      'domain.certificateArn: give the ARN of an ACM certificate in us-east-1 (arn:aws:acm:us-east-1:…:certificate/…)',
    ],
    [
      'a certificate elsewhere',
      {
        ...smallest,
        domain: { ...domain, certificateArn: domain.certificateArn.replace('us-east-1', 'eu-west-1') },
      },
      'domain.certificateArn: the certificate is in eu-west-1; use one in us-east-1',
    ],
    [
      'a zone by name',
      { ...smallest, domain: { ...domain, hostedZoneId: 'example.com' } },
      'domain.hostedZoneId: give the bare id of the Route 53 hosted zone, for example "Z0123456789ABC"',
    ],
    ['a switch as text', { ...smallest, waf: 'yes' }, 'waf: write true or false'],
    [
      'an address that is none',
      { ...smallest, alarmEmail: 'ops' },
      'alarmEmail: give one e-mail address, or leave alarmEmail out',
    ],
    [
      'a retention that CloudWatch lacks',
      { ...smallest, logRetentionDays: 42 },
      'logRetentionDays: choose one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days',
    ],
    ['no tiers', { ...smallest, tiers: [] }, 'tiers: give at least one tier, or leave tiers out'],
    [
      'a tier without a rate',
      { ...smallest, tiers: [{ ...tier, requestsPerSecond: 0 }] },
      'tiers.0.requestsPerSecond: give a whole number of requests per second, 1 or more',
    ],
    [
      'a tier without a quota',
      { ...smallest, tiers: [{ ...tier, monthlyQuota: 1.5 }] },
      'tiers.0.monthlyQuota: give a whole number of requests per month, 1 or more',
    ],
    [
      'two tiers of one name',
      { ...smallest, tiers: [tier, tier] },
      'tiers: "standard" occurs twice; give each tier its own name',
    ],
    [
      'a misspelt setting',
      { ...smallest, retaindata: false },
      'retaindata: not a setting; remove it or correct its spelling',
    ],
    [
      'a misspelt setting further in',
      { ...smallest, oidc: { ...smallest.oidc, isuer: 'x' } },
      'isuer: not a setting in oidc; remove it or correct its spelling',
    ],
  ];

  it.each(cases)('%s', (_what, value, mend) => {
    expect(mendsOf(value)).toEqual([mend]);
  });

  it('several at once, each with its own', () => {
    expect(mendsOf({ ...smallest, stage: 'X', waf: 1 })).toHaveLength(2);
  });
});

describe('a configuration file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'helmdesk-config-'));

  it('that is missing is answered with where the example is', () => {
    const path = join(folder, 'missing.json');
    expect(() => readConfig(path)).toThrow(
      `file not found: copy infra/deploy.config.example.json to ${path} and edit it`,
    );
  });

  it('that is not JSON is answered with where it breaks', () => {
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{ "stage": ');
    expect(() => readConfig(path)).toThrow(/broken\.json cannot be used:\n {2}- not valid JSON: /);
  });

  it('is read', () => {
    const path = join(folder, 'deploy.config.json');
    writeFileSync(path, JSON.stringify(smallest));
    expect(readConfig(path).stage).toBe('prod');
  });
});
