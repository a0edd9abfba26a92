/** B4: what a new priority does to a clock. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, fire } from '#shared/kit/service-levels/advance';
import { crossings, measure } from '#shared/kit/service-levels/measure';
import { reprioritise } from '#shared/kit/service-levels/reprioritise';
import { awaitingCaller, calendars, lived, ms, running, stopped, termsFor } from '#test/kit/service-levels/clocks';
import { aLife, live, terms } from '#test/kit/service-levels/lives';
import { HOUR } from '#test/time/calendars';

const opened = '2026-06-15T07:00:00Z';
const [p1, p3] = [termsFor('resolution', 'P1'), termsFor('resolution', 'P3')];

describe('B4 re-prioritisation', () => {
  it('B4 supersedes the clock and starts one at the original start', () => {
    const clock = lived(p3, opened, ['2026-06-15T08:00:00Z', awaitingCaller], ['2026-06-15T09:00:00Z', running]);
    const { clock: next, superseded } = reprioritise(clock, p1, ms('2026-06-15T10:00:00Z'), calendars);
    expect(superseded).toMatchObject({ state: 'superseded', stoppedAt: '2026-06-15T10:00:00Z', target: 20 * HOUR });
    expect(next.history).toEqual([superseded]);
    expect(next.segments).toEqual(clock.segments.map((segment) => ({ ...segment, calendar: p1.calendar })));
    expect(next).toMatchObject({
      state: 'running',
      startAt: opened,
      since: '2026-06-15T10:00:00Z',
      clockVersion: clock.clockVersion + 1,
    });
    expect(advance(next, running, ms('2026-06-15T10:00:00Z'), calendars)).toBe(next);
  });

  it('B4 measures the same segments on the new calendar, whatever happened before', () => {
    fc.assert(
      fc.property(aLife, terms, (life, newTerms) => {
        const { clock, now } = live(life);
        fc.pre(!clock.stoppedAt);
        const { clock: next } = reprioritise(clock, newTerms, now, calendars);
        const asIfEver = live({ ...life, terms: newTerms }).clock;
        expect(measure(next, now, calendars).elapsed).toBe(measure(asIfEver, now, calendars).elapsed);
        expect(next.dueAt).toBe(asIfEver.dueAt);
      }),
      { numRuns: 150 },
    );
  });

  it('B4 fires the highest newly crossed threshold only, and never one again', () => {
    fc.assert(
      fc.property(aLife, terms, (life, newTerms) => {
        const { clock, now } = live(life);
        fc.pre(!clock.stoppedAt);
        const result = reprioritise(clock, newTerms, now, calendars);
        // The same terms change nothing: what the old clock crossed is still its timer's to tell.
        fc.pre(result.superseded !== undefined);
        expect(crossings(result.clock, now, calendars)).toEqual([]);
        if (result.fired === undefined) return;
        expect(clock.state).not.toBe('paused');
        expect(result.fired).toBeGreaterThan(Math.max(0, ...(result.clock.thresholdsSkipped ?? [])));
        expect(result.clock.thresholdsFired).toContain(result.fired);
      }),
      { numRuns: 150 },
    );
  });

  it('B4 a downgrade does not un-fire', () => {
    const clock = fire(lived(p1, opened), 50, 75);
    const lowered = reprioritise(clock, p3, ms('2026-06-15T10:30:00Z'), calendars).clock;
    expect(lowered.thresholdsFired).toEqual([50, 75]);
    expect(crossings(lowered, ms('2026-06-17T06:59:00Z'), calendars).map(({ threshold }) => threshold)).toEqual([90]);
    const raisedAgain = reprioritise(lowered, p1, ms('2026-06-15T10:45:00Z'), calendars);
    expect([raisedAgain.fired, raisedAgain.clock.history?.length]).toEqual([90, 2]);
  });

  it('B4 a threshold that a higher one overtook is told of when its turn comes again', () => {
    const raised = reprioritise(lived(p3, opened), p1, ms('2026-06-15T10:00:00Z'), calendars);
    expect(raised.clock).toMatchObject({ thresholdsFired: [75], thresholdsSkipped: [50] });
    const lowered = reprioritise(raised.clock, p3, ms('2026-06-15T10:05:00Z'), calendars).clock;
    expect(crossings(lowered, ms('2026-06-16T07:00:00Z'), calendars).map(({ threshold }) => threshold)).toEqual([50]);
  });

  it('B4 a breach on record stays in the history; breaching the new terms is another one', () => {
    const breached = fire(lived(p1, opened, ['2026-06-15T11:30:00Z', running]), 50, 75, 90, 100);
    const { clock, superseded } = reprioritise(breached, p3, ms('2026-06-15T12:00:00Z'), calendars);
    expect(superseded?.breachedAt).toBe('2026-06-15T11:00:00Z');
    expect(clock).toMatchObject({ state: 'running', thresholdsFired: [50, 75, 90] });
    expect(clock.breachedAt).toBeUndefined();
    expect(crossings(clock, ms('2026-06-17T07:00:01Z'), calendars)).toEqual([
      { threshold: 100, at: '2026-06-17T07:00:00Z' },
    ]);
  });

  it('B4 a breach that nobody has told of yet is told of as the old clock’s own', () => {
    const { untold, superseded, fired } = reprioritise(lived(p1, opened), p3, ms('2026-06-15T11:00:30Z'), calendars);
    expect(untold.map(({ threshold }) => threshold)).toEqual([50, 75, 90, 100]);
    expect(superseded).toMatchObject({ breachedAt: '2026-06-15T11:00:00Z', thresholdsFired: [50, 75, 90, 100] });
    expect(fired).toBeUndefined();
  });

  it('B5 what is newly crossed within a pause is told of after it, once', () => {
    const paused = lived(p3, opened, ['2026-06-15T10:30:00Z', awaitingCaller]);
    const raised = reprioritise(paused, p1, ms('2026-06-15T13:00:00Z'), calendars);
    expect([raised.fired, raised.clock.state]).toEqual([undefined, 'paused']);
    expect(crossings(raised.clock, ms('2026-06-15T15:00:00Z'), calendars)).toEqual([]);
    const resumed = advance(raised.clock, running, ms('2026-06-15T15:00:00Z'), calendars);
    expect(crossings(resumed, ms('2026-06-15T15:00:00Z'), calendars)).toEqual([
      { threshold: 75, at: '2026-06-15T15:00:00Z' },
    ]);
  });

  it('B5 late within a pause is breached after it, or when it stops', () => {
    const paused = lived(p3, opened, ['2026-06-15T12:00:00Z', awaitingCaller]);
    const { clock } = reprioritise(paused, p1, ms('2026-06-15T13:00:00Z'), calendars);
    expect(clock.breachedAt).toBeUndefined();
    const resumed = advance(clock, running, ms('2026-06-15T15:00:00Z'), calendars);
    expect(resumed).toMatchObject({ state: 'breached_running', breachedAt: '2026-06-15T15:00:00Z' });
    const done = advance(clock, stopped, ms('2026-06-15T15:00:00Z'), calendars);
    expect(done).toMatchObject({ state: 'breached_done', overrun: HOUR, breachedAt: '2026-06-15T15:00:00Z' });
    expect(crossings(done, ms('2026-06-15T15:00:00Z'), calendars)).toEqual([
      { threshold: 100, at: '2026-06-15T15:00:00Z' },
    ]);
  });

  it('B4 forward keeps the seconds used on the old calendar', () => {
    const friday = '2026-06-12T14:00:00Z';
    const monday = ms('2026-06-15T07:00:00Z');
    const { clock } = reprioritise(lived(p3, friday), p1, monday, calendars, 'forward');
    expect(measure(clock, monday, calendars)).toMatchObject({ elapsed: 3 * HOUR, dueAt: '2026-06-15T08:00:00Z' });
    expect(clock.segments.map(({ calendar }) => calendar.id)).toEqual(['business', '24x7']);
    const retroactive = reprioritise(lived(p3, friday), p1, monday, calendars).clock;
    expect(measure(retroactive, monday, calendars).elapsed).toBe(65 * HOUR);
  });

  it('B4 reset starts anew and keeps the history', () => {
    const { clock, superseded } = reprioritise(
      fire(lived(p3, opened), 50),
      p1,
      ms('2026-06-16T10:00:00Z'),
      calendars,
      'reset',
    );
    expect(clock).toMatchObject({
      startAt: '2026-06-16T10:00:00Z',
      dueAt: '2026-06-16T14:00:00Z',
      thresholdsFired: [],
    });
    expect(clock.history).toEqual([superseded]);
  });

  it('B4 the same terms, and clocks that ended, change nothing', () => {
    const clock = lived(p3, opened);
    expect(reprioritise(clock, p3, ms('2026-06-15T10:00:00Z'), calendars)).toEqual({ clock, untold: [] });
    const met = lived(p3, opened, ['2026-06-15T09:00:00Z', stopped]);
    expect(reprioritise(met, p1, ms('2026-06-15T10:00:00Z'), calendars).clock).toBe(met);
  });
});
