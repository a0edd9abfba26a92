/** Moves a service-level clock (B2): it starts, runs, pauses, stops and runs again as the record's state says. */
import type {
  Calendars,
  ClockTerms,
  Condition,
  Segment,
  ServiceLevelClock,
  VersionRef,
} from '#shared/kit/service-levels/clock';
import { crossings, dueAt, isLate, measure } from '#shared/kit/service-levels/measure';
import { fromInstant, type Instant, toInstant, toSeconds } from '#shared/time/clock';
import { tzdataVersion } from '#shared/time/zone';

/** A new clock, in its first condition since `at` (epoch milliseconds; a record may begin paused or stopped). */
export function start(terms: ClockTerms, condition: Condition, at: number, calendars: Calendars): ServiceLevelClock {
  if (!(terms.target > 0))
    throw new RangeError(`expected a target of more than no time, was given ${terms.target} seconds`);
  const startAt = wholeSecond(at);
  const clock: ServiceLevelClock = {
    ...terms,
    tzdata: tzdataVersion(),
    state: 'running',
    startAt,
    segments: opened([], condition, startAt, terms.calendar),
    thresholdsFired: [],
    dueAt: null,
    ...ending(condition, startAt),
    clockVersion: 1,
  };
  return settle(clock, condition, startAt, calendars);
}

/**
 * The clock in the condition that the record's state asks for since `now` (epoch milliseconds). The same clock when nothing changes,
 * so it may be called with every command. A clock that is superseded stays so; one that was cancelled stays so until it runs again.
 */
export function advance(
  clock: ServiceLevelClock,
  condition: Condition,
  now: number,
  calendars: Calendars,
): ServiceLevelClock {
  if (clock.state === 'superseded' || (clock.state === 'cancelled' && isEnd(condition))) return clock;
  const at = latest(clock, now);
  if (clock.stoppedAt && !isEnd(condition)) return reopened(clock, condition, at, calendars);
  const stopping = isEnd(condition) && !clock.stoppedAt;
  const segments = stopping ? ended(clock.segments, at) : continued(clock, condition, at);
  return changed(clock, { ...clock, segments, ...(stopping ? ending(condition, at) : {}) }, condition, at, calendars);
}

/** The clock with these thresholds told of; the same clock when they all were, so a trigger that comes twice tells once. */
export function fire(clock: ServiceLevelClock, ...thresholds: readonly number[]): ServiceLevelClock {
  const fired = [...new Set([...clock.thresholdsFired, ...thresholds])].sort((a, b) => a - b);
  if (fired.length === clock.thresholdsFired.length) return clock;
  return { ...clock, thresholdsFired: fired, clockVersion: clock.clockVersion + 1 };
}

/** A new calendar version, published for open clocks too, from `now` on: past segments keep theirs (B3). */
export function changeCalendar(
  clock: ServiceLevelClock,
  calendar: VersionRef,
  now: number,
  calendars: Calendars,
): ServiceLevelClock {
  if (clock.stoppedAt || clock.state === 'superseded') return clock;
  const condition = conditionOf(clock);
  const at = latest(clock, now);
  const next = { ...clock, calendar };
  return changed(clock, { ...next, segments: continued(next, condition, at) }, condition, at, calendars);
}

/** The condition that a clock is in. */
export function conditionOf({ state, stoppedAt, stopReason, segments }: ServiceLevelClock): Condition {
  if (state === 'cancelled') return { is: 'cancelled' };
  if (stoppedAt) return stopReason === undefined ? { is: 'stopped' } : { is: 'stopped', reason: stopReason };
  const last = segments.at(-1);
  return last && !last.running ? { is: 'paused', reason: last.reason ?? '' } : { is: 'running' };
}

/** What a clock measures against, without what happened. */
export function termsOf({
  name,
  kind,
  metric,
  definition,
  calendar,
  target,
  thresholds,
  pauseOn,
  reopen,
}: ServiceLevelClock): ClockTerms {
  return { name, kind, metric, definition, calendar, target, thresholds, pauseOn, ...(reopen && { reopen }) };
}

/** Clocks count whole seconds: the instant of the second that `ms` (epoch milliseconds) lies in. */
export function wholeSecond(ms: number): Instant {
  return toInstant(toSeconds(ms) * 1000);
}

/** `now`, or when the clock last changed if that is later: its time does not run backwards, whatever order news come in. */
export function latest({ startAt, segments, stoppedAt }: ServiceLevelClock, now: number): Instant {
  const last = fromInstant(stoppedAt ?? segments.at(-1)?.from ?? startAt);
  return wholeSecond(Math.max(now, last));
}

/** The clock with what follows from its segments: state, due instant, breach, overrun. */
export function settle(
  clock: ServiceLevelClock,
  condition: Condition,
  at: Instant,
  calendars: Calendars,
): ServiceLevelClock {
  const { overrun: _, breachedAt: known, ...rest } = clock;
  const now = fromInstant(at);
  const breachedAt = known ?? breach(clock, condition, at, calendars);
  const due = condition.is === 'cancelled' ? clock.dueAt : dueAt(clock, calendars);
  const settled = { ...rest, dueAt: due, ...(breachedAt && { breachedAt }) };
  switch (condition.is) {
    case 'running':
      return { ...settled, state: breachedAt ? 'breached_running' : 'running' };
    case 'paused':
      return { ...settled, state: 'paused' };
    case 'stopped':
      return breachedAt
        ? { ...settled, state: 'breached_done', overrun: measure(clock, now, calendars).overrun }
        : { ...settled, state: 'met' };
    case 'cancelled':
      return { ...settled, state: 'cancelled' };
  }
}

