/** A KPI over periods in a row, and the same as a table for spreadsheets. Pure. */
import { figureOf } from '#shared/kit/kpi/compute';
import type { Unit } from '#shared/kit/kpi/definition';
import type { Stretch } from '#shared/kit/kpi/periods';
import type { Measured } from '#shared/kit/kpi/selection';
import { isAbout, type Status, statusOf, type Target } from '#shared/kit/kpi/target';

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
  /** Of figures of money. */
  readonly currency?: string;
  readonly target: Target | null;
  readonly items: readonly TrendPoint[];
}

/** @param asOf the present, RFC 3339: the last period may not have ended. @param currency of figures of money */
export function pointsOf(
  measured: readonly Measured[],
  key: string,
  periods: readonly Stretch[],
  asOf: string,
  target: Target | null,
  currency?: string,
): readonly TrendPoint[] {
  return periods.flatMap(({ from, to }) => {
    const figure = figureOf(measured, key, { from, to, asOf }, currency);
    if (!figure) return [];
    const { value, numerator, denominator, n } = figure;
    return [
      {
        from,
        to,
        value,
        numerator,
        denominator,
        n,
        status: target && isAbout(target, figure) ? statusOf(value, target) : null,
      },
    ];
  });
}

const columns = ['from', 'to', 'value', 'numerator', 'denominator', 'n', 'status'] as const;

/** RFC 4180, a line a period; what is unknown is empty. */
export function trendCsv({ items, currency }: Trend): string {
  const lines = items.map((item) => [
    ...columns.map((column) => item[column] ?? ''),
    ...(currency === undefined ? [] : [currency]),
  ]);
  const header = [...columns, ...(currency === undefined ? [] : ['currency'])];
  return `${[header, ...lines].map((line) => line.join(',')).join('\r\n')}\r\n`;
}
