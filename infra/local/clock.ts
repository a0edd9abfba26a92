/** The local clock: running at a distance from the machine's, or frozen; remembered over restarts. */
import { createCell, freezeCell, readerOf, runCell } from '#infra/local/clock/cell';
import type { Journal } from '#infra/local/journal';

export interface LocalClock {
  /** Epoch milliseconds. */
  now(): number;
  readonly frozen: boolean;
  /** The memory that function workers read the time from. */
  readonly cell: SharedArrayBuffer;
  /**
   * Calls `alarm` as soon as the clock has reached the instant: by itself while it runs, or when it is moved. Returns what
   * cancels it. An alarm in the past fires at once, after the current turn.
   */
  at(instant: number, alarm: () => void): () => void;
  /** The instant of the earliest alarm. */
  nextAlarm(): number | undefined;
  /** Stops time here, or at a later instant. */
  freeze(at?: number): void;
  /** Lets time run on from where it stands. */
  run(): void;
  /** Sets a frozen clock to a later instant, firing the alarms on the way. Throws when that is in its past. */
  moveTo(instant: number): void;
  stop(): void;
}

const SETTING = 'clock';
/** The longest delay of setTimeout. */
const LONGEST = 2 ** 31 - 1;

/** The clock as the journal remembers it; a new one runs with the machine's, or is frozen at `frozenAt`. */
export function createClock(journal: Journal, frozenAt?: number): LocalClock {
  const cell = createCell();
  const now = readerOf(cell, Date.now);
  const alarms = new Map<symbol, { readonly instant: number; readonly alarm: () => void }>();
  let frozen = false;
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
    else if (!frozen) timer = setTimeout(fire, Math.min(delay, LONGEST));
  };
  const freeze = (at: number): void => {
    frozen = true;
    freezeCell(cell, at);
    journal.set(SETTING, JSON.stringify({ frozenAt: at }));
    arm();
  };
  const run = (offset: number): void => {
    frozen = false;
    runCell(cell, offset);
    journal.set(SETTING, JSON.stringify({ offset }));
    arm();
  };

  const remembered: { frozenAt?: unknown; offset?: unknown } = JSON.parse(journal.setting(SETTING) ?? '{}');
  if (typeof remembered.frozenAt === 'number') freeze(remembered.frozenAt);
  else if (typeof remembered.offset === 'number') run(remembered.offset);
  else if (frozenAt !== undefined) freeze(frozenAt);
  else run(0);

  return {
    now,
    get frozen() {
      return frozen;
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
    freeze: (at = now()) => freeze(Math.max(at, now())),
    run: () => run(now() - Date.now()),
    moveTo(instant) {
      if (instant < now()) throw new RangeError('the clock is not moved into its past');
      freeze(instant);
      fire();
    },
    stop: () => clearTimeout(timer),
  };
}
