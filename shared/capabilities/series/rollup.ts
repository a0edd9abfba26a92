/** Roll-ups of readings: of hours, and of days in a zone, each written when it is over and again when a late reading falls into it. Pure. */
import { bucketOfRow, type Readings, type Row, rowOf } from '#shared/capabilities/series/chunk';
import { BUCKETS, type Measured, type Rollup } from '#shared/capabilities/series/series';
import { dayEnd, dayOf, dayStart } from '#shared/kit/days/day';
import type { Interval } from '#shared/kit/intervals/intervals';
import { type Bucket, bucketOf } from '#shared/kit/series/buckets';
import { metered, type Slots, slotted } from '#shared/kit/series/slots';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The hour or local day that an instant is in. */
export function stretchOf(per: Rollup, at: number, zone: string): Interval {
  if (per === 'day') {
    const day = dayOf(at, zone);
    return { from: dayStart(day, zone), until: dayEnd(day, zone) };
  }
  const from = Math.floor(at / HOUR) * HOUR;
  return { from, until: from + HOUR };
}

/** Where the item begins that a bucket stands in. */
export function shelfOf(per: Rollup, from: number): number {
  const width = BUCKETS * (per === 'hour' ? HOUR : DAY);
  return Math.floor(from / width) * width;
}

/** Buckets that readings have touched and that are over: those of changed readings, and the one that the newest before was in. */
export function finished(
  per: Rollup,
  { changed, before, last }: { readonly changed: readonly number[]; readonly before?: number; readonly last: number },
  zone: string,
): readonly Interval[] {
  const touched = [...(before === undefined ? [] : [before]), ...changed].map((at) => stretchOf(per, at, zone));
  const byBeginning = new Map(touched.map((stretch) => [stretch.from, stretch]));
  return [...byBeginning.values()].filter(({ until }) => until <= last).sort((a, b) => a.from - b.from);
}

/** What each slot comes to; a meter's is what it counted since the reading before. */
export function slotsOf(readings: Readings, { kind, step, wrapAt }: Measured): Slots {
  const points = [...readings].map(([at, value]) => ({ at, value }));
  const slots = slotted(points, kind, step);
  return kind === 'counter' ? metered(slots, step, wrapAt).amounts : slots;
}

export const bucketIn = (stretch: Interval, slots: Slots, { step, missing }: Measured): Bucket =>
  bucketOf(stretch, slots, step, missing);

/** An item's rows with these buckets in the place of older ones. */
export function shelved(rows: readonly Row[], buckets: readonly Bucket[]): readonly Row[] {
  const known = new Map(rows.map((row) => [bucketOfRow(row).from, row]));
  for (const bucket of buckets) known.set(bucket.from, rowOf(bucket));
  return [...known].sort(([a], [b]) => a - b).map(([, row]) => row);
}