/** Since when the clock is late. Not within a pause; a clock that stops late without having run since its terms changed is late then. */
function breach(
  clock: ServiceLevelClock,
  condition: Condition,
  at: Instant,
  calendars: Calendars,
): Instant | undefined {
  const now = fromInstant(at);
  if (!isLate(clock, now, calendars)) return undefined;
  const untold = { ...clock, state: 'running', thresholds: [100], thresholdsFired: [], thresholdsSkipped: [] } as const;
  const [crossing] = crossings(untold, now, calendars);
  return crossing?.at ?? (condition.is === 'stopped' ? at : undefined);
}

/** The next clock settled and counted on, or the old one when they do not differ. */
function changed(
  before: ServiceLevelClock,
  next: ServiceLevelClock,
  condition: Condition,
  at: Instant,
  calendars: Calendars,
): ServiceLevelClock {
  const after = settle(next, condition, at, calendars);
  const facts = ({ state, segments, dueAt: due, breachedAt, stoppedAt, calendar }: ServiceLevelClock): string =>
    JSON.stringify([state, segments, due, breachedAt, stoppedAt, calendar]);
  if (facts(after) === facts(before)) return before;
  return { ...after, tzdata: tzdataVersion(), clockVersion: before.clockVersion + 1 };
}

/** A stopped clock that runs again: the time between is a pause, or it starts anew and keeps its predecessor. */
function reopened(
  clock: ServiceLevelClock,
  condition: Condition,
  at: Instant,
  calendars: Calendars,
): ServiceLevelClock {
  const { stoppedAt = at, stopReason, history = [], ...rest } = clock;
  const clockVersion = clock.clockVersion + 1;
  if (clock.reopen === 'restart') {
    const { history: _, ...predecessor } = clock;
    const fresh = start(termsOf(clock), condition, fromInstant(at), calendars);
    return { ...fresh, clockVersion, history: [...history, predecessor] };
  }
  const reason = stopReason ?? (clock.state === 'cancelled' ? 'cancelled' : 'resolved');
  const waiting = opened(clock.segments, { is: 'paused', reason }, stoppedAt, clock.calendar);
  const resumed = { ...rest, ...(history.length > 0 && { history }), segments: waiting };
  const next = { ...resumed, segments: continued(resumed, condition, at), tzdata: tzdataVersion(), clockVersion };
  return settle(next, condition, at, calendars);
}

const isEnd = (condition: Condition): boolean => condition.is === 'stopped' || condition.is === 'cancelled';

function ending(condition: Condition, at: Instant): Pick<ServiceLevelClock, 'stoppedAt' | 'stopReason'> {
  if (!isEnd(condition)) return {};
  return {
    stoppedAt: at,
    ...(condition.is === 'stopped' && condition.reason !== undefined && { stopReason: condition.reason }),
  };
}

/** The segments going on in this condition on the clock's calendar: the last one goes on if it is alike, else another begins. */
function continued(
  { segments, calendar, stoppedAt }: ServiceLevelClock,
  condition: Condition,
  at: Instant,
): readonly Segment[] {
  if (stoppedAt && isEnd(condition)) return segments;
  const last = segments.at(-1);
  return last && !last.to && isAlike(last, condition, calendar)
    ? segments
    : opened(closed(segments, at), condition, at, calendar);
}

/** Ends the last segment; one that lasted no time was not. */
export function closed(segments: readonly Segment[], at: Instant): readonly Segment[] {
  const last = segments.at(-1);
  if (!last || last.to) return segments;
  const others = segments.slice(0, -1);
  return fromInstant(last.from) >= fromInstant(at) ? others : [...others, { ...last, to: at }];
}

/** Ends the last segment of a clock that stops; a running one stays, however short it was: it says that the clock ran to its end. */
function ended(segments: readonly Segment[], at: Instant): readonly Segment[] {
  const last = segments.at(-1);
  const rest = closed(segments, at);
  return last?.running && rest.length < segments.length ? [...rest, { ...last, to: at }] : rest;
}

/** Begins a segment, which is the last one going on when that ended just now and is alike. */
function opened(
  segments: readonly Segment[],
  condition: Condition,
  at: Instant,
  calendar: VersionRef,
): readonly Segment[] {
  if (isEnd(condition)) return segments;
  const last = segments.at(-1);
  if (last?.to === at && isAlike(last, condition, calendar)) {
    const { to: _, ...going } = last;
    return [...segments.slice(0, -1), going];
  }
  const reason = condition.is === 'paused' ? { reason: condition.reason } : {};
  return [...segments, { from: at, running: condition.is === 'running', ...reason, calendar }];
}

function isAlike(segment: Segment, condition: Condition, calendar: VersionRef): boolean {
  const kind = segment.running
    ? condition.is === 'running'
    : condition.is === 'paused' && condition.reason === segment.reason;
  return kind && segment.calendar.id === calendar.id && segment.calendar.version === calendar.version;
}
