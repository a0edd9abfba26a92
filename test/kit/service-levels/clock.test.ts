/** B2: the service-level clock and its transitions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, changeCalendar, conditionOf, fire, start } from '#shared/kit/service-levels/advance';
import { crossings, measure, nextCrossing } from '#shared/kit/service-levels/measure';
import { tzdataVersion } from '#shared/time/zone';
import {
  awaitingCaller,
  calendars,
  cancelled,
  lived,
  ms,
  running,
  stopped,
  termsFor,
  termsOn,
} from '#test/kit/service-levels/clocks';
import { aLife, live, usedBy } from '#test/kit/service-levels/lives';
import { HOUR } from '#test/time/calendars';

const opened = '2026-06-15T07:00:00Z';
const resolution = termsFor('resolution', 'P3');

describe('B2 a clock', () => {
  it('B2 is stored as what happened', () => {
    expect(lived(resolution, opened, ['2026-06-15T09:00:00Z', awaitingCaller])).toEqual({
      ...resolution,
      tzdata: tzdataVersion(),
      state: 'paused',
      startAt: opened,
      segments: [
        { from: opened, to: '2026-06-15T09:00:00Z', running: true, calendar: { id: 'business', version: 1 } },
        {
          from: '2026-06-15T09:00:00Z',
          running: false,
          reason: 'awaiting_caller',
          calendar: { id: 'business', version: 1 },
        },
      ],
      thresholdsFired: [],
      dueAt: null,
      clockVersion: 2,
    });
  });

  it('B2 survives being stored', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        const { clock } = live(life);
        expect(JSON.parse(JSON.stringify(clock))).toEqual(clock);
      }),
      { numRuns: 60 },
    );
  });

  it('B2 does not change when nothing changes', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        const { clock, now } = live(life);
        expect(advance(clock, conditionOf(clock), now, calendars)).toBe(clock);
      }),
      { numRuns: 60 },
    );
  });

  it('B2 has used the working time in which it ran, whatever happened', () => {
    fc.assert(
      fc.property(aLife, fc.nat(10 * 86_400), (life, later) => {
        const { clock, now } = live(life);
        const then = now + later * 1000;
        expect(measure(clock, then, calendars).elapsed).toBe(usedBy(life, then));
      }),
      { numRuns: 200 },
    );
  });

  it('B2 is due when, running on, its target is used up', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        const { clock, now } = live(life);
        const { dueAt, remaining, breached } = measure(clock, now, calendars);
        expect(clock.dueAt).toBe(dueAt);
        if (clock.state === 'paused') expect(dueAt).toBeNull();
        if (clock.state === 'running' && dueAt) expect(usedBy(life, ms(dueAt))).toBe(clock.target);
        if (clock.state === 'running' && dueAt)
          expect(measure(clock, ms(dueAt), calendars)).toMatchObject({ percent: 100, breached: false });
        if (remaining > 0) expect(breached).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('B2 that stops in the second it started, or resumed, was due when it would have been', () => {
    const due = lived(resolution, opened).dueAt;
    const atOnce = lived(resolution, opened, [opened, stopped]);
    expect(atOnce).toMatchObject({ state: 'met', dueAt: due });
    expect(measure(atOnce, ms(opened), calendars)).toMatchObject({ elapsed: 0, dueAt: due, breached: false });

    const paused = ['2026-06-15T08:00:00Z', awaitingCaller] as const;
    const resumed = lived(resolution, opened, paused, ['2026-06-15T09:00:00Z', running]);
    const met = lived(resolution, opened, paused, ['2026-06-15T09:00:00Z', running], ['2026-06-15T09:00:00Z', stopped]);
    expect(met.dueAt).toBe(resumed.dueAt);
  });

  it('B2 a breached clock keeps measuring until it stops', () => {
    const clock = lived(resolution, opened, ['2026-06-17T08:00:00Z', running]);
    expect(clock).toMatchObject({
      state: 'breached_running',
      breachedAt: '2026-06-17T07:00:00Z',
      dueAt: '2026-06-17T07:00:00Z',
    });
    expect(measure(clock, ms('2026-06-17T10:00:00Z'), calendars)).toMatchObject({
      overrun: 3 * HOUR,
      remaining: 0,
      percent: 115,
      breached: true,
    });
    const done = advance(clock, stopped, ms('2026-06-17T10:00:00Z'), calendars);
    expect(done).toMatchObject({ state: 'breached_done', overrun: 3 * HOUR, breachedAt: '2026-06-17T07:00:00Z' });
    expect(measure(done, ms('2027-01-01T00:00:00Z'), calendars).overrun).toBe(3 * HOUR);
  });

  it('B2 a breach while nobody looked is found whenever somebody does', () => {
    const clock = lived(resolution, opened);
    expect(measure(clock, ms('2026-06-18T07:00:00Z'), calendars).breached).toBe(true);
    expect(advance(clock, awaitingCaller, ms('2026-06-18T07:00:00Z'), calendars)).toMatchObject({
      state: 'paused',
      breachedAt: '2026-06-17T07:00:00Z',
      dueAt: null,
    });
  });

  it('B2 the due instant that ends a day passes with it', () => {
    const friday = lived(termsOn('business', 10 * HOUR), '2026-06-12T06:00:00Z');
    expect(friday.dueAt).toBe('2026-06-12T16:00:00Z');
    expect(advance(friday, stopped, ms('2026-06-12T16:00:00Z'), calendars).state).toBe('met');
    expect(advance(friday, stopped, ms('2026-06-12T17:00:00Z'), calendars)).toMatchObject({
      state: 'breached_done',
      overrun: 0,
    });
  });

  it('B2 counts whole seconds', () => {
    const clock = start(termsOn('24x7', 60), running, ms(opened) + 999, calendars);
    expect([clock.startAt, clock.dueAt]).toEqual([opened, '2026-06-15T07:01:00Z']);
    expect(advance(clock, stopped, ms('2026-06-15T07:01:00.900Z'), calendars).state).toBe('met');
    expect(() => start(termsOn('24x7', 0), running, 0, calendars)).toThrow(RangeError);
  });

  it('B2 news that come late do not turn it back', () => {
    const clock = lived(resolution, opened, ['2026-06-15T09:00:00Z', awaitingCaller]);
    const resumed = advance(clock, running, ms('2026-06-15T08:00:00Z'), calendars);
    expect(resumed.segments).toEqual([{ from: opened, running: true, calendar: { id: 'business', version: 1 } }]);
  });

  it('B2 a pause that lasts no time was not, and one for another reason is another', () => {
    const clock = lived(
      resolution,
      opened,
      ['2026-06-15T09:00:00Z', awaitingCaller],
      ['2026-06-15T09:00:00Z', running],
    );
    expect(clock.segments).toHaveLength(1);
    const twice = lived(
      resolution,
      opened,
      ['2026-06-15T09:00:00Z', awaitingCaller],
      ['2026-06-15T10:00:00Z', { is: 'paused', reason: 'scheduled_with_user' }],
    );
    expect(twice.segments.map(({ reason }) => reason)).toEqual([undefined, 'awaiting_caller', 'scheduled_with_user']);
  });
});

describe('B4 a stopped clock', () => {
  it('B4 that starts anew when its definition says restart keeps its predecessor', () => {
    const clock = lived(
      { ...resolution, reopen: 'restart' },
      opened,
      ['2026-06-17T08:00:00Z', stopped],
      ['2026-06-18T07:00:00Z', running],
    );
    expect(clock).toMatchObject({
      state: 'running',
      startAt: '2026-06-18T07:00:00Z',
      dueAt: '2026-06-22T07:00:00Z',
      thresholdsFired: [],
      clockVersion: 3,
    });
    expect(clock.history).toEqual([expect.objectContaining({ state: 'breached_done', overrun: HOUR })]);
    expect(clock.breachedAt).toBeUndefined();
  });

  it('B4 goes on breached when it was, and met when it still can be', () => {
    const late = lived(resolution, opened, ['2026-06-17T08:00:00Z', stopped], ['2026-06-18T07:00:00Z', running]);
    expect(late).toMatchObject({ state: 'breached_running', breachedAt: '2026-06-17T07:00:00Z' });
    expect(late).not.toHaveProperty('overrun');
    expect(late).not.toHaveProperty('stoppedAt');
  });

  it('B4 an OLA clock of a group that gets the work back goes on', () => {
    const handedOver = { is: 'stopped', reason: 'reassigned' } as const;
    const clock = lived(
      termsOn('business', 8 * HOUR, { kind: 'ola' }),
      opened,
      ['2026-06-15T09:00:00Z', handedOver],
      ['2026-06-15T12:00:00Z', running],
    );
    expect(clock.segments.map(({ running: ran, reason }) => reason ?? ran)).toEqual([true, 'reassigned', true]);
    expect(measure(clock, ms('2026-06-15T13:00:00Z'), calendars).elapsed).toBe(3 * HOUR);
  });

  it('B4 that is cancelled is neither met nor breached, tells of nothing, and can come back', () => {
    const clock = lived(resolution, opened, ['2026-06-15T09:00:00Z', cancelled]);
    expect(clock.state).toBe('cancelled');
    expect(advance(clock, stopped, ms('2026-06-15T10:00:00Z'), calendars)).toBe(clock);
    expect([crossings(clock, ms('2027-01-01T00:00:00Z'), calendars), nextCrossing(clock, calendars)]).toEqual([
      [],
      null,
    ]);
    const back = advance(clock, running, ms('2026-06-15T10:00:00Z'), calendars);
    expect(back).toMatchObject({ state: 'running', dueAt: '2026-06-17T08:00:00Z' });
    expect(back.segments[1]).toMatchObject({ running: false, reason: 'cancelled' });
  });
});

describe('B3 a new calendar version', () => {
  it('B3 holds from its publication on; past segments keep theirs', () => {
    const clock = lived(resolution, opened);
    const changed = changeCalendar(clock, { id: 'business', version: 2 }, ms('2026-06-16T07:00:00Z'), calendars);
    expect(changed.segments.map(({ calendar }) => calendar.version)).toEqual([1, 2]);
    expect(measure(changed, ms('2026-06-16T07:00:00Z'), calendars)).toMatchObject({
      elapsed: 10 * HOUR,
      dueAt: '2026-06-18T09:00:00Z',
    });
    expect(changeCalendar(changed, { id: 'business', version: 2 }, ms('2026-06-16T09:00:00Z'), calendars)).toBe(
      changed,
    );
  });

  it('B3 does not concern clocks that have stopped', () => {
    const clock = lived(resolution, opened, ['2026-06-15T09:00:00Z', stopped]);
    expect(changeCalendar(clock, { id: 'business', version: 2 }, ms('2026-06-16T07:00:00Z'), calendars)).toBe(clock);
  });
});

describe('B5 thresholds', () => {
  it('B5 are not reached while closed hours run', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        const { clock, now } = live(life);
        const calendar = calendars(clock.calendar);
        for (const { at } of crossings(clock, now + 60 * 86_400_000, calendars)) {
          const seconds = ms(at) / 1000;
          const justWorked = calendar.isOpen(seconds - 1);
          const resumed = clock.segments.some(({ from }) => from === at);
          expect(justWorked || resumed).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('B5 announce the next one to set a timer to, and the breach only when the due instant has passed', () => {
    const clock = fire(lived(resolution, opened), 50, 75, 90);
    expect(nextCrossing(clock, calendars)).toEqual({ threshold: 100, at: '2026-06-17T07:00:01Z' });
    expect(crossings(clock, ms('2026-06-17T07:00:00Z'), calendars)).toEqual([]);
    expect(crossings(clock, ms('2026-06-17T07:00:01Z'), calendars)).toEqual([
      { threshold: 100, at: '2026-06-17T07:00:00Z' },
    ]);
    expect(nextCrossing(fire(clock, 100), calendars)).toBeNull();
  });

  it('B5 beyond 100 tell how late it is', () => {
    const clock = lived({ ...resolution, thresholds: [100, 150] }, opened);
    expect(crossings(clock, ms('2026-06-18T07:00:00Z'), calendars).map(({ threshold }) => threshold)).toEqual([
      100, 150,
    ]);
  });
});
