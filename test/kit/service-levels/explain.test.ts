/** What `GET …/clocks/{name}/explain` answers: every second accounted for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '#shared/kit/service-levels/explain';
import { measure } from '#shared/kit/service-levels/measure';
import { reprioritise } from '#shared/kit/service-levels/reprioritise';
import { awaitingCaller, calendars, lived, ms, running, stopped, termsFor } from '#test/kit/service-levels/clocks';
import { aLife, live, terms } from '#test/kit/service-levels/lives';
import { HOUR } from '#test/time/calendars';

describe('explaining a clock', () => {
  it('accounts for every second from the start to now, without gap or overlap', () => {
    fc.assert(
      fc.property(aLife, fc.option(terms), fc.nat(10 * 86_400), (life, newTerms, later) => {
        const { clock: old, now } = live(life);
        const clock = newTerms ? reprioritise(old, newTerms, now, calendars).clock : old;
        const then = now + later * 1000;
        const { intervals, totals, from, to, elapsed } = explain(clock, then, calendars);
        expect(from).toBe(clock.startAt);
        expect(ms(to)).toBe(clock.stoppedAt ? ms(clock.stoppedAt) : Math.floor(then / 1000) * 1000);
        let at = from;
        let counted = 0;
        for (const interval of intervals) {
          expect(interval.from).toBe(at);
          expect(interval.seconds).toBe((ms(interval.to) - ms(interval.from)) / 1000);
          expect(interval.seconds).toBeGreaterThan(0);
          expect(interval.countedBefore).toBe(counted);
          counted += interval.kind === 'running' ? interval.seconds : 0;
          expect(interval.countedAfter).toBe(counted);
          at = interval.to;
        }
        expect(at).toBe(to);
        expect(totals.wall).toBe((ms(to) - ms(from)) / 1000);
        expect(totals.running + totals.paused + totals.outsideCalendar).toBe(totals.wall);
        expect(totals.running).toBe(measure(clock, then, calendars).elapsed);
        expect(elapsed).toBe(totals.running);
      }),
      { numRuns: 200 },
    );
  });

  it('tells a pause from a night', () => {
    const clock = lived(
      termsFor('resolution', 'P3'),
      '2026-06-15T14:00:00Z',
      ['2026-06-16T07:00:00Z', awaitingCaller],
      ['2026-06-16T10:00:00Z', running],
      ['2026-06-16T11:00:00Z', stopped],
    );
    const { intervals, totals, state } = explain(clock, ms('2027-01-01T00:00:00Z'), calendars);
    expect(intervals.map(({ kind, seconds, reason }) => [kind, seconds / HOUR, reason])).toEqual([
      ['running', 2, undefined],
      ['outside-calendar', 14, undefined],
      ['running', 1, undefined],
      ['paused', 3, 'awaiting_caller'],
      ['running', 1, undefined],
    ]);
    expect([totals.wall / HOUR, totals.running / HOUR, state]).toEqual([21, 4, 'met']);
  });

  it('tells which clock was superseded, and what it told of', () => {
    const old = lived(termsFor('resolution', 'P1'), '2026-06-15T07:00:00Z');
    const { clock } = reprioritise(old, termsFor('resolution', 'P3'), ms('2026-06-15T11:30:00Z'), calendars);
    expect(explain(clock, ms('2026-06-15T12:00:00Z'), calendars).supersedes).toEqual([
      {
        definition: { id: 'default-resolution', version: 1 },
        target: 4 * HOUR,
        state: 'superseded',
        endedAt: '2026-06-15T11:30:00Z',
        breachedAt: '2026-06-15T11:00:00Z',
        thresholdsFired: [50, 75, 90, 100],
      },
    ]);
  });

  it('explains nothing about a clock that stopped as it started', () => {
    const clock = lived(termsFor('response', 'P3'), '2026-06-15T07:00:00Z', ['2026-06-15T07:00:00Z', stopped]);
    expect(explain(clock, ms('2026-06-16T07:00:00Z'), calendars)).toMatchObject({
      state: 'met',
      intervals: [],
      totals: { wall: 0 },
    });
  });
});
