/** Rounding to whole numbers, in the modes that money is rounded in (J0). Pure. */
import { type Rational, tenTo, times } from '#shared/kit/decimals/rational';

/** `half_up` is half away from zero, so that credits mirror charges; `down` is towards zero, `up` away from it. */
export type Rounding = 'half_up' | 'half_even' | 'half_odd' | 'down' | 'up';

/** The nearest whole number: 2.5 is 3 and −2.5 is −3, unless another mode says. */
export function rounded({ numerator, denominator }: Rational, mode: Rounding = 'half_up'): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const [below, rest] = [size / denominator, size % denominator];
  const up = rest > 0n && goesUp(below, 2n * rest - denominator, mode);
  const result = below + (up ? 1n : 0n);
  return numerator < 0n ? -result : result;
}

/** @param beyondHalf how far the rest is beyond one half: its sign counts */
function goesUp(below: bigint, beyondHalf: bigint, mode: Rounding): boolean {
  if (mode === 'down' || mode === 'up') return mode === 'up';
  if (beyondHalf !== 0n) return beyondHalf > 0n;
  if (mode === 'half_up') return true;
  const odd = below % 2n === 1n;
  return mode === 'half_even' ? odd : !odd;
}

/** A number to so many decimals, in units of the last one: 6.5 to two decimals is 650. */
export const inUnitsOf = (value: Rational, decimals: number, mode?: Rounding): bigint =>
  rounded(times(value, tenTo(decimals)), mode);
