/** The acceptance vectors of the specification (B8), on the pure clock. */
import { describe, expect, it } from 'vitest';
import { fire } from '#shared/kit/service-levels/advance';
import { crossings, measure, nextCrossing } from '#shared/kit/service-levels/measure';
import { reprioritise } from '#shared/kit/service-levels/reprioritise';
import { compileCalendar } from '#shared/time/calendar';
import { fromInstant, toInstant } from '#shared/time/clock';
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
import { at, dailyFrom, HOUR } from '#test/time/calendars';

/** Local time as the specification writes it, in UTC. */
const utc = (local: string): string => toInstant(fromInstant(local));
const far = '2027-01-01T00:00:00Z';

describe('B8 acceptance vectors', () => {
  it('B8.1 resolution over a weekend with a change to summer time: due instant and thresholds', () => {
    const clock = lived(termsFor('resolution', 'P3'), '2026-03-27T16:00:00+01:00');
    expect(clock.dueAt).toBe('2026-03-31T14:00:00Z');
    expect(crossings(clock, ms(far), calendars)).toEqual([
      { threshold: 50, at: utc('2026-03-30T16:00:00+02:00') },
      { threshold: 75, at: utc('2026-03-31T11:00:00+02:00') },
      { threshold: 90, at: utc('2026-03-31T14:00:00+02:00') },
      { threshold: 100, at: utc('2026-03-31T16:00:00+02:00') },
    ]);
  });

  it('B8.2 waiting for the caller moves the due instant by the business time waited', () => {
    const terms = termsFor('resolution', 'P3');
    const paused = lived(terms, '2026-03-27T16:00:00+01:00', ['2026-03-30T10:00:00+02:00', awaitingCaller]);
    expect(measure(paused, ms('2026-03-31T12:00:00+02:00'), calendars)).toMatchObject({
      elapsed: 4 * HOUR,
      dueAt: null,
    });
    const resumed = lived(
      terms,
      '2026-03-27T16:00:00+01:00',
      ['2026-03-30T10:00:00+02:00', awaitingCaller],
      ['2026-03-31T12:00:00+02:00', running],
    );
    expect(resumed.dueAt).toBe(utc('2026-04-01T18:00:00+02:00'));
    const unpaused = lived(terms, '2026-03-27T16:00:00+01:00');
    const now = ms('2026-03-31T12:00:00+02:00');
    expect(measure(unpaused, now, calendars).elapsed - measure(resumed, now, calendars).elapsed).toBe(12 * HOUR);
  });

  it('B8.3 response over a holiday, a weekend and another holiday', () => {
    expect(lived(termsFor('response', 'P3'), '2026-04-02T15:00:00+02:00').dueAt).toBe(utc('2026-04-07T09:00:00+02:00'));
  });

  it('B8.4 around the clock, four hours are four hours on both nights the clocks change', () => {
    const terms = termsFor('resolution', 'P1');
    expect(lived(terms, '2026-10-25T00:30:00+02:00').dueAt).toBe(utc('2026-10-25T03:30:00+01:00'));
    expect(lived(terms, '2026-03-29T00:30:00+01:00').dueAt).toBe(utc('2026-03-29T05:30:00+02:00'));
  });

  it('B8.5 a night calendar is an hour short in spring and an hour long in autumn', () => {
    expect(lived(termsOn('night', 8 * HOUR), '2026-03-28T22:00:00+01:00').dueAt).toBe(utc('2026-03-29T23:00:00+02:00'));
    expect(lived(termsOn('night', 8 * HOUR), '2026-10-24T22:00:00+02:00').dueAt).toBe(utc('2026-10-25T05:00:00+01:00'));
  });

  it('B8.6 New York leaves summer time a week after Europe', () => {
    expect(lived(termsOn('new-york', 4 * HOUR), '2026-10-30T16:00:00-04:00').dueAt).toBe(
      utc('2026-11-02T12:00:00-05:00'),
    );
  });

  it('B8.7 half-hour summer time and half-hour zones', () => {
    expect(lived(termsOn('lord-howe', HOUR), '2026-04-03T16:30:00+11:00').dueAt).toBe(utc('2026-04-06T09:30:00+10:30'));
    expect(lived(termsOn('kolkata', HOUR), '2026-06-15T17:30:00+05:30').dueAt).toBe(utc('2026-06-16T09:30:00+05:30'));
  });

  it('B8.8 raising the priority re-measures from the start and fires the highest threshold once', () => {
    const monday = lived(termsFor('resolution', 'P3'), '2026-06-15T09:00:00+02:00');
    const noon = ms('2026-06-15T12:00:00+02:00');
    const raised = reprioritise(monday, termsFor('resolution', 'P1'), noon, calendars);
    expect(measure(raised.clock, noon, calendars)).toMatchObject({
      elapsed: 3 * HOUR,
      percent: 75,
      dueAt: utc('2026-06-15T13:00:00+02:00'),
    });
    expect([raised.fired, raised.untold, crossings(raised.clock, noon, calendars)]).toEqual([75, [], []]);

    const halfPastOne = ms('2026-06-15T13:30:00+02:00');
    const late = reprioritise(monday, termsFor('resolution', 'P1'), halfPastOne, calendars);
    expect([late.fired, late.clock.state, late.untold]).toEqual([100, 'breached_running', []]);
    expect(crossings(late.clock, ms(far), calendars)).toEqual([]);

    const paused = lived(
      termsFor('resolution', 'P3'),
      '2026-06-15T09:00:00+02:00',
      ['2026-06-15T09:30:00+02:00', awaitingCaller],
      ['2026-06-15T11:30:00+02:00', running],
    );
    const after = reprioritise(paused, termsFor('resolution', 'P1'), noon, calendars);
    expect(measure(after.clock, noon, calendars)).toMatchObject({
      elapsed: HOUR,
      dueAt: utc('2026-06-15T15:00:00+02:00'),
    });
    expect(after.fired).toBeUndefined();
  });

  it('B8.9 lowering the priority keeps the time used', () => {
    const clock = lived(termsFor('resolution', 'P1'), '2026-06-15T09:00:00+02:00');
    const now = ms('2026-06-15T10:00:00+02:00');
    const lowered = reprioritise(clock, termsFor('resolution', 'P3'), now, calendars).clock;
    expect(measure(lowered, now, calendars)).toMatchObject({
      remaining: 19 * HOUR,
      dueAt: utc('2026-06-17T09:00:00+02:00'),
    });
  });

  it('B8.10 opened while closed; a pause outside business hours moves nothing', () => {
    const saturday = '2026-06-13T12:00:00+02:00';
    expect(lived(termsFor('response', 'P3'), saturday).dueAt).toBe(utc('2026-06-15T12:00:00+02:00'));
    const overnight = [
      ['2026-06-15T18:30:00+02:00', awaitingCaller],
      ['2026-06-16T07:30:00+02:00', running],
    ] as const;
    const terms = termsFor('resolution', 'P3');
    expect(lived(terms, saturday, ...overnight).dueAt).toBe(lived(terms, saturday).dueAt);
  });

  it('B8.11 resolved on the due instant is met, a second later is breached by one second', () => {
    const terms = termsFor('resolution', 'P3');
    const opened = '2026-06-15T09:00:00+02:00';
    expect(lived(terms, opened, ['2026-06-17T09:00:00+02:00', stopped])).toMatchObject({
      state: 'met',
      dueAt: utc('2026-06-17T09:00:00+02:00'),
    });
    expect(lived(terms, opened, ['2026-06-17T09:00:01+02:00', stopped])).toMatchObject({
      state: 'breached_done',
      breachedAt: utc('2026-06-17T09:00:00+02:00'),
      overrun: 1,
    });
  });

  it('B8.12 a window that begins in the missing hour, and one in the hour that comes twice', () => {
    const calendar = compileCalendar(dailyFrom('Europe/Berlin', { open: '02:30', close: '04:30' }));
    expect(calendar.between(at('2026-03-29T00:00:00+01:00'), at('2026-03-30T00:00:00+02:00'))).toBe(1.5 * HOUR);
    expect(calendar.between(at('2026-10-25T00:00:00+02:00'), at('2026-10-26T00:00:00+01:00'))).toBe(3 * HOUR);
    expect(lived(termsOn('early', 2 * HOUR), '2026-03-29T00:00:00+01:00').dueAt).toBe(utc('2026-04-05T03:00:00+02:00'));
    expect(lived(termsOn('early', 3 * HOUR), '2026-10-25T00:00:00+02:00').dueAt).toBe(utc('2026-10-25T04:30:00+01:00'));
  });

  it('B8.13 a supplier’s clock runs in the supplier’s zone', () => {
    const terms = termsOn('london', 16 * HOUR, { kind: 'uc', metric: 'vendor' });
    expect(lived(terms, '2026-06-15T14:00:00+02:00').dueAt).toBe(utc('2026-06-17T13:00:00+01:00'));
  });

  it('B8.14 a threshold delivered twice fires once', () => {
    const clock = lived(termsFor('resolution', 'P3'), '2026-06-15T09:00:00+02:00');
    const timer = nextCrossing(clock, calendars);
    expect(timer).toEqual({ threshold: 50, at: utc('2026-06-16T09:00:00+02:00') });
    const now = ms('2026-06-16T09:00:30+02:00');
    const first = crossings(clock, now, calendars);
    const fired = fire(clock, ...first.map(({ threshold }) => threshold));
    expect([first.length, crossings(fired, now, calendars).length]).toEqual([1, 0]);
    expect(fire(fired, 50)).toBe(fired);
    expect(nextCrossing(fired, calendars)).toEqual({ threshold: 75, at: utc('2026-06-16T14:00:00+02:00') });
  });

  it('B8.15 a reopened record goes on with the time already used', () => {
    const clock = lived(
      termsFor('resolution', 'P3'),
      '2026-06-15T09:00:00+02:00',
      ['2026-06-16T11:00:00+02:00', stopped],
      ['2026-06-17T09:00:00+02:00', running],
    );
    expect(measure(clock, ms('2026-06-17T09:00:00+02:00'), calendars).elapsed).toBe(12 * HOUR);
    expect(clock.dueAt).toBe(utc('2026-06-17T17:00:00+02:00'));
  });
});
