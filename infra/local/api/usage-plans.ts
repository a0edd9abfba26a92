/** Usage plans: rate, burst and monthly quota of an API key, counted in memory. */
import { asObject } from '#infra/local/iam/json';
import type { Deployment } from '#infra/local/template';

export type Admission =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly response: 'INVALID_API_KEY' | 'THROTTLED' | 'QUOTA_EXCEEDED';
      readonly headers: Headers;
    };

type Headers = Readonly<Record<string, string>>;

/** Whether one more request with this key may pass; `now` is the local clock's, for the quota's month. */
export type UsagePlans = (key: string | undefined, now: number) => Admission;

interface Plan {
  readonly name: string;
  readonly rate: number;
  readonly burst: number;
  readonly quota: number;
}

/**
 * The plans of the deployment by the values of their keys. Buckets fill in real time, also while the local clock stands:
 * they protect what is behind them, and that works in real time.
 * @param real milliseconds of the machine
 */
export function readUsagePlans(deployment: Deployment, real: () => number = () => performance.now()): UsagePlans {
  const plans = plansByKey(deployment);
  const buckets = new Map<string, { tokens: number; at: number }>();
  const used = new Map<string, number>();
  return (key, now) => {
    const plan = plans.get(key ?? '');
    if (key === undefined || !plan) return { ok: false, response: 'INVALID_API_KEY', headers: {} };
    const at = real();
    const bucket = buckets.get(key) ?? { tokens: plan.burst, at };
    const tokens = Math.min(plan.burst, bucket.tokens + ((at - bucket.at) / 1000) * plan.rate);
    const policy = { 'ratelimit-policy': `"${plan.name}";q=${plan.burst};w=${Math.ceil(plan.burst / plan.rate)}` };
    if (tokens < 1) {
      const wait = String(Math.max(1, Math.ceil((1 - tokens) / plan.rate)));
      buckets.set(key, { tokens, at });
      const headers = { ...policy, ratelimit: `"${plan.name}";r=0;t=${wait}`, 'retry-after': wait };
      return { ok: false, response: 'THROTTLED', headers };
    }
    const month = `${key} ${new Date(now).toISOString().slice(0, 7)}`;
    const count = used.get(month) ?? 0;
    if (count >= plan.quota) return { ok: false, response: 'QUOTA_EXCEEDED', headers: {} };
    used.set(month, count + 1);
    buckets.set(key, { tokens: tokens - 1, at });
    return { ok: true };
  };
}

function plansByKey(deployment: Deployment): ReadonlyMap<string, Plan> {
  const keys = new Map(
    deployment.ofType('AWS::ApiGateway::ApiKey').map((key) => [key.ref, String(key.properties.Value)]),
  );
  const plans = new Map(
    deployment.ofType('AWS::ApiGateway::UsagePlan').map(({ ref, properties }) => {
      const throttle = asObject(properties.Throttle);
      const plan: Plan = {
        name: String(properties.UsagePlanName ?? ref),
        rate: Number(throttle?.RateLimit ?? Number.POSITIVE_INFINITY),
        burst: Number(throttle?.BurstLimit ?? Number.MAX_SAFE_INTEGER),
        quota: Number(asObject(properties.Quota)?.Limit ?? Number.POSITIVE_INFINITY),
      };
      return [ref, plan];
    }),
  );
  return new Map(
    deployment.ofType('AWS::ApiGateway::UsagePlanKey').flatMap(({ properties }) => {
      const key = keys.get(String(properties.KeyId));
      const plan = plans.get(String(properties.UsagePlanId));
      return key !== undefined && plan ? [[key, plan] as const] : [];
    }),
  );
}
