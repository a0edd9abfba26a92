/** Trends (A19): periods in a zone, statuses against a target, misses, tables and pictures. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stretches } from '#shared/kit/kpi/periods';
import { missesOf, statusOf } from '#shared/kit/kpi/target';
import { type Trend, trendCsv } from '#shared/kit/kpi/trend';
import { shownValue, ticksOf, trendSvg } from '#shared/kit/kpi/trend-svg';

describe('periods', () => {
  it('are months of the zone, half-open and one after the other, over the change to summer time', () => {
    expect(stretches('month', 3, Date.parse('2026-04-10T12:00:00Z'), 'Europe/Berlin')).toEqual([
      { from: '2026-01-31T23:00:00Z', to: '2026-02-28T23:00:00Z' },
      { from: '2026-02-28T23:00:00Z', to: '2026-03-31T22:00:00Z' },
      { from: '2026-03-31T22:00:00Z', to: '2026-04-30T22:00:00Z' },
    ]);
  });

  it('are weeks that begin on Monday, and days that have 23 hours when the clocks change', () => {
    const at = Date.parse('2026-03-29T12:00:00Z'); // a Sunday
    expect(stretches('week', 1, at, 'UTC')).toEqual([{ from: '2026-03-23T00:00:00Z', to: '2026-03-30T00:00:00Z' }]);
    expect(stretches('day', 1, at, 'Europe/Berlin')).toEqual([
      { from: '2026-03-28T23:00:00Z', to: '2026-03-29T22:00:00Z' },
    ]);
  });

  it('meet one another, and the last holds the instant asked about', () => {
    const length = fc.constantFrom('day', 'week', 'month');
    const at = fc.integer({ min: Date.parse('2001-01-01T00:00:00Z'), max: Date.parse('2060-01-01T00:00:00Z') });
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC');
    fc.assert(
      fc.property(length, at, zone, fc.integer({ min: 1, max: 20 }), (each, instant, where, count) => {
        const found = stretches(each, count, instant, where);
        expect(found).toHaveLength(count);
        for (const [index, { to }] of found.slice(0, -1).entries()) expect(found[index + 1]?.from).toBe(to);
        const last = found.at(-1);
        expect(Date.parse(last?.from ?? '')).toBeLessThanOrEqual(instant);
        expect(Date.parse(last?.to ?? '')).toBeGreaterThan(instant);
      }),
      { numRuns: 60 },
    );
  });
});

describe('targets', () => {
  it.each([
    [95, 'green'],
    [94.9, 'amber'],
    [90, 'amber'],
    [89.9, 'red'],
    [null, null],
  ] as const)('more is better: %s is %s', (value, status) => {
    expect(statusOf(value, { green: 95, amber: 90 })).toBe(status);
  });

  it.each([
    [4, 'green'],
    [8, 'amber'],
    [9, 'red'],
  ] as const)('less is better: %s is %s', (value, status) => {
    expect(statusOf(value, { green: 4, amber: 8 })).toBe(status);
  });

  it('are missed at the second red period in a row, once however long the row', () => {
    expect(missesOf(['red', 'green', 'red', 'red', 'red', 'amber', 'red', null, 'red', 'red'])).toEqual([3, 9]);
  });
});

const trend = (values: readonly (number | null)[], more: Partial<Trend> = {}): Trend => ({
  process: 'incident-management',
  key: 'sla-resolution',
  title: 'Resolved <within> "target" & more',
  unit: 'percent',
  definitionVersion: 1,
  zone: 'UTC',
  target: { green: 95, amber: 90 },
  items: stretches('month', values.length, Date.parse('2026-06-10T00:00:00Z'), 'UTC').map((period, index) => {
    const value = values[index] ?? null;
    const status = statusOf(value, { green: 95, amber: 90 });
    return { ...period, value, numerator: value ?? 0, denominator: value === null ? 0 : 100, n: 100, status };
  }),
  ...more,
});

describe('a table', () => {
  it('has a line a period; what is unknown is empty', () => {
    expect(trendCsv(trend([null, 91])).split('\r\n')).toEqual([
      'from,to,value,numerator,denominator,n,status',
      '2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,,0,0,100,',
      '2026-06-01T00:00:00Z,2026-07-01T00:00:00Z,91,91,100,100,amber',
      '',
    ]);
  });
});

/** Whether every element that opens closes in its turn. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, closing, name, , self] of svg.matchAll(/<(\/?)([a-z]+)((?:"[^"]*"|[^">])*?)(\/?)>/g)) {
    if (closing === '/') {
      if (open.pop() !== name) return false;
    } else if (self !== '/' && name !== undefined) open.push(name);
  }
  return open.length === 0;
}

describe('a picture', () => {
  it('has a title and a description, a point for each value with its status by shape, and a line broken where there is none', () => {
    const svg = trendSvg(trend([96, 92, null, 80, 97]));

    expect(isWellFormed(svg)).toBe(true);
    expect(svg).toContain(
      '<title id="title">Resolved &#60;within&#62; &#34;target&#34; &#38; more (incident-management)</title>',
    );
    expect(svg).toContain('5 periods in UTC, 4 with a value, between 80 % and 97 %. Latest, 2026-06: 97 %, green.');
    expect([svg.match(/<circle/g)?.length, svg.match(/<rect x=/g)?.length]).toEqual([2, 1]);
    expect(svg.match(/<path d="(M[^"]+)" fill="none"/)?.[1]?.match(/M/g)).toHaveLength(2);
    expect(svg).toContain('<title>2026-05: 80 % (80 / 100), red</title>');
  });

  it('stays within its frame whatever the values, and says so when there are none', () => {
    const value = fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
        const svg = trendSvg(trend(values, { unit: 'seconds', target: null }));
        expect(isWellFormed(svg)).toBe(true);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        for (const [, y] of svg.matchAll(/cy="([^"]+)"/g)) {
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(320);
        }
      }),
      { numRuns: 60 },
    );
    expect(trendSvg(trend([null]))).toContain('No period of 1 has a value.');
  });

  it('has round steps, and durations in a unit that people read', () => {
    expect(ticksOf(100)).toEqual([0, 50, 100]);
    expect(ticksOf(7)).toEqual([0, 2, 4, 6, 8]);
    expect([shownValue(5400, 'seconds'), shownValue(172_800, 'seconds'), shownValue(90, 'seconds')]).toEqual([
      '1.5 h',
      '2 d',
      '1.5 min',
    ]);
  });
});
