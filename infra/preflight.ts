/** Before a deployment: is the configuration usable, are the credentials there, and do they lead to the right account? */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import { ConfigurationError, type DeployConfig, readConfig } from '#infra/config';

/** One thing looked at; a `warning` does not stop a deployment. */
export interface Check {
  readonly what: string;
  readonly result: 'ok' | 'warning' | 'failed';
  readonly detail: string;
}

/** Looks at everything that can be looked at without changing anything; `path` names the configuration file. */
export async function preflight(path: string): Promise<readonly Check[]> {
  const node = nodeCheck(process.versions.node);
  const [configuration, config] = configurationCheck(path);
  if (config === undefined) return [node, configuration];
  return [node, configuration, await signingKeysCheck(config), ...(await accountChecks(config))];
}

function nodeCheck(version: string): Check {
  const what = 'Node.js';
  if (Number.parseInt(version, 10) >= 24) return { what, result: 'ok', detail: version };
  return {
    what,
    result: 'failed',
    detail: `this is ${version}; use npm run deploy, which runs the Node.js 24 of node_modules`,
  };
}

function configurationCheck(path: string): readonly [Check, DeployConfig | undefined] {
  const what = 'Configuration';
  try {
    const config = readConfig(path);
    return [{ what, result: 'ok', detail: `${path}, stage ${config.stage}` }, config];
  } catch (error) {
    if (error instanceof ConfigurationError) return [{ what, result: 'failed', detail: error.message }, undefined];
    throw error;
  }
}

const keySetSchema = z.object({ keys: z.array(z.object({ kty: z.string() })).check(z.minLength(1)) });

/** The authorizer will ask the same address; a deployment that cannot verify a token answers 401 to everybody. */
async function signingKeysCheck({ oidc }: DeployConfig): Promise<Check> {
  const what = 'Signing keys';
  try {
    const response = await fetch(oidc.jwksUri, { signal: AbortSignal.timeout(5000) });
    const found = keySetSchema.safeParse(await response.json());
    if (response.ok && found.success)
      return { what, result: 'ok', detail: `${found.data.keys.length} at ${oidc.jwksUri}` };
    return {
      what,
      result: 'warning',
      detail: `${oidc.jwksUri} answers ${response.status} without keys; correct oidc.jwksUri`,
    };
  } catch (error) {
    return {
      what,
      result: 'warning',
      detail: `${oidc.jwksUri} cannot be read (${reason(error)}); correct oidc.jwksUri`,
    };
  }
}

/** Whose credentials these are, and whether the account is prepared for CDK in the region. */
async function accountChecks(config: DeployConfig): Promise<readonly Check[]> {
  const sts = new STSClient(config.region === undefined ? {} : { region: config.region });
  const what = 'Credentials';
  let region: string;
  try {
    region = await sts.config.region();
  } catch {
    return [
      {
        what: 'Region',
        result: 'failed',
        detail: 'none is set; write "region" into the configuration, or set AWS_REGION',
      },
    ];
  }
  try {
    const { Account: account = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    if (config.account !== undefined && config.account !== account) {
      const detail = `these are of account ${account}, but the configuration says ${config.account}; choose another AWS_PROFILE`;
      return [{ what, result: 'failed', detail }];
    }
    return [{ what, result: 'ok', detail: `${arn}, ${region}` }, await bootstrapCheck(sts, arn, account, region)];
  } catch (error) {
    const detail = `AWS does not know them (${reason(error)}); sign in, for example with aws sso login, and set AWS_PROFILE`;
    return [{ what, result: 'failed', detail }];
  }
}

/** CDK deploys through a role that its bootstrap made; an administrator may do without, hence only a warning. */
async function bootstrapCheck(sts: STSClient, arn: string, account: string, region: string): Promise<Check> {
  const what = 'Bootstrap';
  const partition = arn.split(':')[1] ?? 'aws';
  const role = `arn:${partition}:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-${region}`;
  try {
    await sts.send(
      new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'helmdesk-preflight', DurationSeconds: 900 }),
    );
    return { what, result: 'ok', detail: role };
  } catch (error) {
    const detail = `${role} cannot be assumed (${reason(error)}); if CDK is new here: npx cdk bootstrap aws://${account}/${region}`;
    return { what, result: 'warning', detail };
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}

if (import.meta.main) {
  const checks = await preflight(process.argv[2] ?? 'deploy.config.json');
  const mark = { ok: '✓', warning: '!', failed: '✗' };
  for (const { what, result, detail } of checks) console.log(`${mark[result]} ${what}: ${detail}`);
  if (checks.some(({ result }) => result === 'failed')) process.exitCode = 1;
}
