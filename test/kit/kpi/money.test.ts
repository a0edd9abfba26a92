/** Figures of money: one for each currency, whatever else they are asked by; amounts of different ones are never added up. */
import { describe, expect, it } from 'vitest';
import { computeKpis, currenciesOf, figureOf, recordsBehind } from '#shared/kit/kpi/compute';
import { defineKpis } from '#shared/kit/kpi/definition';
import { defineFact, type FactOf, factSchema, instant, measure, money, text } from '#shared/kit/kpi/fact';
import { formulas } from '#shared/kit/kpi/formulas';
import { pointsOf, trendCsv } from '#shared/kit/kpi/trend';
import { trendSvg } from '#shared/kit/kpi/trend-svg';

const fields = {
  id: text({ required: true }),
  paidAt: instant({ required: true }),
  supplier: text({ dimension: true }),
  amount: money({ dimension: ({ currency }) => currency }),
  hours: measure(),
};
type Invoice = FactOf<typeof fields>;

const { sumOfMoney, meanOfMoney, moneyPer } = formulas<Invoice>();
const said = { title: 'Paid', unit: 'money', basis: 'paid', says: '', definitionVersion: 1 } as const;
const measured = defineKpis({
  process: 'supplier-management',
  type: 'invoice',
  fact: defineFact({ over: ['paidAt'], finished: ['paid'], of: (invoice: Invoice) => invoice }),
  fields,
  bases: { paid: { kind: 'within', of: ['paidAt'] } },
  kpis: [
    { ...said, key: 'paid', formula: sumOfMoney(({ amount }) => amount) },
    { ...said, key: 'mean', formula: meanOfMoney(({ amount }) => amount) },
    {
      ...{ ...said, key: 'rate' },
      formula: moneyPer(
        ({ amount }) => amount,
        ({ hours }) => hours,
      ),
    },
  ],
});

const paid = (id: string, amount: number, currency: string, more: object = {}): Invoice => ({
  ...{ id, paidAt: '2026-06-10T00:00:00Z', supplier: 'north' },
  amount: { amount, currency },
  ...more,
});
const facts = [
  paid('I1', 95_000, 'EUR', { hours: 10 }),
  paid('I2', 5000, 'EUR'),
  paid('I3', 70_000, 'JPY', { hours: 7, supplier: 'east' }),
  paid('I4', 1, 'EUR', { paidAt: '2026-07-02T00:00:00Z' }),
  { id: 'I5', paidAt: '2026-06-11T00:00:00Z' },
];
const june = { from: '2026-06-01T00:00:00Z', to: '2026-07-01T00:00:00Z' };
const july = { from: '2026-07-01T00:00:00Z', to: '2026-08-01T00:00:00Z' };
const both = [{ measure: measured, facts, beside: {} }];
const of = (...some: readonly Invoice[]) => [{ measure: measured, facts: some, beside: {} }];

function figures(query: object = {}, key = 'paid') {
  const answer = computeKpis(both, { ...june, ...query });
  if (!answer.ok) throw new Error(answer.problem.detail);
  return answer.figures.filter((figure) => figure.key === key);
}

