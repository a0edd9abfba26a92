/** Dividing money so that the parts come to the whole again (J0). Pure. */
import { compare, minus, over, plus, type Rational, times, whole, ZERO } from '#shared/kit/decimals/rational';
import { rounded } from '#shared/kit/decimals/rounding';
import { type Money, MoneyError } from '#shared/kit/money/money';

/** The whole numbers nearest below, and what is left over of each. */
function floors(size: bigint, weights: readonly Rational[], total: Rational) {
  return weights.map((weight, index) => {
    const exact = over(times(whole(size), weight), total) ?? ZERO;
    const units = rounded(exact, 'down');
    return { index, units, rest: minus(exact, whole(units)) };
  });
}

/**
 * An amount by weights: every part is rounded towards zero, and the units that are left go to the parts that lost most, the earlier first.
 * @throws MoneyError zero-driver when all weights are zero; RangeError for a weight below zero
 */
export function split({ amount, currency }: Money, weights: readonly Rational[]): readonly Money[] {
  if (weights.some((weight) => weight.numerator < 0n)) throw new RangeError('expected weights of zero or more');
  const total = weights.reduce(plus, ZERO);
  if (total.numerator === 0n) throw new MoneyError('zero-driver', 'the weights come to zero');
  const size = BigInt(Math.abs(amount));
  const parts = floors(size, weights, total);
  const left = Number(size - parts.reduce((sum, { units }) => sum + units, 0n));
  const first = new Set(
    [...parts]
      .sort((a, b) => compare(b.rest, a.rest) || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  );
  return parts.map(({ index, units }) => {
    const part = Number(units) + (first.has(index) ? 1 : 0);
    return { amount: amount < 0 && part > 0 ? -part : part, currency };
  });
}

/** The share of a stretch [from, until) of the whole [0, length): stretches that follow one another come to the whole amount. */
export function partOf(
  { amount, currency }: Money,
  stretch: { readonly from: Rational; readonly until: Rational },
  length: Rational,
): Money {
  const upTo = (end: Rational): bigint => rounded(over(times(whole(amount), end), length) ?? ZERO);
  return { amount: Number(upTo(stretch.until) - upTo(stretch.from)), currency };
}
