/** Points of a measured series: what is taken, in which order, and what of it is too late for alarms (K5, E2). Pure. */

/** A value at an instant, in epoch milliseconds. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

export interface Acceptance {
  readonly now: number;
  /** How far back a point may be, in milliseconds; seven days when absent. */
  readonly back?: number;
  /** How far ahead the clock of a source may be, in milliseconds; ten minutes when absent. */
  readonly ahead?: number;
  /** What the instrument can measure at all. */
  readonly range?: { readonly least: number; readonly most: number };
}

export type PointFault = 'invalid-value' | 'timestamp-too-old' | 'timestamp-in-future' | 'out-of-range';

const [WEEK, TEN_MINUTES] = [7 * 86_400_000, 600_000];

/** Why a point is not taken; undefined when it is. */
export function faultOf(
  { at, value }: Point,
  { now, back = WEEK, ahead = TEN_MINUTES, range }: Acceptance,
): PointFault | undefined {
  if (!Number.isFinite(value)) return 'invalid-value';
  if (now - at > back) return 'timestamp-too-old';
  if (at - now > ahead) return 'timestamp-in-future';
  return range && (value < range.least || value > range.most) ? 'out-of-range' : undefined;
}

/** Points by their instants; of several at one, the last that is given stands. */
export function inOrder(points: readonly Point[]): readonly Point[] {
  return [...new Map(points.map((point) => [point.at, point])).values()].sort((a, b) => a.at - b.at);
}

/** Those that are newer than the last one known: older ones are kept, and raise nothing any more (E2). */
export const newerThan = (points: readonly Point[], last: number | undefined): readonly Point[] =>
  inOrder(points).filter(({ at }) => last === undefined || at > last);

/** When a series that has had no point for so many steps is silent, in epoch milliseconds (E2, K5: three). */
export const silentAt = (last: number, step: number, missed = 3): number => last + missed * step;
