/** What a process can say of its facts: every kind of formula, on a fact made for the purpose. */
import { describe, expect, it } from 'vitest';
import { computeKpis, recordsBehind } from '#shared/kit/kpi/compute';
import { count, defineKpis, type Formula } from '#shared/kit/kpi/definition';
import { defineFact, type FactOf, flag, instant, measure, text } from '#shared/kit/kpi/fact';
import { bands, formulas } from '#shared/kit/kpi/formulas';

const fields = {
  id: text({ required: true }),
  startedAt: instant({ required: true }),
  endedAt: instant(),
  site: text({ dimension: true }),
  planned: measure(),
  actual: measure(),
  accepted: flag(),
};
type Visit = FactOf<typeof fields>;

const visitFact = defineFact({ over: ['endedAt'], finished: ['ended'], of: (visit: Visit) => visit });
const bases = {
  started: { kind: 'within', of: ['startedAt'] },
  ended: { kind: 'within', of: ['endedAt'] },
  open: { kind: 'standing', from: 'startedAt', until: ['endedAt'] },
  seen: { kind: 'either', of: ['started', 'open'] },
} as const;
const { aged, percentile, ratio, share, sum } = formulas<Visit>();
type Basis = keyof typeof bases;
const described = { title: 'A KPI', unit: 'count', says: '', definitionVersion: 1 } as const;
const kpi = <F>(key: string, basis: Basis, formula: F) => ({ ...described, key, basis, formula });

const visitKpis = defineKpis({
  process: 'facilities-management',
  type: 'visit',
  fact: visitFact,
  fields,
  bases,
  beside: { person: { site: text({ required: true }) } },
  kpis: [
    kpi('count', 'started', count),
    kpi(
      'sum',
      'ended',
      sum(({ actual }) => actual),
    ),
    kpi(
      'p85',
      'ended',
      percentile(85, ({ actual }) => actual),
    ),
    kpi(
      'variance',
      'ended',
      ratio(
        ({ actual, planned }) => (actual !== undefined && planned !== undefined ? actual - planned : undefined),
        ({ planned }) => planned,
        100,
      ),
    ),
    kpi(
      'accepted',
      'ended',
      share(({ accepted }) => accepted),
    ),
    kpi('ended-by-started', 'ended', { kind: 'by-basis', basis: 'started' } satisfies Formula<never, Basis>),
    kpi('a-week', 'started', { kind: 'rate', seconds: 604_800 } satisfies Formula<never, Basis>),
    kpi('between', 'started', { kind: 'interval' } satisfies Formula<never, Basis>),
    ...bands({ ...described, key: 'waiting', title: 'Waiting', basis: 'open' }, [[0, 6], [7]], (from, to) =>
      aged('startedAt', from, to),
    ),
    {
      ...described,
      key: 'known-site',
      basis: 'started',
      formula: { kind: 'share', of: ({ fact, beside }) => beside.person.some(({ site }) => site === fact.site) },
    },
  ],
});

const facts: readonly Visit[] = [
  {
    id: 'V1',
    startedAt: '2026-06-01T00:00:00Z',
    endedAt: '2026-06-02T00:00:00Z',
    planned: 10,
    actual: 12,
    site: 'BER',
  },
  {
    id: 'V2',
    startedAt: '2026-06-02T00:00:00Z',
    endedAt: '2026-06-03T00:00:00Z',
    planned: 10,
    actual: 9,
    accepted: true,
  },
  { id: 'V3', startedAt: '2026-06-03T00:00:00Z', endedAt: '2026-06-04T00:00:00Z', actual: 30, accepted: false },
  { id: 'V4', startedAt: '2026-06-13T00:00:00Z', site: 'MUC' },
];
const measured = [{ measure: visitKpis, facts, beside: { person: [{ id: 'rita', site: 'BER' }] } }];
const fortnight = { from: '2026-06-01T00:00:00Z', to: '2026-06-15T00:00:00Z' };

function values(period: object = {}): Readonly<Record<string, unknown>> {
  const answer = computeKpis(measured, { ...fortnight, ...period });
  if (!answer.ok) throw new Error(answer.problem.detail);
  return Object.fromEntries(
    answer.figures.map(({ key, value, numerator, denominator }) => [key, [value, numerator, denominator]]),
  );
}

describe('formulas', () => {
  it('give values with numerator and denominator', () => {
    expect(values()).toEqual({
      count: [4, 4, 4],
      sum: [51, 51, 3],
      p85: [30, 51, 3],
      variance: [5, 1, 20],
      accepted: [50, 1, 2],
      'ended-by-started': [75, 3, 4],
      'a-week': [2, 4, 2],
      between: [302_400, 1_209_600, 4],
      'waiting-0-6': [1, 1, 1],
      'waiting-over-6': [0, 0, 1],
      'known-site': [25, 1, 4],
    });
  });

  it('count what has passed of a period that is not over', () => {
    expect(values({ asOf: '2026-06-08T00:00:00Z' })).toMatchObject({
      'a-week': [4, 4, 1],
      between: [151_200, 604_800, 4],
    });
  });

  it('have no value where there is nothing to divide by', () => {
    const empty = values({ from: '2025-01-01T00:00:00Z', to: '2025-01-02T00:00:00Z' });
    expect(empty).toMatchObject({ count: [0, 0, 0], sum: [0, 0, 0], 'a-week': [0, 0, 1 / 7] });
    for (const key of ['p85', 'variance', 'accepted', 'ended-by-started', 'between'])
      expect(empty[key]).toContain(null);
  });

  it('show the records behind them', () => {
    const behind = (key: string) => {
      const answer = recordsBehind(measured, key, fortnight);
      return answer.ok ? answer.records.map(({ id, counted }) => `${id} ${counted}`) : answer.problem.detail;
    };
    expect(behind('variance')).toEqual(['V1 true', 'V2 true']);
    expect(behind('accepted')).toEqual(['V2 true', 'V3 false']);
    expect(behind('known-site')).toEqual(['V1 true', 'V2 false', 'V3 false', 'V4 false']);
    expect(behind('ended-by-started')).toHaveLength(3);
  });

  it('are grouped by the fact’s own dimensions', () => {
    const answer = computeKpis(measured, { ...fortnight, groupBy: ['site'] });
    const counts = answer.ok ? answer.figures.filter(({ key }) => key === 'count') : [];
    expect(counts.map(({ group, value }) => [group.site, value])).toEqual([
      ['BER', 1],
      ['MUC', 1],
      [null, 2],
    ]);
    expect(computeKpis(measured, { ...fortnight, groupBy: ['planned'] })).toMatchObject({
      ok: false,
      problem: { known: ['site'] },
    });
  });
});
