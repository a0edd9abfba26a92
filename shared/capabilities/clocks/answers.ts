/** What service-level clocks are answered with; the type-checker holds each to what the code returns. */
import * as z from 'zod/mini';
import type { PresentedClock } from '#shared/capabilities/clocks/record-clocks';
import type { PartComponent } from '#shared/grammar/capability';
import { clockKinds, metrics } from '#shared/kit/service-levels/clock';
import type { Explanation } from '#shared/kit/service-levels/explain';

const text = z.string().check(z.maxLength(32_000));
const name = z.string().check(z.maxLength(400));
const instant = z.iso.datetime({ offset: true }).check(z.maxLength(40));
const count = z.int().check(z.gte(0), z.lte(9_007_199_254_740_991));
const bounded = <T extends z.ZodMiniType>(of: T) => z.array(of).check(z.maxLength(10_000));

const versionRef = z.object({ id: name, version: count });
const clockState = z.enum(['running', 'paused', 'met', 'breached_running', 'breached_done', 'cancelled', 'superseded']);
const percents = z.array(z.number().check(z.gte(0), z.lte(1_000_000))).check(z.maxLength(100));

const measure = {
  elapsed: count,
  remaining: count,
  percent: z.number().check(z.gte(0), z.lte(1e12)),
  dueAt: z.nullable(instant),
  overrun: count,
  breached: z.boolean(),
};

const segment = z.object({
  from: instant,
  to: z.exactOptional(instant),
  running: z.boolean(),
  reason: z.exactOptional(name),
  calendar: versionRef,
});

const clockFacts = {
  name,
  kind: z.enum(clockKinds),
  metric: z.enum(metrics),
  definition: versionRef,
  calendar: versionRef,
  target: count,
  thresholds: percents,
  pauseOn: bounded(name),
  reopen: z.exactOptional(z.enum(['resume', 'restart'])),
  tzdata: name,
  state: clockState,
  startAt: instant,
  segments: bounded(segment),
  thresholdsFired: percents,
  thresholdsSkipped: z.exactOptional(percents),
  since: z.exactOptional(instant),
  breachedAt: z.exactOptional(instant),
  stoppedAt: z.exactOptional(instant),
  stopReason: z.exactOptional(name),
  clockVersion: count,
  misclassified: z.exactOptional(text),
};

const serviceLevelClock = z.object({
  ...clockFacts,
  /** The clocks that this one replaced. */
  history: z.exactOptional(bounded(z.object({ ...clockFacts, dueAt: z.exactOptional(z.nullable(instant)) }))),
  ...measure,
}) satisfies z.ZodMiniType<Omit<PresentedClock, 'history'>>;

const clockExplanation = z.object({
  name,
  state: clockState,
  definition: versionRef,
  target: count,
  tzdata: name,
  from: instant,
  to: instant,
  ...measure,
  thresholdsFired: percents,
  thresholdsSkipped: percents,
  intervals: bounded(
    z.object({
      from: instant,
      to: instant,
      seconds: count,
      kind: z.enum(['running', 'paused', 'outside-calendar']),
      reason: z.exactOptional(name),
      calendar: versionRef,
      countedBefore: count,
      countedAfter: count,
    }),
  ),
  totals: z.object({ wall: count, running: count, paused: count, outsideCalendar: count }),
  supersedes: bounded(
    z.object({
      definition: versionRef,
      target: count,
      state: clockState,
      endedAt: z.exactOptional(instant),
      breachedAt: z.exactOptional(instant),
      thresholdsFired: percents,
      misclassified: z.exactOptional(text),
    }),
  ),
}) satisfies z.ZodMiniType<Explanation>;

export const clockAnswers: Readonly<Record<string, PartComponent>> = {
  ServiceLevelClock: [serviceLevelClock, 'A service-level clock and what it shows now. Durations are working seconds.'],
  ClockList: [
    z.object({ items: bounded(serviceLevelClock), nextCursor: z.nullable(name) }),
    'The service-level clocks of a record.',
    'ServiceLevelClock',
  ],
  ClockExplanation: [clockExplanation, 'Every second of a clock: running, paused, or outside its calendar.'],
};
