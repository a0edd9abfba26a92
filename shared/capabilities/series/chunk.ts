/** Readings and roll-ups as they are packed into items: numbers in a row, offsets from where the item begins. Pure. */
import { MOST_OF_SLOT } from '#shared/capabilities/series/series';
import type { Bucket } from '#shared/kit/series/buckets';
import type { Point } from '#shared/kit/series/point';
import { slotOf } from '#shared/kit/series/slots';
import type { Item } from '#shared/store/store';

/** Values by instant. */
export type Readings = ReadonlyMap<number, number>;

/** The readings of an item that begins at an instant. */
export function unpacked(item: Item, from: number): readonly (readonly [at: number, value: number])[] {
  const row = item.points as readonly number[];
  return Array.from({ length: row.length / 2 }, (_, i) => [from + (row[2 * i] ?? 0), row[2 * i + 1] ?? 0] as const);
}

export const packed = (readings: readonly (readonly [at: number, value: number])[], from: number): readonly number[] =>
  readings.flatMap(([at, value]) => [at - from, value]);

/** When an item of readings or buckets begins: the last part of its sort key. */
export const beginningOf = ({ sk }: Item): number => Number(sk.slice(sk.lastIndexOf('#') + 1));

/** A bucket in a row: from, until, filled, slots, and its four values. */
export type Row = readonly (number | null)[];

export const rowOf = ({ from, until, filled, slots, mean, max, p95, sum }: Bucket): Row => [
  ...[from, until, filled, slots],
  ...[mean, max, p95, sum],
];

export function bucketOfRow([
  from,
  until,
  filled,
  slots,
  mean = null,
  max = null,
  p95 = null,
  sum = null,
]: Row): Bucket {
  const all = Number(slots);
  return {
    ...{ from: Number(from), until: Number(until), filled: Number(filled), slots: all },
    coverage: all === 0 ? 0 : Number(filled) / all,
    ...{ mean, max, p95, sum },
  };
}

export interface Merged {
  readonly readings: Readings;
  /** Those that are new or have another value than before. */
  readonly changed: readonly Point[];
  readonly accepted: number;
  readonly replaced: number;
  readonly unchanged: number;
  /** Those that their slot has no place for. */
  readonly refused: readonly Point[];
}

/** Readings with further ones: what is there with the same value stays, another value takes its place. */
export function merged(known: Readings, points: readonly Point[], step: number): Merged {
  const readings = new Map(known);
  const perSlot = new Map<number, number>();
  for (const at of known.keys()) perSlot.set(slotOf(at, step), (perSlot.get(slotOf(at, step)) ?? 0) + 1);
  const [changed, refused]: [Point[], Point[]] = [[], []];
  let [accepted, replaced, unchanged] = [0, 0, 0];
  for (const point of points) {
    const { at, value } = point;
    const before = readings.get(at);
    const slot = slotOf(at, step);
    const full = (perSlot.get(slot) ?? 0) >= MOST_OF_SLOT;
    if (before === value) unchanged++;
    else if (before === undefined && full) refused.push(point);
    else {
      if (before === undefined) {
        accepted++;
        perSlot.set(slot, (perSlot.get(slot) ?? 0) + 1);
      } else replaced++;
      readings.set(at, value);
      changed.push(point);
    }
  }
  return { readings, changed, accepted, replaced, unchanged, refused };
}
