/** What a formula makes of the facts it looks at: a value with numerator and denominator, or null when there is none. */
import type { Formula, Judged } from '#shared/kpi/definition';
import { percentile } from '#shared/kpi/rank';

export interface Evaluation {
  /** Not rounded; percentages 0–100, durations in seconds; null when there is nothing to divide by, never 0 or 100 (B7). */
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  /** Facts that the formula looked at. */
  readonly n: number;
  /** By nearest rank; of means only. */
  readonly median?: number | null;
  readonly p90?: number | null;
}

/** @returns the figure of a formula over these facts. */
export function evaluate<F>(formula: Formula<F>, facts: readonly Judged<F>[]): Evaluation {
  const n = facts.length;
  switch (formula.kind) {
    case 'count':
      return { value: n, numerator: n, denominator: n, n };
    case 'count-of': {
      const numerator = facts.filter(formula.of).length;
      return { value: numerator, numerator, denominator: n, n };
    }
    case 'share': {
      const known = facts.map(formula.of).filter((verdict) => verdict !== undefined);
      const numerator = known.filter(Boolean).length;
      const denominator = known.length;
      return { value: denominator === 0 ? null : (100 * numerator) / denominator, numerator, denominator, n };
    }
    case 'mean': {
      const values = facts.map(formula.of).filter((value) => value !== undefined);
      const numerator = values.reduce((sum, value) => sum + value, 0);
      const denominator = values.length;
      const value = denominator === 0 ? null : numerator / denominator;
      return { value, numerator, denominator, n, median: percentile(values, 50), p90: percentile(values, 90) };
    }
  }
}

/** Whether a fact is in a figure's denominator, and in its numerator. */
export function standsIn<F>(
  formula: Formula<F>,
  judged: Judged<F>,
): { readonly denominator: boolean; readonly numerator: boolean } {
  switch (formula.kind) {
    case 'count':
      return { denominator: true, numerator: true };
    case 'count-of':
      return { denominator: true, numerator: formula.of(judged) };
    case 'share': {
      const verdict = formula.of(judged);
      return { denominator: verdict !== undefined, numerator: verdict === true };
    }
    case 'mean': {
      const known = formula.of(judged) !== undefined;
      return { denominator: known, numerator: known };
    }
  }
}
