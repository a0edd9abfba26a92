/** Zones against Temporal, which shares neither code nor data with ours: it has the platform's. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  closingInstant,
  isZone,
  offsetAt,
  openingInstant,
  toWall,
  transitionsIn,
  tzdataVersion,
} from '#shared/time/zone';
import { dayNumber, startOfYear, yearOf } from '#shared/time/zone-days';
import { at, DAY, instant } from '#test/time/calendars';

/** Zones that once did something unusual, beside ordinary ones. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
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

/** When the platform's data say that the clocks of a zone change, in a year of UTC. */
function platformTransitions(zone: string, year: number): readonly number[] {
  const found: number[] = [];
  let next = Temporal.Instant.fromEpochMilliseconds((startOfYear(year) - 1) * 1000)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('next');
  while (next && epoch(next) < startOfYear(year + 1)) {
    if (next.offsetNanoseconds !== next.subtract({ seconds: 1 }).offsetNanoseconds) found.push(epoch(next));
    next = next.getTimeZoneTransition('next');
  }
  return found;
}

/** Years that data newer than the platform's tell otherwise, of the zones above: properties leave them out, and no others. */
const corrected: Readonly<Record<string, readonly number[]>> = { 'Asia/Tehran': [1979] };
const isCorrected = (zone: string, seconds: number): boolean => corrected[zone]?.includes(yearOf(seconds)) ?? false;

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

  it('discovery P5 say which data they are, and are not older than the platform’s', () => {
    expect(tzdataVersion()).toMatch(/^20\d\d[a-z]$/);
    expect(tzdataVersion() >= (process.versions.tz ?? '')).toBe(true);
  });

  it('discovery P5 Winnipeg stays at −05:00 from 2026, and Havana at −04:00 over the winter of 2026', () => {
    const [before, after, later] = ['2026-10-31T12:00:00Z', '2026-12-01T12:00:00Z', '2041-12-01T12:00:00Z'].map(at);
    for (const each of [before, after, later]) expect(offsetAt('America/Winnipeg', each ?? 0)).toBe(-5 * 3600);
    expect(transitionsIn('America/Winnipeg', 2027)).toEqual([]);
    expect(offsetAt('America/Havana', after ?? 0)).toBe(-4 * 3600);
  });

  it('discovery P5 are all that the platform knows, and no names that every object has', () => {
    expect(Intl.supportedValuesOf('timeZone').filter((zone) => !isZone(zone))).toEqual([]);
    expect(['constructor', '__proto__', 'Factory', 'localtime'].filter(isZone)).toEqual([]);
    expect(offsetAt('europe/berlin', at('2026-06-15T00:00:00Z'))).toBe(7200);
    expect(() => offsetAt('Europe/Atlantis', 0)).toThrow(RangeError);
  });

  it('know days before and after 1970, and years of few digits', () => {
    expect([dayNumber(1970, 1, 1), dayNumber(1969, 12, 31), dayNumber(2026, 2, 29)]).toEqual([
      0,
      -1,
      dayNumber(2026, 3, 1),
    ]);
    expect(new Date(startOfYear(33) * 1000).toISOString()).toBe('0033-01-01T00:00:00.000Z');
  });

  it('change their clocks when Temporal says, in every zone and every year but those corrected since', () => {
    for (const zone of zones) {
      for (let year = 1970; year < 2040; year += 1) {
        if (corrected[zone]?.includes(year)) continue;
        const at = transitionsIn(zone, year).map((each) => each.at);
        expect({ zone, year, at }).toEqual({ zone, year, at: platformTransitions(zone, year) });
      }
    }
  });

  it('were put forward in Tehran at the end of 25 May 1979, which older data say of 27 May', () => {
    expect(transitionsIn('Asia/Tehran', 1979).map((each) => instant(each.at))[0]).toBe('1979-05-25T20:30:00Z');
  });

  it('are as far from UTC as Temporal says, at any instant', () => {
    const anInstant = fc.integer({ min: at('1970-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), anInstant, (zone, seconds) => {
        fc.pre(!isCorrected(zone, seconds));
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
        fc.pre(!isCorrected(zone, wall));
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
