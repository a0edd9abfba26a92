/** The local clock: running at a distance from the machine's, or frozen; remembered over restarts. */

import { freezeCell, readerOf, runCell } from '#infra/local/machine/clock/cell';
import type { Journal } from '#infra/local/machine/journal';
import { asObject } from '#infra/local/machine/json';

export interface LocalClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Whether it stands still until somebody moves it. */
  readonly frozen: boolean;
  /** Whether it stands still at this moment: frozen, or being moved. */
  readonly standing: boolean;
  /** The memory that functions read the time from. */
  readonly cell: SharedArrayBuffer;
  /**
   * Calls `alarm` as soon as the clock has reached the instant: by itself while it runs, or when it is moved. Returns what
   * cancels it. An alarm in the past fires at once, after the current turn.
   */
  at(instant: number, alarm: () => void): () => void;
  /** The instant of the earliest alarm. */
  nextAlarm(): number | undefined;
  /** Stops time here. */
  freeze(): void;
  /** Lets time run on from where it stands. */
  run(): void;
  /** Stops time while the clock is being moved; after a restart it runs again if it ran before. */
  hold(): void;
  /** Ends a hold: the clock runs on, or stays frozen, as before. */
  release(): void;
  /** Sets a clock on hold to a later instant and fires the alarms up to it. Throws when that is in its past. */
  moveTo(instant: number): void;
  stop(): void;
}

/** In the journal: `at` while time stands still, `offset` while it runs. */
interface Remembered {
  readonly frozen: boolean;
  readonly at?: number;
  readonly offset?: number;
}

const SETTING = 'clock';
/** The longest delay of setTimeout. */
const LONGEST = 2 ** 31 - 1;

/** The clock as the journal remembers it; a new one runs with the machine's, or is frozen at `frozenAt`. */
export function createClock(journal: Journal, cell: SharedArrayBuffer, frozenAt?: number): LocalClock {
  const now = readerOf(cell, Date.now);
  const alarms = new Map<symbol, { readonly instant: number; readonly alarm: () => void }>();
  let frozen = false;
  let held = false;
  let timer: NodeJS.Timeout | undefined;

  const earliest = (): number | undefined => {
    let first: number | undefined;
    for (const { instant } of alarms.values()) if (first === undefined || instant < first) first = instant;
    return first;
  };
  const fire = (): void => {
    const present = now();
    const due = [...alarms].filter(([, { instant }]) => instant <= present);
    due.sort(([, a], [, b]) => a.instant - b.instant);
    for (const [key, { alarm }] of due) if (alarms.delete(key)) alarm();
    arm();
  };
  const arm = (): void => {
    clearTimeout(timer);
    const next = earliest();
    if (next === undefined) return;
    const delay = next - now();
    if (delay <= 0) timer = setTimeout(fire, 0);
    else if (!held) timer = setTimeout(fire, Math.min(delay, LONGEST));
  };
  const remember = (state: Remembered): void => journal.set(SETTING, JSON.stringify(state));
  const stand = (at: number): void => {
    held = true;
    freezeCell(cell, at);
    remember({ frozen, at });
    arm();
  };
  const run = (offset: number): void => {
    held = false;
    runCell(cell, offset);
    remember({ frozen, offset });
    arm();
  };

  const last = remembered(journal);
  frozen = last?.frozen ?? frozenAt !== undefined;
  if (frozen) stand(last?.at ?? frozenAt ?? Date.now());
  else run(last?.offset ?? (last?.at === undefined ? 0 : last.at - Date.now()));

  return {
    now,
    get frozen() {
      return frozen;
    },
    get standing() {
      return held;
    },
    cell,
    at(instant, alarm) {
      const key = Symbol('alarm');
      alarms.set(key, { instant, alarm });
      arm();
      return () => {
        if (alarms.delete(key)) arm();
      };
    },
    nextAlarm: earliest,
    freeze() {
      frozen = true;
      stand(now());
    },
    run() {
      frozen = false;
      run(now() - Date.now());
    },
    hold: () => stand(now()),
    release() {
      if (!frozen) run(now() - Date.now());
    },
    moveTo(instant) {
      if (instant < now()) throw new RangeError('the clock is not moved into its past');
      stand(instant);
      fire();
    },
    stop: () => clearTimeout(timer),
  };
}

function remembered(journal: Journal): Remembered | undefined {
  const state = asObject(JSON.parse(journal.setting(SETTING) ?? 'null'));
  if (!state) return undefined;
  const { frozen, at, offset } = state;
  return {
    frozen: frozen === true,
    ...(typeof at === 'number' ? { at } : {}),
    ...(typeof offset === 'number' ? { offset } : {}),
  };
}
