/** Pure: when a delivery that failed is tried again, and when a receiver is given up. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Waits after each failed attempt, as Standard Webhooks proposes them, on a clock of minutes; after the last comes no more. */
export const waits: readonly number[] = [
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** A webhook whose receiver has not accepted anything for this long is disabled. */
export const GIVE_UP_AFTER = 72 * HOUR;
/** After this many failures in a row no other record's events are tried until the pause is over. */
const PAUSE_AFTER = 3;
const LONGEST_PAUSE = HOUR;
/** The longest `Retry-After` of a receiver that is followed. */
const LONGEST_REQUEST = 24 * HOUR;

/** Spreads a wait by up to a tenth of it, the same for the same seed: many receivers' records are not due in one moment. */
export function jitter(wait: number, seed: string): number {
  let hash = 2166136261;
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 16777619) >>> 0;
  return Math.floor((wait / 10) * (hash / 2 ** 32));
}

/**
 * @param attempts made so far, all failed; `asked` what the receiver asked for in `Retry-After`, in milliseconds
 * @returns epoch milliseconds of the next attempt; undefined when there is none
 */
export function nextAttempt(attempts: number, now: number, seed: string, asked = 0): number | undefined {
  const wait = waits[attempts - 1];
  if (wait === undefined) return undefined;
  return now + Math.max(wait + jitter(wait, `${seed}#${attempts}`), Math.min(asked, LONGEST_REQUEST));
}

/** Until when a receiver that failed this many times in a row is left alone; undefined while it is not. */
export function pauseUntil(failures: number, now: number): number | undefined {
  if (failures < PAUSE_AFTER) return undefined;
  return now + Math.min(LONGEST_PAUSE, MINUTE * 2 ** (failures - PAUSE_AFTER));
}
