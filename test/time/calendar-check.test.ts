/** B3: what is wrong with a calendar is said all at once, where it is. */
import { describe, expect, it } from 'vitest';
import type { Calendar } from '#shared/time/calendar';
import { assertCalendar, CalendarError, checkCalendar } from '#shared/time/calendar-check';
import { dateText, dayPlan } from '#shared/time/calendar-definition';
import { dayNumber } from '#shared/time/zone-days';
import { ber, dailyFrom, night, roundTheClock, weekdaysFrom } from '#test/time/calendars';

const found = (calendar: Calendar): readonly string[] =>
  checkCalendar(calendar).map(({ code, pointer }) => `${code} ${pointer}`);
const office = { open: '08:00', close: '18:00' };

describe('a calendar', () => {
  it.each([
    ['BER', ber],
    ['night', night],
    ['round the clock', roundTheClock],
    ['whole days', dailyFrom('UTC', { open: '06:00', close: '06:00' })],
  ])('is accepted: %s', (_, calendar) => {
    expect(checkCalendar(calendar)).toEqual([]);
  });

  it('is refused with everything that cannot be read', () => {
    const calendar: Calendar = {
      zone: 'Europe/Atlantis',
      weekly: { mon: [{ open: '24:00', close: '25:00' }], tue: [office, { open: '8:00', close: '18:00' }] },
      exceptions: [
        { date: '2026-02-30', closed: true },
        { date: '02-29', windows: [{ open: 'noon', close: '13:00' }] },
        { date: '02-29', closed: true },
        { date: '13-01', closed: true },
      ],
      validFrom: 'soon',
    };
    expect(found(calendar)).toEqual([
      'invalid-zone /zone',
      'invalid-time /weekly/mon/0/open',
      'invalid-time /weekly/mon/0/close',
      'invalid-time /weekly/tue/1/open',
      'invalid-date /exceptions/0/date',
      'invalid-time /exceptions/1/windows/0/open',
      'duplicate-exception /exceptions/2/date',
      'invalid-date /exceptions/3/date',
      'invalid-date /validFrom',
    ]);
    expect(() => assertCalendar(calendar)).toThrow(
      expect.objectContaining({ name: 'CalendarError', code: 'invalid-calendar' }),
    );
  });

  it('has no windows that overlap, nights and exceptions included', () => {
    expect(found(weekdaysFrom('UTC', office, { open: '17:00', close: '20:00' }))[0]).toBe('window-overlap /weekly/mon');
    expect(
      found({
        zone: 'UTC',
        weekly: { sun: [{ open: '22:00', close: '06:00' }], mon: [{ open: '05:00', close: '09:00' }] },
      }),
    ).toEqual(['window-overlap /weekly/mon']);
    expect(
      found({
        zone: 'UTC',
        weekly: { sun: [{ open: '22:00', close: '06:00' }], mon: [{ open: '06:00', close: '09:00' }] },
      }),
    ).toEqual([]);
    const early = { date: '2026-06-15', windows: [{ open: '05:00', close: '09:00' }] };
    expect(found({ ...night, exceptions: [early] })).toEqual(['window-overlap /exceptions/0']);
    expect(found({ ...night, exceptions: [{ date: '06-14', closed: true }, early] })).toEqual([]);
    expect(found({ ...night, exceptions: [{ ...early, date: '06-15' }] })).toEqual(['window-overlap /exceptions/0']);
  });

  it('is open within any fourteen days', () => {
    expect(found({ zone: 'UTC', weekly: {} })).toEqual(['calendar-never-open ']);
    expect(
      found({ zone: 'UTC', weekly: { mon: [] }, exceptions: [{ date: '2026-06-15', windows: [office] }] }),
    ).toHaveLength(1);
    const shutdown = (days: number): Calendar => ({
      ...dailyFrom('UTC', office),
      exceptions: Array.from({ length: days }, (_, index) => ({
        date: `2026-08-${String(index + 1).padStart(2, '0')}`,
        closed: true as const,
      })),
    });
    expect(found(shutdown(13))).toEqual([]);
    expect(found(shutdown(14))).toEqual(['calendar-never-open /weekly/sat']);
    expect(() => assertCalendar(shutdown(14))).toThrow(expect.objectContaining({ code: 'calendar-never-open' }));
  });

  it('is open within any fourteen days of any year, when holidays fall on its only weekday', () => {
    const mondays = { zone: 'UTC', weekly: { mon: [office] } };
    expect(
      found({
        ...mondays,
        exceptions: [
          { date: '12-25', closed: true },
          { date: '01-01', closed: true },
        ],
      }),
    ).toEqual(['calendar-never-open /weekly/mon']);
    expect(
      found({ zone: 'UTC', weekly: { mon: [office], tue: [office] }, exceptions: [{ date: '12-25', closed: true }] }),
    ).toEqual([]);
  });

  it('says what was expected and what was given', () => {
    const error = new CalendarError(checkCalendar({ ...ber, zone: '+01:00' }));
    expect(error.message).toBe('/zone: expected an IANA zone such as Europe/Berlin, was given +01:00');
  });

  it('finds yearly dates in every year', () => {
    const days = Array.from({ length: 366 }, (_, index) => dateText(dayNumber(2000, 1, 1) + index).slice(5));
    const plan = dayPlan({ zone: 'UTC', weekly: {}, exceptions: days.map((date) => ({ date, closed: true })) });
    const wrong = Array.from({ length: 800 * 366 }, (_, index) => dayNumber(1600, 1, 1) + index).filter(
      (day, index) => index % 7 === 0 && plan(day).pointer !== `/exceptions/${days.indexOf(dateText(day).slice(5))}`,
    );
    expect(wrong).toEqual([]);
  });
});
