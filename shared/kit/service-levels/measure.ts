/** What a service-level clock shows at an instant (B2): pure functions of its segments, their calendars and now. */
import type { Calendars, ServiceLevelClock } from '#shared/kit/service-levels/clock';
import type { CompiledCalendar } from '#shared/time/calendar';
import { fromInstant, type Instant, toInstant, toSeconds } from '#shared/time/clock';

export interface Measure {
  /** Working seconds used. */
  readonly elapsed: number;
  /** Working seconds left; 0 when none are. */
  readonly remaining: number;
  /** 100 × elapsed / target, cut off to tenths: 100 is never shown while there is time left. */
  readonly percent: number;
  /** Null while paused. */
  readonly dueAt: Instant | null;
  /** Working seconds beyond the target. */
  readonly overrun: number;
  /** Whether the due instant has passed, even if nobody has noticed yet. */
  readonly breached: boolean;
}

/** A threshold and when it was, or will be, reached: for 100 the due instant. */
export interface Crossing {
  readonly threshold: number;
  readonly at: Instant;
}

/** A running span in epoch seconds, and the working time used before it. */
interface Run {
  readonly from: number;
  /** Infinity while it lasts. */
  readonly to: number;
  readonly calendar: CompiledCalendar;
  readonly before: number;
}

interface Reached {
  readonly threshold: number;
  readonly at: number;
  /** The first second at which it counts: being due is not being late (met iff stopped at or before the due instant). */
  readonly from: number;
}

const seconds = (instant: Instant): number => toSeconds(fromInstant(instant));
const instant = (at: number): Instant => toInstant(at * 1000);

function runsOf({ segments }: ServiceLevelClock, calendars: Calendars): readonly Run[] {
  let before = 0;
  return segments
    .filter(({ running }) => running)
    .map((segment) => {
      const calendar = calendars(segment.calendar);
      const run = { from: seconds(segment.from), to: segment.to ? seconds(segment.to) : Infinity, calendar, before };
      if (run.to < Infinity) before += calendar.between(run.from, run.to);
      return run;
    });
}

/** The instant at which a run uses up this much working time, all runs before it included; not before it begins. */
function usedUp({ from, before, calendar }: Run, working: number): number {
  return calendar.add(from, Math.max(0, working - before));
}

function elapsedAt(runs: readonly Run[], now: number): number {
  const last = runs.at(-1);
  return last ? last.before + last.calendar.between(last.from, Math.min(last.to, now)) : 0;
}

/** Working seconds that a percentage of the target is, rounded up: a threshold is never early. */
export function share(clock: ServiceLevelClock, threshold: number): number {
  return Math.ceil((clock.target * threshold) / 100);
}

/**
 * When a threshold is reached under the terms in force, in a running span; undefined while that is not certain. Terms that came into
 * force with a threshold already passed reach it then, or when the clock next runs.
 */
function reach(clock: ServiceLevelClock, threshold: number, runs: readonly Run[]): Reached | undefined {
  const since = clock.since ? seconds(clock.since) : -Infinity;
  for (const run of runs) {
    const rest = share(clock, threshold) - run.before;
    const used = run.calendar.add(run.from, Math.max(0, rest));
    const from = Math.max(threshold === 100 && rest >= 0 ? used + 1 : used, since);
    const ranSince = since <= used || since < run.to;
    if (ranSince && from <= run.to) return { threshold, at: Math.max(used, since), from };
  }
  return undefined;
}

function dueSeconds(clock: ServiceLevelClock, runs: readonly Run[]): number | undefined {
  const last = runs.at(-1);
  const overrun = runs.find((run) => usedUp(run, clock.target) < run.to) ?? last;
  return overrun ? usedUp(overrun, clock.target) : undefined;
}

/** Whether the last span of a clock is a pause, or it never ran. */
function isPaused({ segments }: ServiceLevelClock): boolean {
  return segments.at(-1)?.running !== true;
}

/** When the target is used up if nothing changes: null while paused, or when stopped while paused. */
export function dueAt(clock: ServiceLevelClock, calendars: Calendars): Instant | null {
  const due = isPaused(clock) ? undefined : dueSeconds(clock, runsOf(clock, calendars));
  return due === undefined ? null : instant(due);
}

/** Whether a running clock went on past its due instant before `now` (epoch milliseconds), under the terms in force. */
export function isLate(clock: ServiceLevelClock, now: number, calendars: Calendars): boolean {
  return lateAt(clock, runsOf(clock, calendars), toSeconds(now));
}

function lateAt(clock: ServiceLevelClock, runs: readonly Run[], now: number): boolean {
  return runs.some((run) => usedUp(run, clock.target) < Math.min(run.to, now));
}

/** Everything a clock shows at `now` (epoch milliseconds). A stopped clock shows what it stopped at. */
export function measure(clock: ServiceLevelClock, now: number, calendars: Calendars): Measure {
  const runs = runsOf(clock, calendars);
  const elapsed = elapsedAt(runs, toSeconds(now));
  const due = isPaused(clock) ? undefined : dueSeconds(clock, runs);
  return {
    elapsed,
    remaining: Math.max(0, clock.target - elapsed),
    percent: Math.floor((1000 * elapsed) / clock.target) / 10,
    dueAt: due === undefined ? null : instant(due),
    overrun: Math.max(0, elapsed - clock.target),
    breached: clock.breachedAt !== undefined || lateAt(clock, runs, toSeconds(now)),
  };
}

/** Thresholds not told of that a clock reaches, soonest first. */
function untold(clock: ServiceLevelClock, calendars: Calendars): readonly Reached[] {
  if (clock.state === 'cancelled' || clock.state === 'superseded') return [];
  const told = new Set([...clock.thresholdsFired, ...(clock.thresholdsSkipped ?? [])]);
  const runs = runsOf(clock, calendars);
  return clock.thresholds
    .filter((threshold) => !told.has(threshold))
    .flatMap((threshold) => {
      if (threshold === 100 && clock.breachedAt) {
        const at = seconds(clock.breachedAt);
        return [{ threshold, at, from: at }];
      }
      return reach(clock, threshold, runs) ?? [];
    })
    .sort((a, b) => a.from - b.from || a.threshold - b.threshold);
}

/**
 * Thresholds reached by `now` (epoch milliseconds) and not told of, soonest first. They are reached while the clock runs, so never
 * within a pause or after a stop, however late one asks. 100 counts when the due instant has passed: at it there is still time to be met.
 */
export function crossings(clock: ServiceLevelClock, now: number, calendars: Calendars): readonly Crossing[] {
  return untold(clock, calendars)
    .filter(({ from }) => from <= toSeconds(now))
    .map(({ threshold, at }) => ({ threshold, at: instant(at) }));
}

/**
 * The threshold that {@link crossings} reports next, and the instant from which it does, to set a timer to; in the past when it has
 * not been told of yet, null when none is in sight.
 */
export function nextCrossing(clock: ServiceLevelClock, calendars: Calendars): Crossing | null {
  const [next] = untold(clock, calendars);
  return next ? { threshold: next.threshold, at: instant(next.from) } : null;
}
