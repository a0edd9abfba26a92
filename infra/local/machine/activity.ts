/** Counts what is going on, so that a test or the clock can wait until everything has come to rest. */

export interface Activity {
  /** Something begins; call the result, once, when it has ended. */
  begin(): () => void;
  /** Counts the promise until it settles. */
  during<T>(work: Promise<T>): Promise<T>;
  readonly count: number;
  /** Resolves with true at rest: nothing going on, and nothing begun in response; with false after `patience` ms. */
  idle(patience?: number): Promise<boolean>;
}

/** How often rest is looked for when nobody announces it, in milliseconds. */
const GLANCE = 1000;

/** A counter at rest. */
export function createActivity(): Activity {
  let count = 0;
  let waiting: (() => void)[] = [];
  const begin = (): (() => void) => {
    count += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      count -= 1;
      if (count > 0) return;
      const notify = waiting;
      waiting = [];
      for (const resolve of notify) resolve();
    };
  };
  /** Two turns of the event loop: what follows from the last answer by promises alone has begun by then. */
  const turn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
  return {
    begin,
    async during(work) {
      const end = begin();
      try {
        return await work;
      } finally {
        end();
      }
    },
    get count() {
      return count;
    },
    async idle(patience = Number.POSITIVE_INFINITY) {
      const deadline = performance.now() + patience;
      for (;;) {
        if (count === 0) {
          await turn();
          if (count === 0) return true;
        }
        const left = deadline - performance.now();
        if (left <= 0) return false;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(left, GLANCE));
          waiting.push(() => {
            clearTimeout(timer);
            resolve();
          });
        });
      }
    },
  };
}
