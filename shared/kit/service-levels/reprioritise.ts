/** What a new priority does to a service-level clock (B4): its clock is superseded by one with the new terms. */
import { closed, conditionOf, fire, latest, settle, start } from '#shared/kit/service-levels/advance';
import type { Calendars, ClockTerms, Segment, ServiceLevelClock } from '#shared/kit/service-levels/clock';
import { type Crossing, crossings, isLate, measure, share } from '#shared/kit/service-levels/measure';
import { fromInstant, type Instant } from '#shared/time/clock';
import { tzdataVersion } from '#shared/time/zone';

/**
 * How much of the time used counts under the new terms. `retroactive`: all of it, measured again on the new calendar. `forward`: as
 * many working seconds as were used on the old one. `reset`: none, the clock starts anew.
 */
export type Reprioritisation = 'retroactive' | 'forward' | 'reset';

export interface Reprioritised {
  readonly clock: ServiceLevelClock;
  /** The old clock as it stands in the new one's history; absent when nothing changed. */
  readonly superseded?: ServiceLevelClock;
  /** The one threshold of the new terms to tell of now, already noted on the clock. */
  readonly fired?: number;
  /** Thresholds that the old clock reached before and nobody has told of yet: to tell of as its own, already noted on it. */
  readonly untold: readonly Crossing[];
}

/**
 * The clock under new terms since `now` (epoch milliseconds). Of the thresholds that the new terms have it past, only the highest is
 * told of, and while paused only after it resumes. Thresholds told of stay told of, whatever the priority; a breach stays in the
 * history, and breaching the new terms is another breach. Terms that are the same, and clocks that have ended, change nothing.
 */
export function reprioritise(
  clock: ServiceLevelClock,
  terms: ClockTerms,
  now: number,
  calendars: Calendars,
  policy: Reprioritisation = 'retroactive',
): Reprioritised {
  if (clock.stoppedAt || clock.state === 'superseded' || isSame(clock, terms)) return { clock, untold: [] };
  const at = latest(clock, now);
  const condition = conditionOf(clock);
  const untold = crossings(clock, fromInstant(at), calendars);
  const old = fire(clock, ...untold.map(({ threshold }) => threshold));
  const superseded = supersede(old, at, calendars);
  const history = [...(clock.history ?? []), superseded];
  const clockVersion = clock.clockVersion + 1;
  if (policy === 'reset') {
    return {
      clock: { ...start(terms, condition, fromInstant(at), calendars), clockVersion, history },
      superseded,
      untold,
    };
  }
  const next: ServiceLevelClock = {
    ...terms,
    tzdata: tzdataVersion(),
    state: clock.state,
    startAt: clock.startAt,
    segments: remeasured(clock.segments, terms, at, policy),
    thresholdsFired: [],
    since: at,
    dueAt: null,
    clockVersion,
    history,
  };
  const told = withThresholds(next, old.thresholdsFired, at, calendars);
  return { ...told, clock: settle(told.clock, condition, at, calendars), superseded, untold };
}

function isSame(clock: ServiceLevelClock, terms: ClockTerms): boolean {
  const facts = ({ definition, calendar, target, thresholds }: ClockTerms): string =>
    JSON.stringify([definition.id, definition.version, calendar.id, calendar.version, target, thresholds]);
  return facts(clock) === facts(terms);
}

function supersede(clock: ServiceLevelClock, at: Instant, calendars: Calendars): ServiceLevelClock {
  const { history: _, ...last } = settle(clock, conditionOf(clock), at, calendars);
  return {
    ...last,
    state: 'superseded',
    segments: closed(clock.segments, at),
    stoppedAt: at,
    clockVersion: clock.clockVersion + 1,
  };
}

/** The same spans on the new calendar: all of them, or from now on. */
function remeasured(
  segments: readonly Segment[],
  { calendar }: ClockTerms,
  at: Instant,
  policy: Reprioritisation,
): readonly Segment[] {
  if (policy === 'retroactive') return segments.map((segment) => ({ ...segment, calendar }));
  const last = segments.at(-1);
  if (!last) return segments;
  const { to: _, ...going } = last;
  return [...closed(segments, at), { ...going, from: at, calendar }];
}

/** What was told of stays so; of what is newly reached the highest is told of, and the others are skipped. */
function withThresholds(
  clock: ServiceLevelClock,
  toldBefore: readonly number[],
  at: Instant,
  calendars: Calendars,
): { readonly clock: ServiceLevelClock; readonly fired?: number } {
  const now = fromInstant(at);
  const late = isLate(clock, now, calendars);
  const { elapsed } = measure(clock, now, calendars);
  const isReached = (threshold: number): boolean => (threshold === 100 ? late : elapsed >= share(clock, threshold));
  // A breach of other terms is told of again; a warning is not.
  const kept = toldBefore.filter((threshold) => threshold !== 100 || late);
  const reached = clock.thresholds.filter((threshold) => isReached(threshold) && !kept.includes(threshold));
  const highest = Math.max(0, ...reached);
  const told = highest > Math.max(0, ...kept.filter(isReached)) ? highest : 0;
  const thresholdsSkipped = reached.filter((threshold) => threshold !== told);
  const next = { ...clock, thresholdsFired: kept, ...(thresholdsSkipped.length > 0 && { thresholdsSkipped }) };
  // Within a pause it is not reached yet.
  if (!crossings(next, now, calendars).some(({ threshold }) => threshold === told)) return { clock: next };
  return { clock: { ...fire(next, told), clockVersion: clock.clockVersion }, fired: told };
}
