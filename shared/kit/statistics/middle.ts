/** The middle of values and how far they lie about it, as estimators in formulas take them (KC.3, R11); figures take ranks. Pure. */

/** The middle value, or the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [below, above] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return below === undefined || above === undefined ? null : (below + above) / 2;
}

/** The median of how far values are from their median; null of none. */
export function deviation(values: readonly number[]): number | null {
  const middle = median(values);
  return middle === null ? null : median(values.map((value) => Math.abs(value - middle)));
}

/** The deviation as the standard deviation of values that are spread normally; null of none. */
export function spread(values: readonly number[]): number | null {
  const about = deviation(values);
  return about === null ? null : 1.4826 * about;
}
