/** Local days: every vector of K0.3, and the days of zones whose clocks change. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayEnd, dayOf, dayStart, daysBetween, termEnd } from '#shared/kit/days/day';
import { isBusinessDay, type Notice, noticeBy } from '#shared/kit/days/notice';
import { compileCalendar } from '#shared/time/calendar';

/** The calendar of B8. */
const hours = [{ open: '08:00', close: '18:00' }];
const ber = compileCalendar({
  zone: 'Europe/Berlin',
  weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  exceptions: [
    { date: '2026-04-03', closed: true },
    { date: '2026-04-06', closed: true },
  ],
});

describe('months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
  ])('%s and %d months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it.each([
    ['2026-01-01', 12, '2026-12-31'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-01-31', 2, '2026-03-30'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-07-15', 3, '2026-10-14'],
  ])('a term from %s for %d months ends %s', (first, months, expected) => {
    expect(termEnd(first, months)).toBe(expected);
  });
});

describe('notice', () => {
  it.each<[string, Notice, string]>([
    ['2026-12-31', { n: 3, unit: 'months' }, '2026-09-30'],
    ['2026-02-28', { n: 3, unit: 'months' }, '2025-11-30'],
    ['2026-06-30', { n: 1, unit: 'months' }, '2026-05-31'],
    ['2026-12-31', { n: 90, unit: 'days' }, '2026-10-02'],
    ['2026-12-31', { n: 2, unit: 'weeks' }, '2026-12-17'],
    ['2026-04-10', { n: 5, unit: 'business_days' }, '2026-04-01'],
  ])('for an end on %s, %j, is given by %s', (end, notice, expected) => {
    expect(noticeBy(end, notice, ber)).toBe(expected);
  });

  it('is the latest day that is early enough', () => {
    fc.assert(
      fc.property(fc.nat(4000), fc.integer({ min: 1, max: 36 }), (days, n) => {
        const end = addDays('2023-01-01', days);
        const by = noticeBy(end, { n, unit: 'months' });
        expect(addMonths(by, n) <= end).toBe(true);
        expect(addMonths(addDays(by, 1), n) > end).toBe(true);
      }),
    );
  });

  it('of business days needs a calendar that has some', () => {
    expect(() => noticeBy('2026-04-10', { n: 5, unit: 'business_days' })).toThrow('calendar');
    expect(isBusinessDay(ber, '2026-04-03')).toBe(false);
    expect(isBusinessDay(ber, '2026-04-07')).toBe(true);
  });
});

describe('days of a zone', () => {
  it('have 23 and 25 hours when the clocks change', () => {
    const hoursOf = (day: string) => (dayEnd(day, 'Europe/Berlin') - dayStart(day, 'Europe/Berlin')) / 3_600_000;
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(hoursOf)).toEqual([24, 23, 25]);
  });

  it('J0 months have the hours that they really have', () => {
    const hoursOf = (from: string, to: string) =>
      (dayStart(to, 'Europe/Berlin') - dayStart(from, 'Europe/Berlin')) / 3_600_000;
    expect(hoursOf('2026-03-01', '2026-04-01')).toBe(743);
    expect(hoursOf('2026-10-01', '2026-11-01')).toBe(745);
    expect(hoursOf('2028-02-01', '2028-03-01')).toBe(696);
  });

  it('J0 an instant belongs to its local day', () => {
    expect(dayOf(Date.parse('2026-03-31T22:30:00Z'), 'Europe/Berlin')).toBe('2026-04-01');
    expect(dayOf(Date.parse('2026-03-31T21:59:59.999Z'), 'Europe/Berlin')).toBe('2026-03-31');
    expect(dayOf(-1, 'UTC')).toBe('1969-12-31');
  });

  it('begin after the gap where the clocks skip midnight', () => {
    // Beirut goes from 00:00 to 01:00.
    expect(new Date(dayStart('2026-03-29', 'Asia/Beirut')).toISOString()).toBe('2026-03-28T22:00:00.000Z');
  });

  it('are counted, and have to exist', () => {
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
    expect(() => addDays('2026-02-30', 1)).toThrow('expected a day that exists');
    expect(() => addMonths('2026-13-01', 1)).toThrow(RangeError);
  });
});
