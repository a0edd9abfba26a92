/** Usage plans: rate, burst and monthly quota of each API key by itself, counted in memory. */

import type { UsageKeys } from '#infra/local/edges/api-gateway/usage-keys';
import { createBuckets, type Limit } from '#infra/local/front/api/buckets';
import { asObject } from '#infra/local/machine/json';
import type { Deployment } from '#infra/local/machine/template/template';

export type Admission =
  | { readonly ok: true }
  | { readonly ok: false; readonly response: 'INVALID_API_KEY' | 'THROTTLED' | 'QUOTA_EXCEEDED' };

/** Whether one more request with this key may pass; `now` is the local clock's, for the quota's month. */
export type UsagePlans = (key: string | undefined, now: number) => Admission;

interface Plan extends Limit {
  readonly quota: number;
}

/**
 * The plans of the deployment, for the keys of the template and for those that functions made. Buckets fill in real time, also while the
 * local clock stands: they protect what is behind them, and that works in real time.
 * @param real milliseconds of the machine
 */
export function readUsagePlans(
  deployment: Deployment,
  made: UsageKeys,
  real: () => number = () => performance.now(),
): UsagePlans {
  const plans = plansByRef(deployment);
  const fixed = plansOfTemplate(deployment);
  const buckets = createBuckets(real);
  const used = new Map<string, number>();
  return (key, now) => {
    const plan = plans.get(fixed.get(key ?? '') ?? made.get(key ?? '')?.plan ?? '');
    if (key === undefined || !plan) return { ok: false, response: 'INVALID_API_KEY' };
    const month = `${key} ${new Date(now).toISOString().slice(0, 7)}`;
    const count = used.get(month) ?? 0;
    const taken = buckets(key, plan);
    if (!taken) return { ok: false, response: 'THROTTLED' };
    if (count >= plan.quota) return { ok: false, response: 'QUOTA_EXCEEDED' };
    used.set(month, count + 1);
    return { ok: true };
  };
}

function plansByRef(deployment: Deployment): ReadonlyMap<string, Plan> {
  const plans = deployment.ofType('AWS::ApiGateway::UsagePlan').map(({ ref, properties }) => {
    const throttle = asObject(properties.Throttle);
    const plan: Plan = {
      rate: Number(throttle?.RateLimit ?? Number.POSITIVE_INFINITY),
      burst: Number(throttle?.BurstLimit ?? Number.MAX_SAFE_INTEGER),
      quota: Number(asObject(properties.Quota)?.Limit ?? Number.POSITIVE_INFINITY),
    };
    return [ref, plan] as const;
  });
  return new Map(plans);
}

/** The plan's Ref by the value of each key in the template. */
function plansOfTemplate(deployment: Deployment): ReadonlyMap<string, string> {
  const keys = new Map(
    deployment.ofType('AWS::ApiGateway::ApiKey').map((key) => [key.ref, String(key.properties.Value)]),
  );
  return new Map(
    deployment.ofType('AWS::ApiGateway::UsagePlanKey').flatMap(({ properties }) => {
      const key = keys.get(String(properties.KeyId));
      return key === undefined ? [] : [[key, String(properties.UsagePlanId)] as const];
    }),
  );
}
