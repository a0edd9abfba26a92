/** Shares and percentages: compared as they are, rounded only where they are shown. Pure. */
import { over, type Rational, times, whole } from '#shared/kit/decimals/rational';
import { inUnitsOf, type Rounding } from '#shared/kit/decimals/rounding';

/** A part of a whole, both kept, so that the figure can be computed again (A19). */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** The exact percentage; null without a whole. @throws RangeError for parts that are not whole numbers */
export function percentOf({ numerator, denominator }: Share): Rational | null {
  return over(times(whole(numerator), whole(100)), whole(denominator));
}

/** A percentage as it is shown: one decimal, half away from zero, unless the section says otherwise; null without a whole. */
export function shownPercent(share: Share, decimals = 1, mode?: Rounding): number | null {
  const percent = percentOf(share);
  return percent && Number(inUnitsOf(percent, decimals, mode)) / 10 ** decimals;
}
