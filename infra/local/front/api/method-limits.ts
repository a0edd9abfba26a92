/** Limits that the stage sets on single methods: for those whose callers have no usage plan. */

import { createBuckets } from '#infra/local/front/api/buckets';
import type { Route } from '#infra/local/front/api/routes';
import { asArray, asObject } from '#infra/local/machine/json';
import type { Resource } from '#infra/local/machine/template/template';

/** Whether one more request may take this route. The limit on all methods together is the account's business, and is not counted here. */
export function readMethodLimits(
  stage: Resource | undefined,
  real: () => number = () => performance.now(),
): (route: Route) => boolean {
  const limits = new Map(
    asArray(stage?.properties.MethodSettings).flatMap((each) => {
      const setting = asObject(each) ?? {};
      const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = setting;
      if (setting.HttpMethod === '*' || rate === undefined) return [];
      return [
        [
          `${setting.HttpMethod} ${pathOf(setting.ResourcePath)}`,
          { rate: Number(rate), burst: Number(burst) },
        ] as const,
      ];
    }),
  );
  const take = createBuckets(real);
  return ({ method, path }) => {
    const limit = limits.get(`${method} ${path}`);
    return limit === undefined || take(`${method} ${path}`, limit);
  };
}

/** `/~1status~1{slug}` is the path /status/{slug} as settings have it. */
const pathOf = (resourcePath: unknown): string => String(resourcePath).slice(1).replaceAll('~1', '/');
