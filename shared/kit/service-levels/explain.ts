/** Explains a service-level clock: every second from its start to now or its end, and what it counted as. */
import type { Calendars, ClockState, Segment, ServiceLevelClock, VersionRef } from '#shared/kit/service-levels/clock';
import { type Measure, measure } from '#shared/kit/service-levels/measure';
import { fromInstant, type Instant, toInstant, toSeconds } from '#shared/time/clock';

export interface ExplainedInterval {
  readonly from: Instant;
  readonly to: Instant;
  /** Wall-clock seconds. */
  readonly seconds: number;
  readonly kind: 'running' | 'paused' | 'outside-calendar';
  /** Why it is paused. */
  readonly reason?: string;
  readonly calendar: VersionRef;
  /** Working seconds counted before and after the interval. */
  readonly countedBefore: number;
  readonly countedAfter: number;
}

/** A clock that this one replaced. */
export interface ExplainedPredecessor {
  readonly definition: VersionRef;
  readonly target: number;
  readonly state: ClockState;
  readonly endedAt?: Instant;
  readonly breachedAt?: Instant;
  readonly thresholdsFired: readonly number[];
  readonly misclassified?: string;
}

export interface Explanation extends Measure {
  readonly name: string;
  readonly state: ClockState;
  readonly definition: VersionRef;
  /** Working seconds. */
  readonly target: number;
  readonly tzdata: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly thresholdsFired: readonly number[];
  readonly thresholdsSkipped: readonly number[];
  /** In order, without gap or overlap, from `from` to `to`. */
  readonly intervals: readonly ExplainedInterval[];
  /** Wall-clock seconds by kind; `running` is the time that counts, and `wall` the sum. */
  readonly totals: {
    readonly wall: number;
    readonly running: number;
    readonly paused: number;
    readonly outsideCalendar: number;
  };
  readonly supersedes: readonly ExplainedPredecessor[];
}

const seconds = (instant: Instant): number => toSeconds(fromInstant(instant));
const instant = (at: number): Instant => toInstant(at * 1000);

/** How a clock came to what it shows at `now` (epoch milliseconds), or showed when it ended. */
export function explain(clock: ServiceLevelClock, now: number, calendars: Calendars): Explanation {
  const begin = seconds(clock.startAt);
  const end = clock.stoppedAt ? seconds(clock.stoppedAt) : Math.max(begin, toSeconds(now));
  const intervals: ExplainedInterval[] = [];
  let counted = 0;
  for (const segment of clock.segments) {
    const from = seconds(segment.from);
    const to = Math.min(segment.to ? seconds(segment.to) : end, end);
    for (const interval of split(segment, from, to, calendars)) {
      const countedBefore = counted;
      if (interval.kind === 'running') counted += interval.seconds;
      intervals.push({ ...interval, countedBefore, countedAfter: counted });
    }
  }
  const total = (kind: ExplainedInterval['kind']): number =>
    intervals.reduce((sum, interval) => sum + (interval.kind === kind ? interval.seconds : 0), 0);
  return {
    name: clock.name,
    state: clock.state,
    definition: clock.definition,
    target: clock.target,
    tzdata: clock.tzdata,
    from: clock.startAt,
    to: instant(end),
    ...measure(clock, now, calendars),
    thresholdsFired: clock.thresholdsFired,
    thresholdsSkipped: clock.thresholdsSkipped ?? [],
    intervals,
    totals: {
      wall: end - begin,
      running: total('running'),
      paused: total('paused'),
      outsideCalendar: total('outside-calendar'),
    },
    supersedes: (clock.history ?? []).map(predecessor),
  };
}

type Uncounted = Omit<ExplainedInterval, 'countedBefore' | 'countedAfter'>;

/** A pause is one interval; a running span is cut where its calendar opens and closes. */
function split(
  { running, reason, calendar }: Segment,
  from: number,
  to: number,
  calendars: Calendars,
): readonly Uncounted[] {
  const piece = (kind: Uncounted['kind'], begin: number, end: number): readonly Uncounted[] =>
    end > begin ? [{ from: instant(begin), to: instant(end), seconds: end - begin, kind, calendar }] : [];
  if (!running) return piece('paused', from, to).map((each) => ({ ...each, ...(reason !== undefined && { reason }) }));
  const pieces: Uncounted[] = [];
  let at = from;
  for (const open of calendars(calendar).segments(from, to)) {
    pieces.push(...piece('outside-calendar', at, open.from), ...piece('running', open.from, open.to));
    at = open.to;
  }
  return [...pieces, ...piece('outside-calendar', at, to)];
}

function predecessor(clock: ServiceLevelClock): ExplainedPredecessor {
  const { definition, target, state, stoppedAt, breachedAt, thresholdsFired, misclassified } = clock;
  return {
    definition,
    target,
    state,
    ...(stoppedAt && { endedAt: stoppedAt }),
    ...(breachedAt && { breachedAt }),
    thresholdsFired,
    ...(misclassified !== undefined && { misclassified }),
  };
}
