/** The deployment configuration: `deploy.config.json`, checked once, with errors that name the mend. */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** The region of certificates and firewalls before a distribution, wherever the rest of a deployment is. */
export const EDGE_REGION = 'us-east-1';

/** The retention periods that CloudWatch Logs accepts, in days. */
export const logRetentionChoices = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const stageName = z
  .string('name the deployment stage, for example "prod"')
  .check(z.regex(/^[a-z][a-z0-9]{1,11}$/, 'use 2 to 12 characters of a-z and 0-9, a letter first, for example "prod"'));

const positive = (mend: string) => z.int(mend).check(z.positive(mend));

const httpsUrl = (mend: string) => z.string(mend).check(z.regex(/^https:\/\/[^\s]+$/, mend));

const oidc = z.strictObject(
  {
    issuer: httpsUrl('give the issuer as your identity provider writes it in tokens, beginning with https://'),
    audience: z
      .string('give the audience (client id) that tokens for this API carry')
      .check(z.minLength(1, 'give the audience (client id) that tokens for this API carry')),
    jwksUri: z.optional(httpsUrl('give the https:// address of the signing keys, or leave jwksUri out')),
  },
  'add "oidc": { "issuer": "https://…", "audience": "…" }',
);

const hostName = (mend: string) => z.string(mend).check(z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, mend));

const domain = z.strictObject({
  name: hostName('give a bare host name such as "itsm.example.com", without https://'),
  certificateArn: z
    .string('give the ARN of an ACM certificate in us-east-1')
    .check(
      z.regex(
        /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/,
        'give the ARN of an ACM certificate in us-east-1 (arn:aws:acm:us-east-1:…:certificate/…)',
      ),
    ),
  hostedZoneId: z
    .string('give the id of the Route 53 hosted zone that holds the name')
    .check(z.regex(/^Z[A-Z0-9]+$/, 'give the bare id of the Route 53 hosted zone, for example "Z0123456789ABC"')),
});

const inboundMail = z.strictObject({
  domain: hostName('give the domain that mail is received for, such as "mail.example.com", without an address'),
  rawMailDays: z._default(
    z.int('give a whole number of days').check(z.gte(1, 'give 1 day or more'), z.lte(365, 'give 365 days or fewer')),
    7,
  ),
  ruleSet: z.optional(
    z
      .string('name the active receipt rule set of the account, or leave ruleSet out')
      .check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'name the active receipt rule set of the account, or leave ruleSet out')),
  ),
});

const tier = z.strictObject({
  name: z
    .string('name the tier, for example "standard"')
    .check(z.regex(/^[a-z][a-z0-9-]{1,19}$/, 'use 2 to 20 characters of a-z, 0-9 and -, a letter first')),
  requestsPerSecond: positive('give a whole number of requests per second, 1 or more'),
  burst: positive('give a whole number of requests, 1 or more'),
  monthlyQuota: positive('give a whole number of requests per month, 1 or more'),
});

const schema = z.strictObject({
  $schema: z.optional(z.string()),
  stage: stageName,
  region: z.optional(z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'give an AWS region such as "eu-central-1"'))),
  account: z.optional(
    z
      .string('quote the account id: leading zeros count')
      .check(z.regex(/^\d{12}$/, 'give the 12 digits of the account')),
  ),
  oidc,
  domain: z.optional(domain),
  waf: z._default(z.boolean('write true or false'), false),
  customerManagedKey: z._default(z.boolean('write true or false'), false),
  malwareScanner: z._default(z.enum(['test-file', 'guardduty'], 'choose "test-file" or "guardduty"'), 'test-file'),
  retainData: z._default(z.boolean('write true or false'), true),
  itemFormat: z._default(z.enum(['packed', 'text'], 'choose "packed" or "text"'), 'packed'),
  indexes: z._default(z.enum(['lean', 'whole'], 'choose "lean" or "whole"'), 'lean'),
  mailFrom: z.optional(z.email('give the address that SES may send from, or leave mailFrom out: then no mail is sent')),
  inboundMail: z.optional(inboundMail),
  alarmEmail: z.optional(z.email('give one e-mail address, or leave alarmEmail out')),
  logRetentionDays: z._default(
    z.literal(logRetentionChoices, `choose one of ${logRetentionChoices.join(', ')} days`),
    90,
  ),
  tiers: z._default(
    z.array(tier, 'give a list of tiers').check(z.minLength(1, 'give at least one tier, or leave tiers out')),
    [{ name: 'standard', requestsPerSecond: 50, burst: 200, monthlyQuota: 5_000_000 }],
  ),
});

