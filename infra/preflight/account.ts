/** Whose credentials these are, and whether the account is ready for what will be deployed into it. */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type DeployConfig, EDGE_REGION } from '#infra/config';
import { certificateCheck } from '#infra/preflight/certificate';
import { type Check, reason } from '#infra/preflight/check';
import { itemsCheck } from '#infra/preflight/items';
import { logRoleCheck } from '#infra/preflight/log-role';
import { mailChecks } from '#infra/preflight/mail';
import { concurrencyCheck } from '#infra/preflight/quotas';

/** What can be looked at once it is known who deploys where. */
export async function accountChecks(config: DeployConfig): Promise<readonly Check[]> {
  const sts = new STSClient(config.region === undefined ? {} : { region: config.region });
  const what = 'Credentials';
  let region: string;
  try {
    region = await sts.config.region();
  } catch {
    const detail = 'none is set; write "region" into the configuration, or set AWS_REGION';
    return [{ what: 'Region', result: 'failed', detail }];
  }
  try {
    const { Account: account = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    if (config.account !== undefined && config.account !== account) {
      const detail = `these are of account ${account}, but the configuration says ${config.account}; choose another AWS_PROFILE`;
      return [{ what, result: 'failed', detail }];
    }
    return [
      { what, result: 'ok', detail: `${arn}, ${region}` },
      await bootstrapCheck(sts, arn, account, region),
      ...(config.waf && region !== EDGE_REGION
        ? [await bootstrapCheck(sts, arn, account, EDGE_REGION, 'Bootstrap of the firewall')]
        : []),
      await concurrencyCheck(region),
      await logRoleCheck(region, config.stage),
      ...(config.itemFormat === 'packed' ? [await itemsCheck(region, config.stage)] : []),
      ...(await mailChecks(config, region)),
      ...(config.domain === undefined ? [] : [await certificateCheck(config.domain, sts)]),
    ];
  } catch (error) {
    const detail = `AWS does not know them (${reason(error)}); sign in, for example with aws sso login, and set AWS_PROFILE`;
    return [{ what, result: 'failed', detail }];
  }
}

/** CDK deploys through a role that its bootstrap made; an administrator may do without, hence only a warning. */
async function bootstrapCheck(
  sts: STSClient,
  arn: string,
  account: string,
  region: string,
  what = 'Bootstrap',
): Promise<Check> {
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
