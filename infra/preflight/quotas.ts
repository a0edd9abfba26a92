/** The one quota that a new account may be short of: how many functions may run at the same time. */
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Check, unseen } from '#infra/preflight/check';

/** A request takes two functions, and what follows from it some more; new accounts may have ten for the whole region. */
const ENOUGH = 200;

/** Whether the account's concurrency in the region carries a deployment. */
export async function concurrencyCheck(region: string): Promise<Check> {
  const what = 'Lambda concurrency';
  try {
    const { AccountLimit } = await new LambdaClient({ region }).send(new GetAccountSettingsCommand({}));
    const limit = AccountLimit?.ConcurrentExecutions ?? 0;
    if (limit >= ENOUGH) return { what, result: 'ok', detail: `${limit} in ${region}` };
    return {
      what,
      result: 'warning',
      detail:
        `${limit} in ${region}, fewer than ${ENOUGH}: requests will be throttled; ask for more with ` +
        `aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value 1000`,
    };
  } catch (error) {
    return unseen(what, error);
  }
}
