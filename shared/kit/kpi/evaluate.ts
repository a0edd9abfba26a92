/** What a formula makes of the facts it looks at: a value with numerator and denominator, or null when there is none. */
import type { Formula } from '#shared/kit/kpi/definition';
import { percentile } from '#shared/kit/kpi/rank';
import type { Bounds } from '#shared/kit/kpi/selection';

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

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const known = <T>(values: readonly (T | undefined)[]): readonly T[] => values.filter((value) => value !== undefined);

const divided = (numerator: number, denominator: number, n: number, times = 1): Evaluation => ({
  value: denominator === 0 ? null : (times * numerator) / denominator,
  numerator,
  denominator,
  n,
});

/** @param on facts of another basis. @returns the figure of a formula over these facts. */
export function evaluate<J, B extends string>(
  formula: Formula<J, B>,
  facts: readonly J[],
  { from, asOf }: Pick<Bounds, 'from' | 'asOf'>,
  on: (basis: B) => readonly J[],
): Evaluation {
  const n = facts.length;
  const passed = Math.max(0, asOf - from) / 1000;
  switch (formula.kind) {
    case 'count':
      return { value: n, numerator: n, denominator: n, n };
    case 'count-of': {
      const numerator = facts.filter(formula.of).length;
      return { value: numerator, numerator, denominator: n, n };
    }
    case 'share': {
      const verdicts = known(facts.map(formula.of));
      return divided(verdicts.filter(Boolean).length, verdicts.length, n, 100);
    }
    case 'mean': {
      const values = known(facts.map(formula.of));
      const { length } = values;
      return { ...divided(sumOf(values), length, n), median: percentile(values, 50), p90: percentile(values, 90) };
    }
    case 'sum': {
      const values = known(facts.map(formula.of));
      const numerator = sumOf(values);
      return { value: numerator, numerator, denominator: values.length, n };
    }
    case 'percentile': {
      const values = known(facts.map(formula.of));
      return { value: percentile(values, formula.percent), numerator: sumOf(values), denominator: values.length, n };
    }
    case 'ratio': {
      const both = known(facts.map((judged) => pairOf(formula.of(judged), formula.per(judged))));
      return divided(sumOf(both.map(([of]) => of)), sumOf(both.map(([, per]) => per)), n, formula.times);
    }
    // Of no currency: amounts of several are no figure (see `currencies`).
    case 'money':
      return divided(0, 0, n);
    case 'by-basis':
      return divided(n, on(formula.basis).length, n, 100);
    case 'rate':
      return divided(n, passed / formula.seconds, n);
    case 'interval':
      return divided(passed, n, n);
  }
}

function pairOf(of: number | undefined, per: number | undefined): readonly [number, number] | undefined {
  return of === undefined || per === undefined ? undefined : [of, per];
}

/** Whether a fact is behind a figure, and in its numerator. */
export function standsIn<J, B extends string>(
  formula: Formula<J, B>,
  judged: J,
): { readonly denominator: boolean; readonly numerator: boolean } {
  switch (formula.kind) {
    case 'count':
    case 'by-basis':
    case 'rate':
    case 'interval':
      return { denominator: true, numerator: true };
    case 'count-of':
      return { denominator: true, numerator: formula.of(judged) };
    case 'share': {
      const verdict = formula.of(judged);
      return { denominator: verdict !== undefined, numerator: verdict === true };
    }
    case 'mean':
    case 'sum':
    case 'percentile': {
      const has = formula.of(judged) !== undefined;
      return { denominator: has, numerator: has };
    }
    case 'money': {
      const has = formula.of(judged) !== undefined && (!formula.per || formula.per(judged) !== undefined);
      return { denominator: has, numerator: has };
    }
    case 'ratio': {
      const has = pairOf(formula.of(judged), formula.per(judged)) !== undefined;
      return { denominator: has, numerator: has };
    }
  }
}
