/** Roll-ups of slots into hours, days and the like: what is known of each, and null where too little is (K5). Pure. */
import type { Interval } from '#shared/kit/intervals/intervals';
import { percentile } from '#shared/kit/kpi/rank';
import type { Slots } from '#shared/kit/series/slots';

export interface Bucket extends Interval {
  /** Filled slots of all; from 0 to 1. */
  readonly coverage: number;
  readonly filled: number;
  readonly slots: number;
  /** Null below half of all slots; nothing known is never zero. */
  readonly mean: number | null;
  readonly max: number | null;
  /** By nearest rank. */
  readonly p95: number | null;
  /** Null below nine tenths of all slots: a sum lacks what is missing. */
  readonly sum: number | null;
}

/** What has to be known of a bucket for its values. */
const [SOME, NEARLY_ALL] = [0.5, 0.9];

/** Beginnings of the slots that begin in a stretch. */
function slotsIn({ from, until }: Interval, step: number): readonly number[] {
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.ceil((until - first) / step)) }, (_, i) => first + i * step);
}

/** One bucket, such as a local day of 23 hours. @param missing zero where nothing said is nothing counted */
export function bucketOf(
  stretch: Interval,
  values: Slots,
  step: number,
  missing: 'unknown' | 'zero' = 'unknown',
): Bucket {
  const all = slotsIn(stretch, step);
  const known = all.flatMap((slot) => values.get(slot) ?? (missing === 'zero' ? [0] : []));
  const coverage = all.length === 0 ? 0 : known.length / all.length;
  const enough = <T>(share: number, value: () => T): T | null =>
    known.length > 0 && coverage >= share ? value() : null;
  const sum = (): number => known.reduce((a, b) => a + b, 0);
  return {
    ...stretch,
    coverage,
    filled: known.length,
    slots: all.length,
    mean: enough(SOME, () => sum() / known.length),
    max: enough(SOME, () => Math.max(...known)),
    p95: enough(SOME, () => percentile(known, 95)),
    sum: enough(NEARLY_ALL, sum),
  };
}

/** A bucket for each stretch, such as the local days of a month. */
export const buckets = (
  stretches: readonly Interval[],
  values: Slots,
  step: number,
  missing: 'unknown' | 'zero' = 'unknown',
): readonly Bucket[] => stretches.map((stretch) => bucketOf(stretch, values, step, missing));

/** Slots without a value in a stretch, those that follow one another as one. */
export function gapsOf(stretch: Interval, values: Slots, step: number): readonly Interval[] {
  const gaps: { from: number; until: number }[] = [];
  for (const slot of slotsIn(stretch, step)) {
    if (values.has(slot)) continue;
    const last = gaps.at(-1);
    if (last?.until === slot) last.until = slot + step;
    else gaps.push({ from: slot, until: slot + step });
  }
  return gaps;
}
