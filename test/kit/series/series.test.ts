/** Measured series: which points are taken, levels with hysteresis, slots, meters and roll-ups; by the vectors of E2 and K5. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayEnd, dayStart } from '#shared/kit/days/day';
import { bucketOf, buckets, gapsOf } from '#shared/kit/series/buckets';
import { crossings, holdsOf, type Level, levelAfter } from '#shared/kit/series/levels';
import { faultOf, inOrder, newerThan, silentAt } from '#shared/kit/series/point';
import { metered, slotOf, slotted } from '#shared/kit/series/slots';

const [MINUTE, HOUR] = [60_000, 3_600_000];
const FIVE = 5 * MINUTE;
const at = (text: string): number => Date.parse(text);
const dayOf = (day: string, zone = 'UTC') => ({ from: dayStart(day, zone), until: dayEnd(day, zone) });

describe('points', () => {
  const now = at('2026-06-15T12:00:00Z');

  it.each([
    [{ at: now, value: 21.5 }, undefined],
    [{ at: now, value: Number.NaN }, 'invalid-value'],
    [{ at: now, value: Number.POSITIVE_INFINITY }, 'invalid-value'],
    [{ at: now - 7 * 24 * HOUR, value: 1 }, undefined],
    [{ at: now - 7 * 24 * HOUR - 1, value: 1 }, 'timestamp-too-old'],
    [{ at: now + 10 * MINUTE, value: 1 }, undefined],
    [{ at: now + 10 * MINUTE + 1, value: 1 }, 'timestamp-in-future'],
    [{ at: now, value: -60 }, undefined],
    [{ at: now, value: -61 }, 'out-of-range'],
    [{ at: now, value: 120.1 }, 'out-of-range'],
  ])('%j: %s', (point, fault) => {
    expect(faultOf(point, { now, range: { least: -60, most: 120 } })).toBe(fault);
  });

  it('stand in the order of their instants, and the last one given for an instant stands', () => {
    const points = [
      { at: 2, value: 1 },
      { at: 1, value: 2 },
      { at: 2, value: 3 },
    ];
    expect(inOrder(points)).toEqual([
      { at: 1, value: 2 },
      { at: 2, value: 3 },
    ]);
    expect(newerThan(points, 1)).toEqual([{ at: 2, value: 3 }]);
    expect(newerThan(points, undefined)).toHaveLength(2);
  });

  it('that have not come for three steps make a series silent', () => {
    expect(silentAt(now, FIVE) - now).toBe(15 * MINUTE);
  });
});

describe('levels', () => {
  it('E2.3 warnHigh 27, hysteresis 1: 27.4, 26.6, 27.2, 25.9 is one alert opened and one cleared', () => {
    expect(crossings([27.4, 26.6, 27.2, 25.9], { warnHigh: 27, hysteresis: 1 })).toEqual([
      { index: 0, from: 'ok', to: 'warning' },
      { index: 3, from: 'warning', to: 'ok' },
    ]);
  });

  it('are entered beyond the limit, and left at the limit less the hysteresis', () => {
    expect(levelAfter(27, { warnHigh: 27 })).toBe('ok');
    expect(levelAfter(27.000001, { warnHigh: 27 })).toBe('warning');
    expect(levelAfter(26, { warnHigh: 27, hysteresis: 1 }, 'warning')).toBe('ok');
    // In binary fractions, 27.3 less 0.3 is below 27.
    expect(levelAfter(27, { warnHigh: 27.3, hysteresis: 0.3 }, 'warning')).toBe('ok');
  });

  it('go down from alarm over warning, each by its own limit', () => {
    const limits = { warnLow: 15, warnHigh: 27, alarmLow: 10, alarmHigh: 32, hysteresis: 1 };
    const levels: Level[] = [];
    let level: Level = 'ok';
    for (const value of [33, 31.5, 31, 26.5, 26, 14, 9.9, 10.5, 11, 15.9, 16]) {
      level = levelAfter(value, limits, level);
      levels.push(level);
    }
    expect(levels).toEqual([
      ...['alarm', 'alarm', 'warning', 'warning', 'ok'],
      ...['warning', 'alarm', 'alarm', 'warning', 'warning', 'ok'],
    ]);
  });

  it('do not flap while a value moves within the hysteresis', () => {
    const near = fc.array(fc.double({ min: 26.01, max: 27.99, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(near, (values) => {
        const written = values.map((value) => Math.round(value * 100) / 100);
        expect(crossings(written, { warnHigh: 27, hysteresis: 1 }).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('k of n: what is not known neither counts nor breaks the row', () => {
    expect(holdsOf([true, false, true, true], { k: 3, n: 4 })).toBe(true);
    expect(holdsOf([true, null, true, null, true], { k: 3, n: 3 })).toBe(true);
    expect(holdsOf([true, true, false], { k: 3, n: 3 })).toBe(false);
    expect(holdsOf([true, true], { k: 3, n: 3 })).toBe(false);
  });
});

describe('slots', () => {
  it('begin at even steps from the epoch, and combine points by the kind of series', () => {
    const points = [
      { at: 10 * MINUTE, value: 4 },
      { at: 12 * MINUTE, value: 6 },
      { at: 15 * MINUTE, value: 1 },
    ];
    expect(slotOf(-1, FIVE)).toBe(-FIVE);
    expect([...slotted(points, 'gauge', FIVE)]).toEqual([
      [10 * MINUTE, 5],
      [15 * MINUTE, 1],
    ]);
    expect(slotted(points, 'delta', FIVE).get(10 * MINUTE)).toBe(10);
    expect(slotted(points, 'counter', FIVE).get(10 * MINUTE)).toBe(6);
  });

  it('K5.7 a meter at 100, 160, 40, 90, nothing, 190 counted 60, 40, 50, 50, 50, and began again once', () => {
    const readings = new Map(
      [100, 160, 40, 90, undefined, 190].flatMap((value, i) => (value === undefined ? [] : [[i, value] as const])),
    );
    const { amounts, resets } = metered(readings, 1);
    expect([...amounts.values()]).toEqual([60, 40, 50, 50, 50]);
    expect([...amounts.keys()]).toEqual([1, 2, 3, 4, 5]);
    expect(resets).toBe(1);
  });

  it('K5.7 a meter of 32 bits that goes from 4,294,967,290 to 10 has counted 16', () => {
    const { amounts, resets } = metered(
      new Map([
        [0, 4_294_967_290],
        [1, 10],
      ]),
      1,
      2 ** 32,
    );
    expect([[...amounts.values()], resets]).toEqual([[16], 0]);
  });
});

describe('roll-ups', () => {
  const lines = readFileSync('test/fixtures/cloudwatch-metrics/rds_cpu_utilization_cc0c53.csv', 'utf8')
    .trim()
    .split('\n');
  const points = lines.slice(1).map((text) => {
    const [time = '', value = ''] = text.split(',');
    return { at: at(`${time.replace(' ', 'T')}Z`), value: Number(value) };
  });
  const values = slotted(points, 'gauge', FIVE);

  it.each([
    ['2014-02-14', null, 0.3958],
    ['2014-02-15', 6.904, 1],
    ['2014-02-25', 15.5567, 287 / 288],
    ['2014-02-28', 15.6433, 0.6076],
  ])('K5.1 of a day of a database, %s: p95 %d, coverage %d', (day, p95, coverage) => {
    const bucket = bucketOf(dayOf(day), values, FIVE);
    expect(bucket.coverage).toBeCloseTo(coverage, 4);
    if (p95 === null) expect(bucket.p95).toBeNull();
    else expect(bucket.p95).toBeCloseTo(p95, 4);
  });

  it('K5.1 of the days of the series, 14 have enough to be known', () => {
    const days = Array.from({ length: 20 }, (_, i) => dayOf(addDays('2014-02-12', i)));
    expect(buckets(days, values, FIVE).filter(({ p95 }) => p95 !== null)).toHaveLength(14);
  });

  it('K5.8 276 slots are all of a day of 23 hours, and 0.92 of one of 25', () => {
    const of = (day: string) => {
      const { from } = dayOf(day, 'Europe/Berlin');
      return new Map(Array.from({ length: 276 }, (_, i) => [from + i * FIVE, 1] as const));
    };
    const coverage = (day: string) => bucketOf(dayOf(day, 'Europe/Berlin'), of(day), FIVE).coverage;
    expect([coverage('2026-03-29'), coverage('2026-10-25')]).toEqual([1, 0.92]);
  });

  it('give no sum below nine tenths, no mean below half, and zeros where nothing said is nothing counted', () => {
    const hour = { from: 0, until: HOUR };
    const filled = (count: number) => new Map(Array.from({ length: count }, (_, i) => [i * FIVE, 2] as const));
    expect(bucketOf(hour, filled(11), FIVE)).toMatchObject({ mean: 2, sum: 22, filled: 11, slots: 12 });
    expect(bucketOf(hour, filled(10), FIVE)).toMatchObject({ mean: 2, sum: null });
    expect(bucketOf(hour, filled(5), FIVE)).toMatchObject({ mean: null, max: null, p95: null, sum: null });
    expect(bucketOf(hour, filled(6), FIVE, 'zero')).toMatchObject({ mean: 1, sum: 12, coverage: 1 });
    expect(bucketOf(hour, new Map(), FIVE)).toMatchObject({ coverage: 0, mean: null });
  });

  it('tell where nothing is known', () => {
    const known = new Map([0, 1, 4].map((i) => [i * FIVE, 1] as const));
    expect(gapsOf({ from: 0, until: 6 * FIVE }, known, FIVE)).toEqual([
      { from: 2 * FIVE, until: 4 * FIVE },
      { from: 5 * FIVE, until: 6 * FIVE },
    ]);
  });
});
