/** Pure rules that lists of incidents are filtered by (D2). */

import type { Incident } from './record.ts';

/** From this share of a target on an incident is at risk (B5). */
const AT_RISK_PERCENT = 90;

/**
 * `breached`: a target promised to the customer was missed, also by a clock that still runs; `at_risk`: none was, and a clock that is not
 * stopped has used 90 % or more. Thresholds are told of within a minute (B5); a target is missed at its very instant.
 */
export function serviceLevelIs(record: Incident, state: string, _config: unknown, now: number): boolean {
  const clocks = Object.values(record.clocks ?? {}).filter(
    ({ kind, state: is }) => kind === 'sla' && is !== 'cancelled' && is !== 'superseded',
  );
  const breached = clocks.some(
    ({ breachedAt, stoppedAt, dueAt }) =>
      breachedAt !== undefined || (stoppedAt === undefined && dueAt != null && Date.parse(dueAt) < now),
  );
  if (state === 'breached') return breached;
  const warned = clocks.some(
    ({ stoppedAt, thresholdsFired, thresholdsSkipped = [] }) =>
      stoppedAt === undefined &&
      [...thresholdsFired, ...thresholdsSkipped].some((percent) => percent >= AT_RISK_PERCENT),
  );
  return warned && !breached;
}

/** Whether it came back after it was resolved. */
export function wasReopened(record: Incident, reopened: string): boolean {
  return (reopened === 'true') === (record.reopenCount ?? 0) > 0;
}
