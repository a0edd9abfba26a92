/** A KPI over periods in a row, and the same as a table for spreadsheets. Pure. */
import { figureOf } from '#shared/kit/kpi/compute';
import type { Unit } from '#shared/kit/kpi/definition';
import type { Stretch } from '#shared/kit/kpi/periods';
import type { Measured } from '#shared/kit/kpi/selection';
import { type Status, statusOf, type Target } from '#shared/kit/kpi/target';

export interface TrendPoint extends Stretch {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly n: number;
  readonly status: Status | null;
}

export interface Trend {
  readonly process: string;
  readonly key: string;
  readonly title: string;
  readonly unit: Unit;
  readonly definitionVersion: number;
  readonly zone: string;
  readonly target: Target | null;
  readonly items: readonly TrendPoint[];
}

/** @param asOf the present, RFC 3339: the last period may not have ended. */
export function pointsOf(
  measured: readonly Measured[],
  key: string,
  periods: readonly Stretch[],
  asOf: string,
  target: Target | null,
): readonly TrendPoint[] {
  return periods.flatMap(({ from, to }) => {
    const figure = figureOf(measured, key, { from, to, asOf });
    if (!figure) return [];
    const { value, numerator, denominator, n } = figure;
    return [{ from, to, value, numerator, denominator, n, status: target && statusOf(value, target) }];
  });
}

const columns = ['from', 'to', 'value', 'numerator', 'denominator', 'n', 'status'] as const;

/** RFC 4180, a line a period; what is unknown is empty. */
export function trendCsv({ items }: Trend): string {
  const lines = items.map((item) => columns.map((column) => item[column] ?? '').join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}
