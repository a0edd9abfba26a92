/** When to try again, and after how long. */

export interface RetryPolicy {
  /** Tries beside the first; 4 unless said. */
  readonly retries: number;
  /** Milliseconds: the first wait is at most so long, each next one twice that. */
  readonly base: number;
  /** Milliseconds: the longest wait. When the API asks for more than this, the refusal is told instead. */
  readonly longest: number;
}

export const usual: RetryPolicy = { retries: 4, base: 250, longest: 20_000 };

/** Refusals that another try can turn into success; the API has stored nothing, or knows the request by its key. */
const PASSING: ReadonlySet<string> = new Set(['request-in-progress', 'write-conflict']);

/** Whether an answer is worth another try: 429 and 503, and a conflict that passes. A monthly quota is not. */
export function isPassing(status: number, type: string): boolean {
  const slug = type.replace('urn:itsm:problem:', '');
  if (slug === 'quota-exceeded') return false;
  return status === 429 || status === 503 || (status === 409 && PASSING.has(slug));
}

/**
 * Milliseconds to wait before try `attempt` (1 is the second try): what `Retry-After` says in seconds, otherwise exponential
 * with full jitter, so that clients that were refused together do not come back together.
 * @returns undefined when it is not worth waiting
 */
export function waitBefore(
  attempt: number,
  retryAfter: string | null,
  { retries, base, longest }: RetryPolicy,
  random: () => number,
): number | undefined {
  if (attempt > retries) return undefined;
  const asked = retryAfter === null ? Number.NaN : Number(retryAfter) * 1_000;
  const ceiling = Math.min(longest, base * 2 ** (attempt - 1));
  if (Number.isNaN(asked)) return Math.round(random() * ceiling);
  return asked > longest ? undefined : asked + Math.round(random() * Math.min(base, ceiling));
}
