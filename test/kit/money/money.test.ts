/** Money: vectors of J0, J4 and KC.3, those of other projects' test suites, and the laws of division. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDecimal, decimal } from '#shared/kit/decimals/decimal';
import { minus, over, plus, times, whole } from '#shared/kit/decimals/rational';
import { type Rounding, rounded } from '#shared/kit/decimals/rounding';
import { exponentOf } from '#shared/kit/money/currency';
import {
  compareMoney,
  converted,
  type Money,
  majorText,
  moneyOf,
  reversed,
  scaled,
  sum,
} from '#shared/kit/money/money';
import { partOf, split } from '#shared/kit/money/split';

interface Vectors {
  readonly allocation: readonly {
    readonly id: string;
    readonly amount_minor: number;
    readonly ratios: readonly number[];
    readonly expected: readonly number[];
  }[];
  readonly rounding: readonly {
    readonly amount: number;
    readonly op: 'multiply' | 'divide';
    readonly by: number;
    readonly mode: string;
    readonly expected: number;
  }[];
  readonly tax: readonly {
    readonly lines: readonly {
      readonly unit_price: number;
      readonly quantity: number;
      readonly tax_rate_pct: number;
    }[];
  }[];
}
const vectors: Vectors = JSON.parse(readFileSync('test/fixtures/money-vectors.json', 'utf8'));

const eur = (amount: number): Money => ({ amount, currency: 'EUR' });
const amounts = (parts: readonly Money[]): readonly number[] => parts.map(({ amount }) => amount);
const weights = (...texts: readonly string[]) => texts.map((text) => decimal(text));

describe('currencies', () => {
  it.each([
    ['JPY', 0],
    ['KRW', 0],
    ['CLP', 0],
    ['VND', 0],
    ['ISK', 0],
    ['EUR', 2],
    ['USD', 2],
    ['KWD', 3],
    ['BHD', 3],
    ['OMR', 3],
    ['JOD', 3],
    ['TND', 3],
    ['IQD', 3],
    ['LYD', 3],
    ['CLF', 4],
    ['UYW', 4],
  ])('%s has %d decimals', (code, exponent) => {
    expect(exponentOf(code)).toBe(exponent);
  });

  it.each(['XAU', 'XXX', 'XTS', 'eur', 'EURO', '', 'toString'])('%s is none', (code) => {
    expect(exponentOf(code)).toBeUndefined();
  });

  it('agree with the decimals of the language, where both know one', () => {
    // ECMA-402 gives what is paid in practice for a few: these have a minor unit that has no coin, or a fund beside it.
    const differing = Intl.supportedValuesOf('currency').filter((code) => {
      const exponent = exponentOf(code);
      const { maximumFractionDigits } = new Intl.NumberFormat('en', {
        style: 'currency',
        currency: code,
      }).resolvedOptions();
      return exponent !== undefined && exponent !== maximumFractionDigits;
    });
    // Of the dinar of Iraq the language knows no fils any more.
    expect(differing.filter((code) => exponentOf(code) !== 2)).toEqual(['IQD']);
  });
});

describe('amounts', () => {
  it('are of one currency', () => {
    expect(sum([eur(1), eur(2)], 'EUR')).toEqual(eur(3));
    expect(sum([], 'EUR')).toEqual(eur(0));
    expect(() => sum([eur(1), { amount: 1, currency: 'USD' }], 'EUR')).toThrow(
      expect.objectContaining({ code: 'currency-mismatch' }),
    );
    expect(() => compareMoney(eur(1), { amount: 1, currency: 'USD' })).toThrow(/recorded rate/);
    expect(compareMoney(eur(1), eur(2))).toBe(-1);
    expect(Object.is(reversed(eur(0)).amount, 0)).toBe(true);
  });

  it('end at nine quadrillion minor units', () => {
    expect(sum([eur(9e15), eur(0)], 'EUR')).toEqual(eur(9e15));
    expect(() => sum([eur(9e15), eur(1)], 'EUR')).toThrow(expect.objectContaining({ code: 'amount-out-of-range' }));
    // What is over in between does not matter.
    expect(sum([eur(9e15), eur(9e15), eur(-9e15)], 'EUR')).toEqual(eur(9e15));
  });

  it('are read and written in major units', () => {
    expect(moneyOf('950.00', 'EUR')).toEqual(eur(95_000));
    expect(moneyOf('1.234', 'KWD')).toEqual({ amount: 1234, currency: 'KWD' });
    expect(moneyOf('333', 'JPY')).toEqual({ amount: 333, currency: 'JPY' });
    expect(majorText(eur(-5))).toBe('-0.05');
    expect(majorText({ amount: 61, currency: 'KWD' })).toBe('0.061');
    expect(majorText({ amount: 333, currency: 'JPY' })).toBe('333');
    expect(() => moneyOf('1', 'XAU')).toThrow(expect.objectContaining({ code: 'unknown-currency' }));
  });

  it('are scaled once, half away from zero', () => {
    expect(scaled({ amount: 333, currency: 'JPY' }, decimal('0.1')).amount).toBe(33);
    expect(scaled({ amount: 1234, currency: 'KWD' }, decimal('0.05')).amount).toBe(62);
    expect(scaled(eur(5), decimal('0.5')).amount).toBe(3);
    expect(scaled(eur(-5), decimal('0.5')).amount).toBe(-3);
  });

  it('are converted by the exponents of both currencies, and by the one rate that is given', () => {
    expect(converted(eur(10_000), '161.235', 'JPY')).toEqual({ amount: 16_124, currency: 'JPY' });
    expect(converted({ amount: 16_124, currency: 'JPY' }, '0.0062', 'EUR')).toEqual(eur(9997));
    expect(converted(eur(100), '0.3345', 'KWD')).toEqual({ amount: 335, currency: 'KWD' });
    expect(() => converted(eur(9e15), '1000', 'KWD')).toThrow(expect.objectContaining({ code: 'amount-out-of-range' }));
    expect(() => converted(eur(1), '1/3', 'USD')).toThrow(RangeError);
  });
});

describe('split', () => {
  it.each<[number, readonly string[], readonly number[]]>([
    [100, ['1', '1', '1'], [34, 33, 33]],
    [-100, ['1', '1', '1'], [-34, -33, -33]],
    [5, ['3', '7'], [2, 3]],
    [10, ['1', '1', '2'], [3, 2, 5]],
    [100, ['0.07', '0.03'], [70, 30]],
    [1, ['0', '1'], [0, 1]],
    [0, ['1', '2'], [0, 0]],
  ])('%d by %j is %j', (amount, by, expected) => {
    expect(amounts(split(eur(amount), weights(...by)))).toEqual(expected);
  });

  it.each(vectors.allocation)('$id of other suites', ({ amount_minor, ratios, expected }) => {
    expect(amounts(split(eur(amount_minor), weights(...ratios.map(String))))).toEqual(expected);
  });

  it('refuses weights that divide nothing', () => {
    expect(() => split(eur(1), weights('0', '0'))).toThrow(expect.objectContaining({ code: 'zero-driver' }));
    expect(() => split(eur(1), weights('1', '-1'))).toThrow(RangeError);
  });

  it('gives away neither more nor less, and no part is off by a unit', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), parts, (amount, by) => {
        fc.pre(by.some((weight) => weight > 0));
        const total = whole(by.reduce((a, b) => a + b, 0));
        const given = split(eur(amount), by.map(whole));
        expect(sum(given, 'EUR')).toEqual(eur(amount));
        for (const [index, { amount: part }] of given.entries()) {
          const exact = over(times(whole(amount), whole(by[index] ?? 0)), total) ?? whole(0);
          const off = minus(whole(part), exact);
          expect(Math.abs(Number(off.numerator) / Number(off.denominator))).toBeLessThan(1);
        }
      }),
    );
  });
});

describe('the part of a stretch', () => {
  it('is what the tens of thirty days cost', () => {
    const tens = [0, 10, 20].map((from) =>
      partOf(eur(10_000), { from: whole(from), until: whole(from + 10) }, whole(30)),
    );
    expect(amounts(tens)).toEqual([3333, 3334, 3333]);
  });

  it('comes to the whole, however it is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.array(fc.nat(999), { maxLength: 20 }), (amount, cuts) => {
        const ends = [0, ...cuts.sort((a, b) => a - b), 1000];
        const parts = ends
          .slice(1)
          .map((until, index) =>
            partOf(eur(amount), { from: whole(ends[index] ?? 0), until: whole(until) }, whole(1000)),
          );
        expect(sum(parts, 'EUR')).toEqual(eur(amount));
      }),
    );
  });
});

describe('vectors of other suites', () => {
  it.each(vectors.rounding)('$amount, $op $by, $mode, is $expected', ({ amount, op, by, mode, expected }) => {
    const [exact, factor] = [whole(amount), asDecimal(String(by)) ?? whole(0)];
    const value = op === 'multiply' ? times(exact, factor) : over(exact, factor);
    expect(value && rounded(value, mode.replace(/ .*/, '') as Rounding)).toBe(BigInt(expected));
  });

  it('tax of lines with rates of their own', () => {
    const lines = vectors.tax[0]?.lines.map(({ unit_price, quantity, tax_rate_pct }) => {
      const net = scaled(eur(unit_price * 100), whole(quantity));
      return { net, tax: scaled(net, times(whole(tax_rate_pct), decimal('0.01'))) };
    });
    const net = sum(lines?.map((line) => line.net) ?? [], 'EUR');
    const tax = sum(lines?.map((line) => line.tax) ?? [], 'EUR');
    expect(lines?.map((line) => sum([line.net, line.tax], 'EUR').amount)).toEqual([6600, 750]);
    expect([net, tax, sum([net, tax], 'EUR')].map(majorText)).toEqual(['65.00', '8.50', '73.50']);
  });

  it('tax that a price contains', () => {
    // The suite takes its discount off the net price.
    const gross = eur(9900);
    const net = scaled(gross, over(whole(100), plus(whole(100), whole(10))) ?? whole(0));
    expect([net, sum([gross, reversed(net)], 'EUR')].map(majorText)).toEqual(['90.00', '9.00']);
    const less = sum([net, reversed(moneyOf('9', 'EUR'))], 'EUR');
    expect(majorText(scaled(less, decimal('0.1')))).toBe('8.10');
  });
});
