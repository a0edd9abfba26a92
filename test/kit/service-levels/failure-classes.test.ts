/** What goes wrong with service-level clocks elsewhere, each as a property that holds here. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, fire, start } from '#shared/kit/service-levels/advance';
import type { ServiceLevelClock } from '#shared/kit/service-levels/clock';
import { defaultDefinitions } from '#shared/kit/service-levels/defaults';
import { clockTerms } from '#shared/kit/service-levels/definition';
import { crossings, measure, nextCrossing } from '#shared/kit/service-levels/measure';
import { reprioritise } from '#shared/kit/service-levels/reprioritise';
import { ALWAYS, compileCalendar } from '#shared/time/calendar';
import { openingInstant, toWall } from '#shared/time/zone';
import {
  awaitingCaller,
  calendars,
  lived,
  ms,
  running,
  stopped,
  termsFor,
  termsOn,
} from '#test/kit/service-levels/clocks';
import { aCalendarId, aCondition, aLife, live, terms } from '#test/kit/service-levels/lives';
import { DAY, HOUR, roundTheClock, weekdaysFrom } from '#test/time/calendars';

const opened = '2026-06-15T07:00:00Z';
const p3 = termsFor('resolution', 'P3');
const later = fc.integer({ min: 0, max: 40 * DAY }).map((seconds) => seconds * 1000);
const openClock = aLife.map(live).filter(({ clock }) => !clock.stoppedAt);

/** Ticks a clock at these instants as the worker does and gathers what it told of. */
function ticked(clock: ServiceLevelClock, instants: readonly number[]): readonly string[] {
  let current = clock;
  const told: string[] = [];
  for (const now of instants) {
    for (const { threshold, at } of crossings(current, now, calendars)) {
      told.push(`${threshold} ${at}`);
      current = fire(current, threshold);
    }
  }
  return told;
}

