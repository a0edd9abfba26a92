/** Arbitrary lives of service-level clocks: terms, a beginning, and conditions that follow one another. */
import fc from 'fast-check';
import { advance, start } from '#shared/kit/service-levels/advance';
import type { ClockTerms, Condition, ServiceLevelClock } from '#shared/kit/service-levels/clock';
import { awaitingCaller, calendars, running, stopped, termsOn } from '#test/kit/service-levels/clocks';
import { at, DAY, HOUR } from '#test/time/calendars';

export interface Life {
  readonly terms: ClockTerms;
  readonly first: Condition;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly steps: readonly { readonly at: number; readonly condition: Condition }[];
}

export const aCondition: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  running,
  running,
  awaitingCaller,
  { is: 'paused', reason: 'scheduled_with_user' },
  stopped,
);

export const aCalendarId = fc.constantFrom('business', '24x7', 'night', 'new-york', 'kolkata', 'london', 'lord-howe');

export const terms: fc.Arbitrary<ClockTerms> = fc
  .record({ calendar: aCalendarId, target: fc.integer({ min: 60, max: 40 * HOUR }) })
  .map(({ calendar, target }) => termsOn(calendar, target));

/** Lives that last up to some weeks of 2026, changes of the clocks included. */
export const aLife: fc.Arbitrary<Life> = fc
  .record({
    terms,
    first: aCondition,
    from: fc.integer({ min: at('2026-03-20T00:00:00Z'), max: at('2026-11-01T00:00:00Z') }),
    steps: fc.array(fc.record({ after: fc.integer({ min: 0, max: 3 * DAY }), condition: aCondition }), {
      maxLength: 8,
    }),
  })
  .map(({ from, steps, ...rest }) => {
    let seconds = from;
    return {
      ...rest,
      from: from * 1000,
      steps: steps.map(({ after, condition }) => {
        seconds += after;
        return { at: seconds * 1000, condition };
      }),
    };
  });

/** The clock at the end of a life, and the instant of its last step in epoch milliseconds. */
export function live({ terms: measured, first, from, steps }: Life): {
  readonly clock: ServiceLevelClock;
  readonly now: number;
} {
  return {
    clock: steps.reduce(
      (clock, step) => advance(clock, step.condition, step.at, calendars),
      start(measured, first, from, calendars),
    ),
    now: steps.at(-1)?.at ?? from,
  };
}

/** Working seconds used according to the life itself, second by second's sum over the spans in which it ran. */
export function usedBy({ terms: measured, first, from, steps }: Life, now: number): number {
  const calendar = calendars(measured.calendar);
  const changes = [{ at: from, condition: first }, ...steps];
  return changes.reduce((sum, { at: begin, condition }, index) => {
    const end = Math.min(changes[index + 1]?.at ?? now, now);
    return condition.is === 'running' ? sum + calendar.between(begin / 1000, end / 1000) : sum;
  }, 0);
}
