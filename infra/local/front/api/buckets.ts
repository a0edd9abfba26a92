/** Token buckets, as API Gateway throttles: filled at a rate up to a burst, each request takes one. */

export interface Limit {
  /** Requests a second. */
  readonly rate: number;
  readonly burst: number;
}

/** Takes a token out of the bucket of this name; false when there is none. */
export type Buckets = (name: string, limit: Limit) => boolean;

/** @param real milliseconds of the machine: buckets fill in real time, also while the local clock stands */
export function createBuckets(real: () => number): Buckets {
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  return (name, { rate, burst }) => {
    const at = real();
    const bucket = buckets.get(name) ?? { tokens: burst, at };
    const tokens = Math.min(burst, bucket.tokens + ((at - bucket.at) / 1000) * rate);
    buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at });
    return tokens >= 1;
  };
}
