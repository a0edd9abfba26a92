/** A KPI against its target (A19), and when a target counts as missed: two red periods, one after the other. Pure. */

export interface Target {
  readonly green: number;
  readonly amber: number;
  /** Of a figure of money: the currency that it is in, in minor units. */
  readonly currency?: string | undefined;
}

export type Status = 'green' | 'amber' | 'red';

/** More is better when green lies above amber. A figure without a value has no status. */
export function statusOf(value: number | null, { green, amber }: Target): Status | null {
  if (value === null) return null;
  const up = green > amber;
  if (up ? value >= green : value <= green) return 'green';
  return (up ? value >= amber : value <= amber) ? 'amber' : 'red';
}

/** A target in one currency says nothing of a figure in another one. */
export const isAbout = (target: Target, figure: { readonly currency?: string }): boolean =>
  target.currency === figure.currency;

/** Periods that must be red in a row for a target to be missed. */
export const RED_PERIODS = 2;

/**
 * Indexes, of periods in order, of those at which the target was missed: the second red one in a row. A longer row is still the same miss;
 * a period without a value ends it.
 */
export function missesOf(statuses: readonly (Status | null)[]): readonly number[] {
  let row = 0;
  return statuses.flatMap((status, index) => {
    row = status === 'red' ? row + 1 : 0;
    return row === RED_PERIODS ? [index] : [];
  });
}