export type Tier = z.infer<typeof tier>;

/** A complete configuration: every default filled in. */
export type DeployConfig = Omit<z.infer<typeof schema>, '$schema' | 'oidc'> & {
  readonly oidc: { readonly issuer: string; readonly audience: string; readonly jwksUri: string };
  /** Whether webhooks may go to http://127.0.0.1: on the local runner only, no deployment can set it. */
  readonly webhooksToLoopback: boolean;
};

/** The configuration cannot be used; `mends` has one line for each thing to change. */
export class ConfigurationError extends Error {
  readonly mends: readonly string[];

  constructor(source: string, mends: readonly string[]) {
    super(`${source} cannot be used:\n${mends.map((mend) => `  - ${mend}`).join('\n')}`);
    this.name = 'ConfigurationError';
    this.mends = mends;
  }
}

/**
 * Reads and checks the configuration file at `path`.
 * @throws ConfigurationError when it is missing, is not JSON, or does not fit.
 */
export function readConfig(path: string): DeployConfig {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigurationError(path, [
      `file not found: copy infra/deploy.config.example.json to ${path} and edit it`,
    ]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(path, [`not valid JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  return parseConfig(value, path);
}

/**
 * Checks a configuration value and fills in its defaults; `source` names it in errors.
 * @throws ConfigurationError with one line for each thing to change.
 */
export function parseConfig(value: unknown, source = 'the deployment configuration'): DeployConfig {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ConfigurationError(source, parsed.error.issues.map(mendOf));
  const mends = contradictions(parsed.data);
  if (mends.length > 0) throw new ConfigurationError(source, mends);
  const { $schema: _, oidc: given, ...rest } = parsed.data;
  return {
    ...rest,
    webhooksToLoopback: false,
    oidc: { ...given, jwksUri: given.jwksUri ?? `${given.issuer.replace(/\/$/, '')}/.well-known/jwks.json` },
  };
}

/**
 * The configuration of the stage `local`: nothing retained, nothing optional, tokens issued by the local runner.
 * @param origin where the local runner answers, such as `http://127.0.0.1:8080`
 */
export function localConfig(origin = 'http://127.0.0.1:8080'): DeployConfig {
  return {
    stage: 'local',
    oidc: { issuer: `${origin}/_local`, audience: 'helmdesk', jwksUri: `${origin}/_local/.well-known/jwks.json` },
    waf: false,
    customerManagedKey: false,
    malwareScanner: 'test-file',
    retainData: false,
    itemFormat: 'packed',
    indexes: 'lean',
    webhooksToLoopback: true,
    mailFrom: 'helpdesk@helmdesk.example',
    inboundMail: { domain: 'mail.example', rawMailDays: 7 },
    logRetentionDays: 1,
    tiers: [{ name: 'standard', requestsPerSecond: 50, burst: 200, monthlyQuota: 5_000_000 }],
  };
}

function mendOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const where = issue.path.length > 0 ? ` in ${issue.path.join('.')}` : '';
    return `${issue.keys.join(', ')}: not a setting${where}; remove it or correct its spelling`;
  }
  return `${issue.path.join('.') || 'the file'}: ${issue.message}`;
}

/** What no single field can say: settings that do not go together. */
function contradictions(config: z.infer<typeof schema>): readonly string[] {
  const mends: string[] = [];
  if (config.stage === 'local') mends.push('stage: "local" is the local runner’s; choose another name');
  if (config.account !== undefined && config.region === undefined)
    mends.push('region: give it too when account is given');
  const certificateRegion = config.domain?.certificateArn.split(':')[3];
  if (certificateRegion !== undefined && certificateRegion !== EDGE_REGION) {
    mends.push(`domain.certificateArn: the certificate is in ${certificateRegion}; use one in ${EDGE_REGION}`);
  }
  const names = config.tiers.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) mends.push(`tiers: "${twice}" occurs twice; give each tier its own name`);
  return mends;
}
