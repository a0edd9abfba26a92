/** Days of measured series as facts: what their roll-ups have of each, with what its record says of itself. */
import type { RecordMeasure } from '#shared/capabilities/facts/facts';
import { bucketOfRow, type Row } from '#shared/capabilities/series/chunk';
import { shelfOf } from '#shared/capabilities/series/rollup';
import { pointsKey } from '#shared/capabilities/series/series';
import { storedRecord } from '#shared/engine/items';
import type { AnyRecord } from '#shared/grammar/record';
import { inFlight } from '#shared/jobs/in-flight';
import type { Bucket } from '#shared/kit/series/buckets';
import { Problem } from '#shared/problems/problems';
import { listPk } from '#shared/store/keys';
import type { Place } from '#shared/tenancy/place';
import { toInstant } from '#shared/time/clock';

/** Records whose series are read for one answer, and how many at once. */
const MOST_RECORDS = 1000;
const IN_FLIGHT = 12;
const DAY = 86_400_000;

/** From the first of these months to the last, with a day before and after: days begin where the tenant is. */
function rangeOf(months: readonly string[]): { readonly from: number; readonly to: number } | undefined {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const [year, month] = last.split('-').map(Number);
  return { from: Date.parse(`${first}-01T00:00:00Z`) - DAY, to: Date.UTC(year ?? 0, month ?? 0, 1) + DAY };
}

/** @param months of UTC in which days may matter @throws Problem limit-exceeded */
export async function dayFacts(
  place: Place,
  { type, fact, daily = '' }: RecordMeasure,
  months: readonly string[],
): Promise<readonly object[]> {
  const { tenant, store, config } = place;
  const range = rangeOf(months);
  if (!range) return [];
  const items = await store.queryAll({ index: 'list', pk: listPk(tenant, type) });
  const records = items.flatMap((item) => storedRecord(item)?.record ?? []).filter(({ deletedAt }) => !deletedAt);
  if (records.length > MOST_RECORDS)
    throw new Problem(
      'limit-exceeded',
      `there are ${records.length} series; figures are made of at most ${MOST_RECORDS}`,
    );
  const found: object[] = [];
  const read = async (record: AnyRecord): Promise<void> => {
    const of = { tenant, type, uid: record.uid };
    const [first, last] = [shelfOf('day', range.from), range.to].map((at) => pointsKey(of, daily, 'day', at));
    const shelves = await store.queryAll({
      ...{ pk: String(first?.pk), from: String(first?.sk), to: String(last?.sk) },
      consistent: false,
    });
    // The record is of the measure's type.
    const own = fact.of(record as never, config);
    for (const { buckets } of shelves)
      for (const row of buckets as readonly Row[]) found.push({ ...own, ...ofDay(bucketOfRow(row)) });
  };
  await inFlight(records, IN_FLIGHT, read);
  return found;
}

/** What is not known of a day is not there. */
function ofDay({ from, until: _, ...bucket }: Bucket): object {
  const known = Object.entries(bucket).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(known), day: toInstant(from) };
}
