/** Levels of a measured value: warning and alarm, entered beyond a limit and left only well within it (E2). Pure. */

import { asWritten } from '#shared/kit/decimals/decimal';
import { compare, minus, plus } from '#shared/kit/decimals/rational';

export type Level = 'ok' | 'warning' | 'alarm';

/** Limits on either side; what is not stated is no limit. */
export interface Limits {
  readonly warnLow?: number;
  readonly warnHigh?: number;
  readonly alarmLow?: number;
  readonly alarmHigh?: number;
  /** How far within a limit a value has to be for the level to be left; nothing when absent. */
  readonly hysteresis?: number;
}

/** Exactly: 27.3 less 0.3 is 27. */
const exceeds = (value: number, limit: number): boolean => compare(asWritten(value), asWritten(limit)) > 0;
const isWellBelow = (value: number, limit: number, by: number): boolean =>
  compare(asWritten(value), minus(asWritten(limit), asWritten(by))) <= 0;
const isWellAbove = (value: number, limit: number, by: number): boolean =>
  compare(asWritten(value), plus(asWritten(limit), asWritten(by))) >= 0;

/** Whether a value is beyond one pair of limits, or was and is not yet well within. */
function isBeyond(value: number, low: number | undefined, high: number | undefined, was: boolean, by: number): boolean {
  if (high !== undefined && exceeds(value, high)) return true;
  if (low !== undefined && exceeds(low, value)) return true;
  if (!was) return false;
  // Between both, it has come back over one of them, and it may be either: it is to be clear of each.
  const clearOfHigh = high === undefined || isWellBelow(value, high, by);
  const clearOfLow = low === undefined || isWellAbove(value, low, by);
  return !clearOfHigh || !clearOfLow;
}

/** The level after a value, by the level before it. */
export function levelAfter(value: number, limits: Limits, before: Level = 'ok'): Level {
  const { warnLow, warnHigh, alarmLow, alarmHigh, hysteresis = 0 } = limits;
  if (isBeyond(value, alarmLow, alarmHigh, before === 'alarm', hysteresis)) return 'alarm';
  return isBeyond(value, warnLow, warnHigh, before !== 'ok', hysteresis) ? 'warning' : 'ok';
}

export interface Crossing {
  readonly index: number;
  readonly from: Level;
  readonly to: Level;
}

/** Where a run of values changes the level. @param before the level before the first of them */
export function crossings(values: readonly number[], limits: Limits, before: Level = 'ok'): readonly Crossing[] {
  let level = before;
  return values.flatMap((value, index) => {
    const from = level;
    level = levelAfter(value, limits, from);
    return level === from ? [] : [{ index, from, to: level }];
  });
}

/** Whether a rule of k of the last n holds; what is not known neither counts nor takes a place (K5). */
export function holdsOf(
  values: readonly (boolean | null)[],
  { k, n }: { readonly k: number; readonly n: number },
): boolean {
  return (
    values
      .filter((value) => value !== null)
      .slice(-n)
      .filter(Boolean).length >= k
  );
}
