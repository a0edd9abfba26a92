/** Retry of a task, counted as the engine counts it, with pauses by the local clock. */
import { asArray, type JsonObject } from '#infra/local/machine/json';

export interface Retries {
  /** The task failed: how long to wait before the engine's next attempt, in milliseconds; undefined when it makes none. */
  failed(error: string): number | undefined;
  succeeded(): void;
}

/** A fresh count for one visit of a state; `chance` from 0 to 1 is for retriers with jitter. */
export function createRetries(retriers: readonly JsonObject[], chance: () => number = Math.random): Retries {
  const counts = new Map<number, number>();
  return {
    failed(error) {
      const at = retriers.findIndex((retrier) => matchesError(asArray(retrier.ErrorEquals), error));
      const retrier = retriers[at];
      const count = counts.get(at) ?? 0;
      if (!retrier || count >= Number(retrier.MaxAttempts ?? 3)) {
        counts.clear();
        return undefined;
      }
      counts.set(at, count + 1);
      const interval = Number(retrier.IntervalSeconds ?? 1) * Number(retrier.BackoffRate ?? 2) ** count;
      const seconds = Math.min(interval, Number(retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY));
      return Math.round(seconds * 1000 * (retrier.JitterStrategy === 'FULL' ? chance() : 1));
    },
    succeeded: () => counts.clear(),
  };
}

/** Whether a list of ErrorEquals names the error: itself, or by a wildcard. */
export function matchesError(names: readonly unknown[], error: string): boolean {
  return (
    names.includes(error) ||
    names.includes('States.ALL') ||
    (names.includes('States.TaskFailed') && error !== 'States.Timeout')
  );
}
