/** Work side by side, a bounded number at once. */

/** The results of `work`, in the order of the entries; at most `most` are under way at once. */
export async function inFlight<E, R>(
  entries: readonly E[],
  most: number,
  work: (entry: E, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = entries.entries();
  const lane = async (): Promise<void> => {
    for (const [index, entry] of waiting) results[index] = await work(entry, index);
  };
  await Promise.all(Array.from({ length: Math.min(most, entries.length) }, lane));
  return results;
}
