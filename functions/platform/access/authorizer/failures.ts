/** Credentials that prove nothing, counted by the address that they come from: whoever tries many waits for each further answer. */
import { setTimeout } from 'node:timers/promises';
import { clock } from '#shared/time/clock';

const WINDOW_MS = 60_000;
/** So many within the window cost nothing: an office is often one address, and a forgotten program of it tries again and again. */
const FREE = 100;
/** A wait costs the account's concurrency, so it is short; it makes fifteen thousand guesses an hour of a million. */
const WAIT_MS = 250;
const MAX_ADDRESSES = 2000;

interface Tries {
  readonly since: number;
  readonly count: number;
}
const tries = new Map<string, Tries>();

/** Counts a failure, and lets it wait once there were many. What proves itself never waits, wherever it comes from. */
export async function noteFailure(address: string): Promise<void> {
  const now = clock.now();
  const known = tries.get(address);
  const { since, count } = known && Math.abs(now - known.since) < WINDOW_MS ? known : { since: now, count: 0 };
  if (!known && tries.size >= MAX_ADDRESSES) tries.clear();
  tries.set(address, { since, count: count + 1 });
  if (count >= FREE) await setTimeout(WAIT_MS);
}
