/** One usage plan a tier, and the key by which the authorizer counts a request against it. */
import { ApiKey, Period, type RestApi, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { pinLogicalId } from '#infra/constructs/pinned';

/** The rate, burst and monthly quota of each tier, on the stage of `api`. */
export function usagePlans(scope: Construct, { config, names }: Deployment, api: RestApi): void {
  for (const { name, requestsPerSecond, burst, monthlyQuota } of config.tiers) {
    const plan = new UsagePlan(scope, `Tier ${name}`, {
      name: `${names.prefix}-${name}`,
      description: `Limits of tier ${name}`,
      throttle: { rateLimit: requestsPerSecond, burstLimit: burst },
      quota: { limit: monthlyQuota, period: Period.MONTH },
      apiStages: [{ stage: api.deploymentStage }],
    });
    const key = new ApiKey(scope, `Tier ${name} key`, {
      apiKeyName: names.usageKey(name),
      value: names.usageKey(name),
      description: `Counts requests of tier ${name}`,
    });
    plan.addApiKey(key);
    pinLogicalId(plan, `UsagePlan${logical(name)}`);
    pinLogicalId(key, `UsageKey${logical(name)}`);
  }
}

function logical(name: string): string {
  return name.replace(/(^|-)[a-z0-9]/g, (start) => start.replace('-', '').toUpperCase());
}
