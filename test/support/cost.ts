/** What something costs, in processor time of this process and its worker threads: a busy machine makes it longer, but no dearer. */

/**
 * How many times its budget something may take before a test fails. A budget is of a quiet machine; a build server in a bad hour was seen to take
 * twice that in processor time alone, while what such a test keeps out takes hundreds of times as long.
 */
export const SLOW_MACHINE = 10;

const ROUNDS = 5;

/** Milliseconds of processor time that `run` takes at its best of five; it is told which round it is. */
export async function costOf(run: (round: number) => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    await run(round);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
