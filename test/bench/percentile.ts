/** Figures of a series of measurements. */

/** The value that the share `p` (0 to 1) of the values does not exceed; the nearest rank, so always a measured one. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
