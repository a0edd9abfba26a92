/** Points of a series in slots of equal length from the epoch on: one value a slot (K5). Pure. */
import { inOrder, type Point } from '#shared/kit/series/point';

/** A measured state, an amount of each slot, or a meter that only goes on. */
export type SeriesKind = 'gauge' | 'delta' | 'counter';

/** Values by the beginning of their slot, in epoch milliseconds, in order. */
export type Slots = ReadonlyMap<number, number>;

/** The beginning of the slot that an instant is in. */
export const slotOf = (at: number, step: number): number => Math.floor(at / step) * step;

const mean = (values: readonly number[]): number => sumOf(values) / values.length;
const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Several points of one slot: of a gauge their mean, of amounts their sum, of a meter the last. */
export function slotted(points: readonly Point[], kind: SeriesKind, step: number): Slots {
  const bySlot = Map.groupBy(inOrder(points), ({ at }) => slotOf(at, step));
  return new Map(
    [...bySlot].map(([slot, inSlot]) => {
      const values = inSlot.map(({ value }) => value);
      return [slot, kind === 'gauge' ? mean(values) : kind === 'delta' ? sumOf(values) : (values.at(-1) ?? 0)] as const;
    }),
  );
}

export interface Metered {
  /** How much each slot has added; none for the first, which has nothing before it. */
  readonly amounts: Slots;
  /** How often the meter began again. */
  readonly resets: number;
}

/**
 * What a meter counted in each slot. What was counted over slots without a reading is spread evenly over them and the one that has one. Where it
 * fell it has begun again: at its limit, if it has one, and else at zero.
 */
export function metered(readings: Slots, step: number, wrapAt?: number): Metered {
  const amounts = new Map<number, number>();
  let resets = 0;
  let last: readonly [number, number] | undefined;
  for (const [slot, value] of readings) {
    if (last) {
      const [at, previous] = last;
      const fell = value < previous;
      if (fell && wrapAt === undefined) resets += 1;
      const counted = fell ? (wrapAt === undefined ? value : wrapAt - previous + value) : value - previous;
      const slots = (slot - at) / step;
      for (let each = at + step; each <= slot; each += step) amounts.set(each, counted / slots);
    }
    last = [slot, value];
  }
  return { amounts, resets };
}
