/** Exact numbers: fractions of whole numbers of any size, in which money, rates and shares are reckoned. Pure. */

/** A fraction in lowest terms; the denominator is above zero. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a < 0n ? -a : a, b];
  while (small > 0n) [large, small] = [small, large % small];
  return large;
}

function reduced(numerator: bigint, denominator: bigint): Rational {
  if (denominator < 0n) return reduced(-numerator, -denominator);
  const divisor = commonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** A whole number, exactly. @throws RangeError for a number that is not whole, or too large to be exact */
export function whole(value: bigint | number): Rational {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`expected a whole number, was given ${value}`);
  return { numerator: BigInt(value), denominator: 1n };
}

export const ZERO: Rational = whole(0n);

/** One number over another; null over zero, because a figure without a base has no value (A19). */
export function over(a: Rational, b: Rational): Rational | null {
  return b.numerator === 0n ? null : reduced(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function plus(a: Rational, b: Rational): Rational {
  return reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export const negated = ({ numerator, denominator }: Rational): Rational => ({ numerator: -numerator, denominator });

export const minus = (a: Rational, b: Rational): Rational => plus(a, negated(b));

export function times(a: Rational, b: Rational): Rational {
  return reduced(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** Ten to a whole power, which may be below zero. */
export function tenTo(power: number): Rational {
  const ten = 10n ** BigInt(Math.abs(power));
  return power < 0 ? { numerator: 1n, denominator: ten } : { numerator: ten, denominator: 1n };
}

/** Below zero when the first is less, above when it is more. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
