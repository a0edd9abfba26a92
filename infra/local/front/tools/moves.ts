/** Moves the clock step by step, so that everything due on the way happens at its own instant and in order. */

import type { DueTimers } from '#infra/local/edges/scheduler/due-timers';
import { MINUTE, type Schedules } from '#infra/local/edges/scheduler/schedules';
import type { Activity } from '#infra/local/machine/activity';
import type { LocalClock } from '#infra/local/machine/clock/clock';

export interface ClockMoves {
  /**
   * Moves to the instant, one step after the other, and resolves when everything has come to rest there; tells how many
   * steps it took. Moves wait for each other. Throws RangeError when the instant is in the clock's past.
   */
  moveTo(target: (now: number) => number): Promise<number>;
}

/** Under constant load nothing comes to rest; then a step goes on after this many milliseconds. */
const PATIENCE = 30_000;

/** Moves of this clock. */
export function createMoves(options: {
  readonly clock: LocalClock;
  readonly timers: DueTimers;
  readonly schedules: Schedules;
  readonly activity: Activity;
}): ClockMoves {
  const { clock, timers, schedules, activity } = options;
  let queue: Promise<unknown> = Promise.resolve();

  const step = async (target: number, backoff: number): Promise<boolean> => {
    const now = clock.now();
    const overdue = await timers.overdueAt(now);
    const timer = await timers.nextAfter(now);
    const candidates = [
      clock.nextAlarm(),
      schedules.nextAfter(now),
      timer === undefined ? undefined : Math.ceil(timer / MINUTE) * MINUTE,
      // What was not done at its minute is tried again at the next ones, less and less often.
      overdue ? Math.floor(now / MINUTE + backoff) * MINUTE : undefined,
    ].filter((instant) => instant !== undefined && instant > now);
    const next = Math.min(target, ...candidates.filter((instant) => instant !== undefined));
    clock.moveTo(next);
    await activity.idle(PATIENCE);
    if (next % MINUTE === 0) await schedules.fire(next);
    await activity.idle(PATIENCE);
    return overdue;
  };

  const move = async (target: number): Promise<number> => {
    const now = clock.now();
    if (target < now) {
      const [from, to] = [now, target].map((instant) => new Date(instant).toISOString());
      throw new RangeError(
        `the local clock stands at ${from} and does not go back to ${to}: what has happened has happened. ` +
          'Start with --fresh to begin at the present.',
      );
    }
    clock.hold();
    try {
      await activity.idle(PATIENCE);
      let steps = 0;
      let backoff = 1;
      do {
        backoff = (await step(target, backoff)) ? Math.min(backoff * 2, 64) : 1;
        steps += 1;
      } while (clock.now() < target);
      return steps;
    } finally {
      clock.release();
    }
  };

  return {
    moveTo(target) {
      const result = queue.then(() => move(target(clock.now())));
      queue = result.catch(() => {});
      return result;
    },
  };
}