describe('failure classes', () => {
  it('failure class 1: pause time is not lost when service level or priority change', () => {
    fc.assert(
      fc.property(openClock, terms, later, ({ clock, now }, newTerms, waited) => {
        const paused = advance(clock, awaitingCaller, now, calendars);
        const { clock: next } = reprioritise(paused, newTerms, now, calendars);
        expect(next.segments.map(({ from, to, running: ran, reason }) => [from, to, ran, reason])).toEqual(
          paused.segments.map(({ from, to, running: ran, reason }) => [from, to, ran, reason]),
        );
        expect(measure(next, now + waited, calendars).elapsed).toBe(measure(next, now, calendars).elapsed);
      }),
    );
  });

  it('failure class 2: a pause over a weekend is counted once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 62 * HOUR }), fc.integer({ min: 0, max: 62 * HOUR }), (begin, length) => {
        const friday = ms('2026-06-12T16:00:00Z');
        const monday = ms('2026-06-15T06:00:00Z');
        const from = friday + begin * 1000;
        const to = Math.min(from + length * 1000, monday);
        fc.pre(from < monday);
        const clock = start(p3, running, ms('2026-06-12T07:00:00Z'), calendars);
        const resumed = advance(advance(clock, awaitingCaller, from, calendars), running, to, calendars);
        expect(resumed.dueAt).toBe(clock.dueAt);
      }),
    );
  });

  it('failure class 3: the deadline does not move while paused, and nothing is breached while paused', () => {
    fc.assert(
      fc.property(openClock, fc.option(terms), later, later, ({ clock, now }, newTerms, one, two) => {
        const paused = advance(clock, awaitingCaller, now, calendars);
        const { clock: current } = newTerms ? reprioritise(paused, newTerms, now, calendars) : { clock: paused };
        const [soon, late] = [now + Math.min(one, two), now + Math.max(one, two)];
        expect(measure(current, soon, calendars)).toEqual(measure(current, late, calendars));
        expect(crossings(current, late, calendars)).toEqual(crossings(current, now, calendars));
        expect(advance(current, awaitingCaller, late, calendars)).toBe(current);
        for (const { at } of crossings(current, late, calendars)) expect(ms(at)).toBeLessThanOrEqual(now);
        expect(current.dueAt).toBeNull();
      }),
    );
  });

  it('failure class 4: time after resolution is told apart from waiting for the customer, and counts for nobody', () => {
    fc.assert(
      fc.property(openClock, later, ({ clock, now }, resolvedFor) => {
        const resolved = advance(clock, stopped, now, calendars);
        const reopened = advance(resolved, running, now + resolvedFor, calendars);
        expect(measure(reopened, now + resolvedFor, calendars).elapsed).toBe(measure(resolved, now, calendars).elapsed);
        const waiting = (of: ServiceLevelClock) =>
          of.segments.filter(({ reason }) => reason === 'awaiting_caller' && reason).length;
        expect(waiting(reopened)).toBe(waiting(resolved));
        const resumedAt = now + resolvedFor;
        const between = reopened.segments.find(
          ({ reason, from, to }) =>
            reason === 'resolved' && ms(from) <= now && to !== undefined && ms(to) === resumedAt,
        );
        if (resolvedFor > 0) expect(between).toBeDefined();
      }),
    );
  });

  it('failure class 5: business days follow the calendar', () => {
    fc.assert(
      fc.property(
        aCalendarId,
        fc.integer({ min: ms('2026-01-01T00:00:00Z') / 1000, max: ms('2027-01-01T00:00:00Z') / 1000 }),
        fc.integer({ min: 1, max: 20 }),
        (id, from, days) => {
          const calendar = calendars({ id, version: 1 });
          const arrived = calendar.addBusinessDays(from, days);
          expect(calendar.isBusinessDay(arrived)).toBe(true);
          const dayOf = (at: number): number => Math.floor(toWall(calendar.zone, at) / DAY);
          const passed = Array.from({ length: dayOf(arrived) - dayOf(from) }, (_, index) => dayOf(arrived) - index);
          const noon = (day: number): number => openingInstant(calendar.zone, day * DAY + 12 * HOUR);
          expect(passed.filter((day) => calendar.isBusinessDay(noon(day)))).toHaveLength(days);
        },
      ),
    );
  });

  it('failure class 6: escalations come in open hours, not at midnight', () => {
    fc.assert(
      fc.property(terms, fc.integer({ min: 0, max: 300 * DAY }), (measured, offset) => {
        const clock = start(measured, running, ms('2026-01-05T00:00:00Z') + offset * 1000, calendars);
        const calendar = calendars(measured.calendar);
        for (const { at } of crossings(clock, ms('2028-01-01T00:00:00Z'), calendars)) {
          expect(calendar.between(ms(at) / 1000 - 1, ms(at) / 1000)).toBe(1);
        }
      }),
    );
  });

  it('failure class 7: round the clock has no hole at midnight', () => {
    const berlin = compileCalendar(roundTheClock);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), fc.nat(400 * DAY), (from, length) => {
        for (const calendar of [ALWAYS, berlin]) {
          expect(calendar.between(from, from + length)).toBe(length);
          expect(calendar.add(from, length)).toBe(from + length);
          expect(calendar.segments(from, from + length + 1)).toHaveLength(1);
        }
      }),
    );
  });

  it('failure class 8: a zone is the calendar’s, so nothing escalates at once for being elsewhere', () => {
    const zones = [
      'Pacific/Kiritimati',
      'Asia/Kolkata',
      'Europe/Berlin',
      'UTC',
      'America/New_York',
      'Pacific/Pago_Pago',
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 300 * DAY }),
        fc.integer({ min: 2, max: 40 * HOUR }),
        (zone, offset, target) => {
          const calendar = compileCalendar(weekdaysFrom(zone, { open: '08:00', close: '18:00' }));
          const from = ms('2026-01-05T00:00:00Z') + offset * 1000;
          const clock = start(termsOn('any', target), running, from, () => calendar);
          expect(crossings(clock, from, () => calendar)).toEqual([]);
          expect(ms(clock.dueAt ?? '') - from).toBeGreaterThanOrEqual(target * 1000);
        },
      ),
    );
  });

  it('failure class 9: a stopped clock escalates nothing that was not reached before', () => {
    fc.assert(
      fc.property(openClock, later, ({ clock, now }, after) => {
        const done = advance(clock, stopped, now, calendars);
        expect(crossings(done, now + after, calendars)).toEqual(crossings(clock, now, calendars));
        const told = fire(done, ...crossings(done, now, calendars).map(({ threshold }) => threshold));
        expect([crossings(told, now + after, calendars), nextCrossing(told, calendars)]).toEqual([[], null]);
      }),
    );
  });

  it('failure class 10: later updates do not overrule the first response', () => {
    fc.assert(
      fc.property(fc.array(later, { minLength: 1, maxLength: 5 }), (updates) => {
        const responded = lived(termsFor('response', 'P3'), opened, ['2026-06-15T08:00:00Z', stopped]);
        const after = updates.reduce(
          (clock, update) => advance(clock, stopped, ms(opened) + update, calendars),
          responded,
        );
        expect(after).toBe(responded);
      }),
    );
  });

  it('failure class 11: 100 % is not shown before the target is used up', () => {
    fc.assert(
      fc.property(openClock, later, ({ clock, now }, after) => {
        const { percent, elapsed, remaining } = measure(clock, now + after, calendars);
        expect(percent >= 100).toBe(elapsed >= clock.target);
        expect(percent >= 100).toBe(remaining === 0);
        expect(Number.isInteger(Math.round(percent * 1e6) / 1e5)).toBe(true);
      }),
    );
    const almost = start(termsOn('24x7', 100_000), running, 0, calendars);
    expect(measure(almost, 99_951_000, calendars).percent).toBe(99.9);
    expect(measure(almost, 99_999_000, calendars).percent).toBe(99.9);
  });

  it('failure class 12: editing a definition recalculates no clock', () => {
    const [, resolution] = defaultDefinitions({ business: 'business', roundTheClock: '24x7' });
    const edited = resolution && { ...resolution, version: 2, targetByPriority: { P3: 'PT1H' } };
    fc.assert(
      fc.property(openClock, ({ clock, now }) => {
        const before = measure(clock, now, calendars);
        expect(edited && clockTerms(edited, 'P3', (id) => ({ id, version: 1 }))?.target).toBe(HOUR);
        expect(measure(clock, now, calendars)).toEqual(before);
        expect(clock.definition.version).toBe(1);
      }),
      { numRuns: 20 },
    );
  });

  it('failure class 13: a record may be created in a pausing or a closed state', () => {
    fc.assert(
      fc.property(terms, aCondition, later, later, (measured, first, from, after) => {
        const begin = ms(opened) + from;
        const clock = start(measured, first, begin, calendars);
        const idle = measure(clock, begin + after, calendars);
        if (first.is !== 'running') expect(idle).toMatchObject({ elapsed: 0, percent: 0, breached: false });
        const reopened = advance(clock, running, begin + after, calendars);
        if (first.is !== 'running')
          expect(reopened.dueAt).toBe(start(measured, running, begin + after, calendars).dueAt);
        expect(measure(reopened, begin + after, calendars).elapsed).toBe(idle.elapsed);
      }),
    );
  });

  it('failure class 14: what one clock told of is not held against another', () => {
    const clocks = ['response', 'resolution'].map((metric) =>
      start(termsFor(metric === 'response' ? 'response' : 'resolution', 'P3'), running, ms(opened), calendars),
    );
    const end = ms('2026-07-01T00:00:00Z');
    expect(clocks.map((clock) => ticked(clock, [end]).map((told) => told.split(' ')[0]))).toEqual([
      ['50', '75', '90', '100'],
      ['50', '75', '90', '100'],
    ]);
  });

  it('failure class 15: a day may have a lunch break', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: 1, max: 60 * HOUR }), (day, working) => {
        const [morning, afternoon] = [
          { open: '08:00', close: '12:00' },
          { open: '13:00', close: '18:00' },
        ];
        const split = compileCalendar(weekdaysFrom('Europe/Berlin', morning, afternoon));
        const from = ms('2026-06-01T05:00:00Z') / 1000 + day * DAY;
        const lunches = (to: number) =>
          compileCalendar(weekdaysFrom('Europe/Berlin', { open: '12:00', close: '13:00' })).between(from, to);
        const whole = compileCalendar(weekdaysFrom('Europe/Berlin', { open: '08:00', close: '18:00' }));
        const due = split.add(from, working);
        expect(whole.between(from, due) - lunches(due)).toBe(working);
      }),
    );
  });

  it('failure class 16: a scheduler that sleeps tells late, but tells the same', () => {
    fc.assert(
      fc.property(openClock, fc.array(later, { maxLength: 12 }), ({ clock, now }, ticks) => {
        const end = now + 41 * DAY * 1000;
        const instants = ticks.map((tick) => now + tick).sort((a, b) => a - b);
        expect(ticked(clock, [...instants, end])).toEqual(ticked(clock, [end]));
        const timers: number[] = [];
        for (
          let current = clock, next = nextCrossing(current, calendars);
          next;
          next = nextCrossing(current, calendars)
        ) {
          timers.push(ms(next.at));
          expect(crossings(current, ms(next.at), calendars).map(({ threshold }) => threshold)).toContain(
            next.threshold,
          );
          expect(crossings(current, ms(next.at) - 1000, calendars).length).toBe(0);
          current = fire(current, ...crossings(current, ms(next.at), calendars).map(({ threshold }) => threshold));
        }
        expect(ticked(clock, timers)).toEqual(ticked(clock, [ms('2100-01-01T00:00:00Z')]));
      }),
    );
  });
});
