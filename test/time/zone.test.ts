/** Zones against Temporal, which shares no code with ours but the platform's zone data. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  closingInstant,
  dayNumber,
  isZone,
  offsetAt,
  openingInstant,
  startOfYear,
  toWall,
  transitionsIn,
  tzdataVersion,
} from '#shared/time/zone';
import { at, DAY, instant } from '#test/time/calendars';

/** Zones that once did something unusual, beside ordinary ones. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'America/Havana',
  'America/St_Johns',
  'America/Santiago',
  'America/Caracas',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Gaza',
  'Asia/Beirut',
  'Asia/Pyongyang',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Antarctica/Troll',
  'Europe/Dublin',
  'Europe/Istanbul',
  'Europe/Volgograd',
] as const;

const wallOf = (wall: number): Temporal.PlainDateTime =>
  Temporal.PlainDateTime.from(new Date(wall * 1000).toISOString().slice(0, 19));
const epoch = (zoned: Temporal.ZonedDateTime): number => zoned.epochMilliseconds / 1000;

/** B3 in Temporal's words: in a gap the first instant after it, else the earlier or the later reading. */
function reference(zone: string, wall: number, which: 'earlier' | 'later'): number {
  const plain = wallOf(wall);
  const read = epoch(plain.toZonedDateTime(zone, { disambiguation: which }));
  if (plain.toZonedDateTime(zone, { disambiguation: which }).toPlainDateTime().equals(plain)) return read;
  const before = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const transition = before.getTimeZoneTransition('next');
  return transition ? epoch(transition) : read;
}

describe('zones', () => {
  it('are known by their IANA names only', () => {
    expect(['Europe/Berlin', 'Asia/Kolkata', 'UTC'].map(isZone)).toEqual([true, true, true]);
    expect(['', '+01:00', 'Europe/Atlantis', 'Berlin'].map(isZone)).toEqual([false, false, false, false]);
  });

  it('say which data they are', () => {
    expect(tzdataVersion()).toMatch(/^20\d\d[a-z]$/);
  });

  it('know days before and after 1970, and years of few digits', () => {
    expect([dayNumber(1970, 1, 1), dayNumber(1969, 12, 31), dayNumber(2026, 2, 29)]).toEqual([
      0,
      -1,
      dayNumber(2026, 3, 1),
    ]);
    expect(new Date(startOfYear(33) * 1000).toISOString()).toBe('0033-01-01T00:00:00.000Z');
  });

  it('change their clocks when Temporal says, in every zone', () => {
    for (const zone of zones) {
      for (const year of [1972, 1985, 2005, 2011, 2018, 2024, 2026, 2030]) {
        const expected: number[] = [];
        let next = Temporal.Instant.fromEpochMilliseconds((startOfYear(year) - 1) * 1000)
          .toZonedDateTimeISO(zone)
          .getTimeZoneTransition('next');
        while (next && epoch(next) < startOfYear(year + 1)) {
          if (next.offsetNanoseconds !== next.subtract({ seconds: 1 }).offsetNanoseconds) expected.push(epoch(next));
          next = next.getTimeZoneTransition('next');
        }
        expect({ zone, year, at: transitionsIn(zone, year).map((each) => each.at) }).toEqual({
          zone,
          year,
          at: expected,
        });
      }
    }
  });

  it('are as far from UTC as Temporal says, at any instant', () => {
    const anInstant = fc.integer({ min: at('1970-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), anInstant, (zone, seconds) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
        expect(offsetAt(zone, seconds)).toBe(zoned.offsetNanoseconds / 1e9);
      }),
      { numRuns: 400 },
    );
  });

  it('open and close as Temporal reads the wall time, above all where clocks change', () => {
    const aWall = fc.oneof(
      fc.record({ zone: fc.constantFrom(...zones), wall: fc.integer({ min: 0, max: 70 * 366 * DAY }) }),
      fc
        .record({
          zone: fc.constantFrom(...zones),
          year: fc.integer({ min: 1970, max: 2039 }),
          which: fc.nat(3),
          by: fc.integer({ min: -7200, max: 7200 }),
        })
        .map(({ zone, year, which, by }) => {
          const change = transitionsIn(zone, year)[which];
          return { zone, wall: (change ? change.at + change.before : startOfYear(year)) + by };
        }),
    );
    fc.assert(
      fc.property(aWall, ({ zone, wall }) => {
        expect(instant(openingInstant(zone, wall))).toBe(instant(reference(zone, wall, 'earlier')));
        expect(instant(closingInstant(zone, wall))).toBe(instant(reference(zone, wall, 'later')));
      }),
      { numRuns: 600 },
    );
  });

  it('skip a whole day where a country moved across the date line', () => {
    const nineOfThe30th = dayNumber(2011, 12, 30) * DAY + 9 * 3600;
    expect(instant(openingInstant('Pacific/Apia', nineOfThe30th))).toBe('2011-12-30T10:00:00Z');
    expect(toWall('Pacific/Apia', at('2011-12-30T10:00:00Z'))).toBe(dayNumber(2011, 12, 31) * DAY);
  });
});