describe('figures of money', () => {
  it('are one for each currency, in its minor units, and never a sum of several', () => {
    const seen = figures().map(({ currency, value, numerator, denominator, n }) => [
      currency,
      value,
      numerator,
      denominator,
      n,
    ]);
    expect(seen).toEqual([
      ['EUR', 100_000, 100_000, 2, 4],
      ['JPY', 70_000, 70_000, 1, 4],
    ]);
    expect(figures({}, 'mean').map(({ currency, value, median }) => [currency, value, median])).toEqual([
      ['EUR', 50_000, 5000],
      ['JPY', 70_000, 70_000],
    ]);
    expect(figures({}, 'rate').map(({ currency, value }) => [currency, value])).toEqual([
      ['EUR', 9500],
      ['JPY', 10_000],
    ]);
  });

  it('are grouped as others are, each group with the currencies that it has', () => {
    const seen = figures({ groupBy: ['supplier'] }).map(({ group, currency, value }) => [
      group.supplier,
      currency,
      value,
    ]);
    expect(seen).toEqual([
      ['east', 'JPY', 70_000],
      ['north', 'EUR', 100_000],
      [null, undefined, null],
    ]);
    expect(figures({ groupBy: ['amount'] }).map(({ group, currency }) => [group.amount, currency])).toEqual([
      ['EUR', 'EUR'],
      ['JPY', 'JPY'],
      [null, undefined],
    ]);
  });

  it('alone are the only currency there is, or the one that is asked for; of several there is no value', () => {
    expect(figureOf(both, 'paid', june)).toMatchObject({ value: null, numerator: 0, denominator: 0, n: 4 });
    expect(figureOf(both, 'paid', june, 'JPY')).toMatchObject({ value: 70_000, currency: 'JPY' });
    expect(figureOf(both, 'paid', june, 'USD')?.value).toBeNull();
    expect(figureOf(both, 'paid', july)).toMatchObject({ value: 1, currency: 'EUR' });
    expect([currenciesOf(both, 'paid', june), currenciesOf(both, 'paid', july)]).toEqual([['EUR', 'JPY'], ['EUR']]);
  });

  it('show the records behind them, of one currency where one is named', () => {
    const behind = (key: string, currency?: string) => {
      const answer = recordsBehind(both, key, { ...june, ...(currency && { currency }) });
      return answer.ok ? answer.records.map(({ id }) => id) : [];
    };
    expect(behind('paid')).toEqual(['I1', 'I2', 'I3']);
    expect(behind('paid', 'EUR')).toEqual(['I1', 'I2']);
    expect(behind('rate', 'EUR')).toEqual(['I1']);
    expect(behind('paid', 'USD')).toEqual([]);
  });

  it('have targets of their own currency alone, and are drawn and written in it', () => {
    const target = { green: 90_000, amber: 50_000, currency: 'EUR' };
    const points = (currency: string | undefined, to: object = target) =>
      pointsOf(both, 'paid', [june, july], july.to, { ...target, ...to }, currency).map(({ value, status }) => [
        value,
        status,
      ]);
    expect(points('EUR')).toEqual([
      [100_000, 'green'],
      [1, 'red'],
    ]);
    expect(points('JPY')).toEqual([
      [70_000, null],
      [null, null],
    ]);
    expect(points('EUR', { currency: undefined })[0]).toEqual([100_000, null]);
    const items = pointsOf(both, 'paid', [june], july.to, target, 'EUR');
    const trend = {
      process: 'suppliers',
      key: 'paid',
      title: 'Paid',
      unit: 'money',
      definitionVersion: 1,
      zone: 'UTC',
    } as const;
    const csv = trendCsv({ ...trend, currency: 'EUR', target, items });
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      'from,to,value,numerator,denominator,n,status,currency',
      `${june.from},${june.to},100000,100000,2,4,green,EUR`,
    ]);
    expect(trendSvg({ ...trend, currency: 'EUR', target, items })).toContain('1000.00 EUR');
    expect(trendSvg({ ...trend, currency: 'JPY', target: null, items })).toContain('100000 JPY');
  });

  it('are of whole minor units of currencies that there are, and exact up to what an amount can be', () => {
    const schema = factSchema(fields);
    const accepts = (amount: object) => schema.safeParse({ ...paid('I', 1, 'EUR'), amount }).success;
    expect(accepts({ amount: 1, currency: 'KWD' })).toBe(true);
    for (const amount of [
      { amount: 1.5, currency: 'EUR' },
      { amount: 1, currency: 'XXQ' },
      { amount: 1e16, currency: 'EUR' },
      {},
    ])
      expect(accepts(amount)).toBe(false);
    const most = of(paid('A', 4.5e15 - 1, 'EUR'), paid('B', 4.5e15, 'EUR'));
    expect(figureOf(most, 'paid', june)?.value).toBe(9e15 - 1);
  });
});
