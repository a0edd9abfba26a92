/** Ranks of a sample by nearest rank (A19): a value that occurred, never one in between. */

/** @returns the smallest value that at least `percent` % of the values do not exceed; null when there are none. */
export function percentile(values: readonly number[], percent: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  // percent·n before the division: 0.9·10 would be less exact.
  return sorted[Math.max(1, Math.ceil((percent * sorted.length) / 100)) - 1] ?? null;
}
