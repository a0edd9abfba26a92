/** One usage plan a tier, and the key by which the authorizer counts a request against it. */
import { ApiKey, Period, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import type { Construct, IDependable } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { pinLogicalId, resourceOf } from '#infra/constructs/pinned';

/**
 * The rate, burst and monthly quota of each tier: one plan for the stages of all APIs, so that a tenant's requests count together wherever they go.
 * @param after what must be there first: the stage of the API in this stack
 */
export function usagePlans(
  scope: Construct,
  { config, names }: Deployment,
  apiIds: readonly string[],
  after: IDependable,
): void {
  for (const { name, requestsPerSecond, burst, monthlyQuota } of config.tiers) {
    const plan = new UsagePlan(scope, `Tier ${name}`, {
      name: `${names.prefix}-${name}`,
      description: `Limits of tier ${name}`,
      throttle: { rateLimit: requestsPerSecond, burstLimit: burst },
      quota: { limit: monthlyQuota, period: Period.MONTH },
    });
    plan.node.addDependency(after);
    resourceOf(plan).addPropertyOverride(
      'ApiStages',
      apiIds.map((ApiId) => ({ ApiId, Stage: config.stage })),
    );
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
