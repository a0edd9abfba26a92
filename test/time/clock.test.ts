/** Instants and durations as they travel. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clock, fromInstant, toInstant, toSeconds } from '#shared/time/clock';
import { formatDuration, parseDuration } from '#shared/time/duration';

describe('instants', () => {
  it('travel in UTC, with milliseconds only when there are some', () => {
    expect(toInstant(Date.UTC(2026, 2, 27, 15))).toBe('2026-03-27T15:00:00Z');
    expect(toInstant(Date.UTC(2026, 2, 27, 15, 0, 0, 7))).toBe('2026-03-27T15:00:00.007Z');
    expect(() => toInstant(Date.UTC(12_000, 0, 1))).toThrow(RangeError);
  });

  it('are read with any offset', () => {
    const read = (text: string): string => toInstant(fromInstant(text));
    expect(read('2026-03-27T16:00:00+01:00')).toBe('2026-03-27T15:00:00Z');
    expect(read('2026-03-27T09:30:00.25-05:30')).toBe('2026-03-27T15:00:00.250Z');
    expect(read('2026-03-27T15:00:00.123999Z')).toBe('2026-03-27T15:00:00.123Z');
    expect(read('2024-02-29T23:30:00-02:00')).toBe('2024-03-01T01:30:00Z');
    expect(read('0099-01-01T00:00:00Z')).toBe('0099-01-01T00:00:00Z');
  });

  it.each([
    '2026-03-27',
    '2026-03-27T15:00Z',
    '2026-03-27T15:00:00',
    '2026-03-27 15:00:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-12-31T23:58:60Z',
    '2026-12-30T23:59:60Z',
    '2026-12-31T23:59:61Z',
    '9999-12-31T23:59:60Z',
    '9999-12-31T23:59:59-00:01',
    '0001-01-01T00:00:00+00:01',
    '+12026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00+1:00',
    '2026-01-01T00:00:00+24:00',
    '0000-01-01T00:00:00Z',
    ' 2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
    '',
  ])('security 9 refuse %j', (text) => {
    expect(() => fromInstant(text)).toThrow(RangeError);
  });

  it('discovery P7 are read in every form of RFC 3339', () => {
    const read = (text: string): string => toInstant(fromInstant(text));
    expect(read('2026-11-29t21:00:00z')).toBe('2026-11-29T21:00:00Z');
    expect(read('2016-12-31T23:59:60Z')).toBe('2017-01-01T00:00:00Z');
    expect(read('1990-12-31T15:59:60-08:00')).toBe('1991-01-01T00:00:00Z');
    expect(read('2015-06-30T23:59:60.5Z')).toBe('2015-07-01T00:00:00.500Z');
    expect(read('2026-11-29T20:00:00.1234567891Z')).toBe('2026-11-29T20:00:00.123Z');
    expect(read('2026-11-29T20:00:00.5-00:00')).toBe('2026-11-29T20:00:00.500Z');
    expect(read('9999-12-31T23:59:59.9999Z')).toBe('9999-12-31T23:59:59.999Z');
  });

  it('survive the journey', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (ms) => {
        expect(fromInstant(toInstant(ms))).toBe(ms);
      }),
    );
  });

  it('are counted in whole seconds', () => {
    expect([toSeconds(1999), toSeconds(-1)]).toEqual([1, -1]);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
  });
});

describe('durations', () => {
  it.each([
    ['PT4H', 14_400],
    ['PT15M', 900],
    ['PT1H30M15S', 5415],
    ['P1D', 86_400],
    ['P1W', 604_800],
    ['P1W1DT1S', 691_201],
    ['PT0S', 0],
    ['PT100H', 360_000],
  ])('%s is %i seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    '4H',
    'PT1.5H',
    'P1M',
    'P1Y',
    'PT-4H',
    '-PT4H',
    'PT4H ',
    'pt4h',
    'PT4M3H',
    'PT99999999999S',
  ])('refuse %j', (text) => {
    expect(() => parseDuration(text)).toThrow(RangeError);
  });

  it('are written in hours, minutes and seconds and read back the same', () => {
    expect([formatDuration(360_000), formatDuration(5415), formatDuration(0)]).toEqual([
      'PT100H',
      'PT1H30M15S',
      'PT0S',
    ]);
    expect(() => formatDuration(-1)).toThrow(RangeError);
    expect(() => formatDuration(1.5)).toThrow(RangeError);
    fc.assert(
      fc.property(fc.nat(3_000_000_000), (seconds) => {
        expect(parseDuration(formatDuration(seconds))).toBe(seconds);
      }),
    );
  });
});
