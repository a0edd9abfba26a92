/** A laptop gets its memory back when the work is done: V8 would hold on to it for minutes, for the next work like it. */

/** How often it is looked whether there is rest, in milliseconds; twice in a row without work is. */
const GLANCE = 500;
/** So much work leaves enough behind that it pays to look for it: a person at a desk makes less in an hour. */
const MUCH = 100;

export interface Rest {
  /** Something was worked on. */
  worked(): void;
  stop(): void;
}

/** Calls back once after each stretch of much work, as soon as it is over. */
export function watchForRest(giveBack: () => void): Rest {
  let worked = 0;
  let before = 0;
  const timer = setInterval(() => {
    if (worked >= MUCH && worked === before) {
      worked = 0;
      giveBack();
    }
    before = worked;
  }, GLANCE);
  timer.unref();
  return {
    worked() {
      worked += 1;
    },
    stop: () => clearInterval(timer),
  };
}
