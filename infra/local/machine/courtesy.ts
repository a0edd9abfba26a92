/** Who waits goes first: while requests are being answered, what nobody waits for is done a little at a time, in its order, and never held up for long. */

export interface Courtesy {
  /** Somebody waits for this until it settles. */
  serve<T>(work: Promise<T>): Promise<T>;
  /** Does the work, after what came before it, as soon as there is room. */
  background<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nobody waits, and otherwise after 50 ms. */
  giveWay(): Promise<void>;
}

/** At a time: while somebody waits, and while nobody does. More than a few at once only wait for each other. */
const WHILE_SERVING = 2;
const OTHERWISE = 8;
/** Who has waited so long goes all the same, up to so many at a time: two long jobs do not hold up the rest. In milliseconds. */
const PATIENCE = 500;
const AT_MOST = 24;
const WAY = 50;

/** Nobody waits, and nothing is done. */
export function createCourtesy(): Courtesy {
  let serving = 0;
  let running = 0;
  let timer: NodeJS.Timeout | undefined;
  const queue: { readonly since: number; readonly start: () => void }[] = [];
  let givingWay: (() => void)[] = [];

  const hasRoom = (since: number): boolean => {
    if (running < (serving > 0 ? WHILE_SERVING : OTHERWISE)) return true;
    return running < AT_MOST && performance.now() - since >= PATIENCE;
  };
  const next = (): void => {
    for (let first = queue[0]; first && hasRoom(first.since); first = queue[0]) {
      queue.shift();
      first.start();
    }
    const [first] = queue;
    clearTimeout(timer);
    if (first) timer = setTimeout(next, Math.max(1, first.since + PATIENCE - performance.now()));
  };
  const served = (): void => {
    serving -= 1;
    if (serving > 0) return;
    const waiting = givingWay;
    givingWay = [];
    for (const go of waiting) go();
    next();
  };

  return {
    async serve(work) {
      serving += 1;
      try {
        return await work;
      } finally {
        served();
      }
    },
    background: (work) =>
      new Promise((resolve, reject) => {
        const start = (): void => {
          running += 1;
          work()
            .then(resolve, reject)
            .finally(() => {
              running -= 1;
              next();
            });
        };
        queue.push({ since: performance.now(), start });
        next();
      }),
    giveWay: () =>
      serving === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            const go = (): void => {
              clearTimeout(late);
              resolve();
            };
            const late = setTimeout(go, WAY);
            givingWay.push(go);
          }),
  };
}
