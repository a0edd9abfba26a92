/** Figures over series on a specimen: days of sensors are facts, of which figures are made, grouped and followed as of any others. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { measuredIn } from '#shared/capabilities/facts/tenant-facts';
import { sensors } from '#shared/capabilities/series/specimen';
import { createRuntime } from '#shared/engine/runtime';
import type { AnyRecord } from '#shared/grammar/record';
import { computeKpis, figureOf, recordsBehind } from '#shared/kit/kpi/compute';
import type { dayFields } from '#shared/kit/kpi/day-fields';
import { defineDailyKpis } from '#shared/kit/kpi/definition';
import { defineFact, type FactOf, text } from '#shared/kit/kpi/fact';
import { formulas } from '#shared/kit/kpi/formulas';
import type { Measured } from '#shared/kit/kpi/selection';
import type { Place } from '#shared/tenancy/place';
import { openWorkbench, TENANT, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days begin where the tenant is, which is Berlin. */
const MONDAY = Date.parse('2026-06-15T00:00:00+02:00');

const fields = { id: text({ required: true }), measures: text({ dimension: true }) };
type Day = FactOf<typeof fields & typeof dayFields>;
const { ratio, percentile, mean } = formulas<Day>();
const said = { title: 'PUE', unit: 'factor', basis: 'days', says: '', definitionVersion: 1 } as const;
const meanOf = (what: string) => (day: Day) => (day.measures === what ? day.mean : 0);

const measure = defineDailyKpis({
  process: 'facilities-management',
  type: 'sensor',
  daily: 'readings',
  fact: defineFact({ over: [], finished: [], of: ({ id, title }: AnyRecord) => ({ id, measures: title }) }),
  fields,
  bases: { days: { kind: 'within', of: ['day'] } },
  kpis: [
    { ...said, key: 'pue', formula: ratio(meanOf('total'), meanOf('it')) },
    { ...said, key: 'hottest', formula: percentile(100, ({ max }) => max) },
    { ...said, key: 'coverage', formula: mean(({ coverage }) => coverage) },
  ],
});

let bench: Workbench;
let place: Place;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: MONDAY + 3 * DAY + HOUR });
  bench = await openWorkbench(served(sensors));
  const runtime = createRuntime(sensors);
  const store = await runtime.store(TENANT);
  const config = await runtime.configurations.load(TENANT, store);
  place = { tenant: TENANT, store, config, ensureCalendars: async () => {} };
  // Tuesday's second half is missing of what equipment takes, and more than half of Wednesday.
  for (const [title, values] of [
    ['total', () => 300],
    ['it', (hour: number) => (hour < 24 ? 200 : hour < 36 ? 150 : hour < 48 ? undefined : hour < 52 ? 1 : undefined)],
  ] as const) {
    const body = { title, interval: 3600 };
    const { id } = (await bench.call({ method: 'POST', path: '/v1/sensors', body })).body;
    const points = Array.from({ length: 73 }, (_, hour) => ({ at: new Date(MONDAY + hour * HOUR).toISOString(), hour }))
      .map(({ at, hour }) => ({ at, value: hour === 72 ? 0 : values(hour) }))
      .filter(({ value }) => value !== undefined)
      .map(({ at, value }) => ({ at, value: value === undefined ? 0 : value / 2 }));
    const written = await bench.call({ method: 'POST', path: `/v1/sensors/${id}/readings`, body: { points } });
    expect([written.status, written.body.rejected]).toEqual([202, []]);
  }
}, 120_000);
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

const days = (from: number, count: number) => {
  const at = (day: number): string => new Date(MONDAY + day * DAY).toISOString();
  return { from: at(from), to: at(from + count) };
};
const measured = (): Promise<readonly Measured[]> => measuredIn(place, [measure], [measure], ['2026-06']);

describe('figures over series', () => {
  it('are made of days that are over, of all records that are measured', async () => {
    const [facts] = (await measured()).map((each) => each.facts);
    expect(place.config.tenant.zone).toBe('Europe/Berlin');
    expect(facts).toHaveLength(6);
    const monday = figureOf(await measured(), 'pue', days(0, 1));
    expect(monday).toMatchObject({ value: 1.5, numerator: 150, denominator: 100, n: 2 });
  });

  it('have of a day what enough is known of, and nothing else', async () => {
    const facts = await measured();
    expect(figureOf(facts, 'pue', days(1, 1))).toMatchObject({ value: 2, denominator: 75 });
    // Of Wednesday too little is known of what equipment takes: only the total is in the sum.
    expect(figureOf(facts, 'pue', days(2, 1))).toMatchObject({ value: null, denominator: 0, n: 2 });
    expect(figureOf(facts, 'coverage', days(1, 1))?.value).toBe(0.75);
    expect(figureOf(facts, 'hottest', days(0, 3))?.value).toBe(150);
    expect(figureOf(facts, 'hottest', days(-7, 7))).toMatchObject({ value: null, n: 0 });
  });

  it('are grouped by what records say, with each record behind them once', async () => {
    const facts = await measured();
    const answer = computeKpis(facts, { ...days(0, 3), groupBy: ['measures'] });
    const hottest = answer.ok ? answer.figures.filter(({ key }) => key === 'hottest') : [];
    expect(hottest.map(({ group, value, n }) => [group.measures, value, n])).toEqual([
      ['it', 100, 3],
      ['total', 150, 3],
    ]);
    const behind = recordsBehind(facts, 'hottest', days(0, 3));
    expect(behind.ok && behind.records.length).toBe(2);
  });

  it('are of one tenant, and of no record that is deleted', async () => {
    const { items } = (await bench.call({ method: 'GET', path: '/v1/sensors' })).body as { items: { id: string }[] };
    const headers = { 'if-match': '"1"' };
    const tina = { user: 'tina', roles: 'TAD' };
    const [first] = items;
    const gone = await bench.call({ method: 'DELETE', path: `/v1/sensors/${first?.id}`, headers, by: tina });
    expect(gone.status).toBe(204);
    const [facts] = (await measured()).map((each) => each.facts);
    expect(new Set(facts?.map(({ id }) => id)).size).toBe(1);
  });
});
