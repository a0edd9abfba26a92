/** What `POST /v1/calendars/evaluate` answers. */
import { describe, expect, it } from 'vitest';
import { evaluateCalendar, SEGMENTS_SHOWN } from '#shared/time/evaluate';
import { ber, weekdaysFrom } from '#test/time/calendars';

describe('evaluating a calendar', () => {
  it('adds working time', () => {
    expect(evaluateCalendar({ calendar: ber, from: '2026-04-02T15:00:00+02:00', add: 'PT4H' })).toEqual({
      due: '2026-04-07T07:00:00Z',
      open: true,
      nextOpen: '2026-04-02T13:00:00Z',
      segments: [
        { from: '2026-04-02T13:00:00Z', to: '2026-04-02T16:00:00Z' },
        { from: '2026-04-07T06:00:00Z', to: '2026-04-07T07:00:00Z' },
      ],
      segmentsLeftOff: 0,
    });
  });

  it('counts working time between two instants', () => {
    const answer = evaluateCalendar({
      calendar: ber,
      from: '2026-06-13T12:00:00+02:00',
      to: '2026-06-15T09:30:00+02:00',
    });
    expect(answer).toMatchObject({ workingSeconds: 5400, open: false, nextOpen: '2026-06-15T06:00:00Z' });
    expect(evaluateCalendar({ calendar: ber, from: '2026-06-15T09:30:00Z', to: '2026-06-13T12:00:00Z' })).toMatchObject(
      { workingSeconds: 0, segments: [] },
    );
  });

  it('shows a bounded number of open intervals and says how many it left off', () => {
    const answer = evaluateCalendar({ calendar: ber, from: '2026-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' });
    expect(answer.segments).toHaveLength(SEGMENTS_SHOWN);
    expect(answer.segmentsLeftOff).toBe(1041 - SEGMENTS_SHOWN);
  });

  it('refuses what cannot be read or is too far away', () => {
    const calendar = weekdaysFrom('UTC', { open: '08:00', close: '18:00' });
    expect(() => evaluateCalendar({ calendar, from: 'today', add: 'PT4H' })).toThrow(RangeError);
    expect(() => evaluateCalendar({ calendar, from: '2026-01-01T00:00:00Z', add: '4 hours' })).toThrow(RangeError);
    expect(() => evaluateCalendar({ calendar, from: '2026-01-01T00:00:00Z', add: 'P99999999D' })).toThrow(
      /within 20 years/,
    );
    expect(() =>
      evaluateCalendar({ calendar: { zone: 'UTC', weekly: {} }, from: '2026-01-01T00:00:00Z', add: 'PT4H' }),
    ).toThrow('expected open time');
  });
});
