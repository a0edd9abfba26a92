/** Exact numbers, decimals and how they are rounded: vectors of J0, KC.3 and R9, and laws that hold for all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDecimal, asWritten, decimal, decimalText, plainDecimal } from '#shared/kit/decimals/decimal';
import { shownPercent } from '#shared/kit/decimals/percentage';
import { compare, minus, over, plus, tenTo, times, whole, ZERO } from '#shared/kit/decimals/rational';
import { type Rounding, rounded } from '#shared/kit/decimals/rounding';

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n) + 1n, max: 10n ** 12n - 1n }), fc.integer({ min: 1, max: 12 }), fc.nat(999))
  .map(([whole, digits, behind]) => `${whole}.${String(behind).slice(0, digits)}`);

describe('rounding', () => {
  it.each<[string, Rounding, bigint]>([
    ['2.5', 'half_up', 3n],
    ['-2.5', 'half_up', -3n],
    ['2.4999999', 'half_up', 2n],
    ['42.5', 'half_up', 43n],
    ['2.5', 'half_even', 2n],
    ['3.5', 'half_even', 4n],
    ['-2.5', 'half_even', -2n],
    ['2.5', 'half_odd', 3n],
    ['3.5', 'half_odd', 3n],
    ['2.9', 'down', 2n],
    ['-2.9', 'down', -2n],
    ['2.1', 'up', 3n],
    ['-2.1', 'up', -3n],
    ['-2.0', 'up', -2n],
  ])('%s, %s, is %s', (text, mode, expected) => {
    expect(rounded(decimal(text), mode)).toBe(expected);
  });

  it('of a number and of its opposite mirror each other', () => {
    fc.assert(
      fc.property(
        decimals,
        fc.constantFrom<Rounding>('half_up', 'half_even', 'half_odd', 'down', 'up'),
        (text, mode) => {
          expect(rounded(times(decimal(text), whole(-1)), mode)).toBe(-rounded(decimal(text), mode));
        },
      ),
    );
  });
});

describe('decimals', () => {
  it('have twelve digits on either side at most', () => {
    expect(asDecimal('123456789012.123456789013')).toEqual({
      numerator: 123456789012123456789013n,
      denominator: 10n ** 12n,
    });
    for (const text of ['', '.5', '5.', '1e3', '+1', '1234567890123', '0.1234567890123', ' 1', '1,5', '０'])
      expect(asDecimal(text)).toBeUndefined();
  });

  it('are added without a binary fraction in between', () => {
    expect(compare(plus(decimal('0.1'), decimal('0.2')), decimal('0.3'))).toBe(0);
    expect(compare(minus(decimal('0.3'), decimal('0.1')), decimal('0.2'))).toBe(0);
    expect(over(decimal('0.3'), decimal('0.1'))).toEqual(whole(3));
    expect(over(decimal('1'), ZERO)).toBeNull();
    expect(compare(tenTo(-2), decimal('0.01'))).toBe(0);
  });

  it('are written with the digits asked for', () => {
    expect(decimalText(decimal('-0.05'), 1)).toBe('-0.1');
    expect(decimalText(decimal('0.04'), 1)).toBe('0.0');
    expect(decimalText(decimal('12.5'), 0)).toBe('13');
    expect(decimalText(decimal('950'), 2)).toBe('950.00');
  });

  it.each([
    ['007.50', '7.5'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['100', '100'],
    ['0.070', '0.07'],
    ['-10.0', '-10'],
  ])('%s is plainly %s', (text, plain) => {
    expect(plainDecimal(text)).toBe(plain);
  });

  it('mean the same plainly', () => {
    fc.assert(
      fc.property(decimals, (text) => {
        expect(compare(decimal(plainDecimal(text)), decimal(text))).toBe(0);
      }),
    );
  });
});

describe('numbers as they are written', () => {
  it.each([
    [0.1, '0.1'],
    [-0.5, '-0.5'],
    [1e-7, '0.0000001'],
    [-2.5e-9, '-0.0000000025'],
    [12, '12'],
    [-0, '0'],
  ])('%d is %s', (value, text) => {
    expect(compare(asWritten(value), decimal(text))).toBe(0);
  });

  it('may be of any size', () => {
    expect(asWritten(1e13)).toEqual(whole(10n ** 13n));
    expect(asWritten(1.5e300)).toEqual(whole(15n * 10n ** 299n));
    expect(() => asWritten(Number.NaN)).toThrow(RangeError);
  });

  it('E2.2 of a limit of 8 kW, four fifths are 6.4: 6.0 and 0.5 are beyond it, 6.0 and 0.4 are not', () => {
    const limit = times(asWritten(8), decimal('0.8'));
    const load = (more: number) => compare(plus(asWritten(6), asWritten(more)), limit);
    expect([load(0.5), load(0.4)]).toEqual([1, 0]);
    // Floating point would say that 6.1 and 0.3 are less.
    expect(compare(plus(asWritten(6.1), asWritten(0.3)), limit)).toBe(0);
  });
});

describe('percentages', () => {
  it.each([
    [188, 200, 94],
    [12, 220, 5.5],
    [100, 110, 90.9],
    [9996, 10_000, 100],
    [1, 1, 100],
    [0, 7, 0],
  ])('%d of %d is shown as %d', (numerator, denominator, percent) => {
    expect(shownPercent({ numerator, denominator })).toBe(percent);
  });

  it('of nothing have no value', () => {
    expect(shownPercent({ numerator: 0, denominator: 0 })).toBeNull();
  });

  it('have as many decimals as the section says', () => {
    expect(shownPercent({ numerator: 2_649_000, denominator: 2_660_400 }, 4)).toBe(99.5715);
    expect(shownPercent({ numerator: 22, denominator: 240 }, 1, 'down')).toBe(9.1);
  });
});
