/** API Gateway writes logs with one role for all REST APIs of an account and region; a deployment sets it. */
import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { type Check, unseen } from '#infra/preflight/check';

/** Says so when another role is set, which the deployment would replace. */
export async function logRoleCheck(region: string, stage: string): Promise<Check> {
  const what = 'API Gateway’s log role';
  try {
    const { cloudwatchRoleArn: role = '' } = await new APIGatewayClient({ region }).send(new GetAccountCommand({}));
    if (role === '') return { what, result: 'ok', detail: `none is set in ${region}; the deployment sets one` };
    if (role.includes(`helmdesk-${stage}-`)) return { what, result: 'ok', detail: role };
    return {
      what,
      result: 'warning',
      detail: `${role} writes the logs of every REST API in ${region}; this deployment replaces it by a role with the same policy of AWS`,
    };
  } catch (error) {
    return unseen(what, error);
  }
}
