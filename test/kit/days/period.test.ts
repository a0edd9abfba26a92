/** Periods by name, and how long they really are in a zone (KC.4). */
import { describe, expect, it } from 'vitest';
import { isRunning, type Period, periodOf, stretchOf } from '#shared/kit/days/period';
import { lengthOf } from '#shared/kit/intervals/intervals';

const known = (name: string): Period => periodOf(name) ?? { from: '', to: '' };

describe('periods', () => {
  it.each([
    ['2026', '2026-01-01', '2027-01-01'],
    ['2026-Q1', '2026-01-01', '2026-04-01'],
    ['2026-Q4', '2026-10-01', '2027-01-01'],
    ['2026-03', '2026-03-01', '2026-04-01'],
    ['2026-12', '2026-12-01', '2027-01-01'],
    ['2026-W14', '2026-03-30', '2026-04-06'],
    // A year's first week may begin in the year before, and its last end in the year after.
    ['2026-W01', '2025-12-29', '2026-01-05'],
    ['2026-W53', '2026-12-28', '2027-01-04'],
    ['2027-W01', '2027-01-04', '2027-01-11'],
    ['1969-W01', '1968-12-30', '1969-01-06'],
  ])('%s is from %s up to %s', (name, from, to) => {
    expect(periodOf(name)).toEqual({ from, to });
  });

  it.each([
    '2026-Q5',
    '2026-13',
    '2026-00',
    '2026-W00',
    '2027-W53',
    '2026-W54',
    '26',
    '2026-3',
    '2026-03-01',
    '0000',
    '',
  ])('%s is none', (name) => {
    expect(periodOf(name)).toBeUndefined();
  });

  it('KC.4 March 2026 has 743 hours in Berlin, October 745, February 2028 696', () => {
    const hours = (name: string) => lengthOf(stretchOf(known(name), 'Europe/Berlin')) / 3_600_000;
    expect(['2026-03', '2026-10', '2028-02'].map(hours)).toEqual([743, 745, 696]);
  });

  it('KC.4 are running until their last local midnight', () => {
    const march = known('2026-03');
    const running = (at: string) => isRunning(march, 'Europe/Berlin', Date.parse(at));
    expect([running('2026-03-31T21:59:59Z'), running('2026-03-31T22:00:00Z')]).toEqual([true, false]);
  });
});
