/** Some records of the file at once, side by side. */
import type { RowGroup } from '#shared/imports/rows';
import type { Item } from '#shared/store/store';
import { hasUsableKey, importAgain, markerKeyOf, type Prepared, prepare, type Work, write } from './group.ts';
import type { Counts } from './job.ts';

/** Records under way at once: while the table works on some, others are being prepared. */
const IN_FLIGHT = 10;

/** Imports records, up to 100. @returns the counts of their rows. */
export async function importBatch(work: Work, groups: readonly RowGroup[]): Promise<readonly Counts[]> {
  const { store } = work.place;
  const usable = groups.filter(hasUsableKey).map((group) => markerKeyOf(work, group));
  const markers = new Map((usable.length > 0 ? await store.getAll(usable) : []).map((item) => [item.pk, item]));
  const counts: Counts[] = [];
  const reports: Item[] = [];
  const waiting = groups.entries();
  const worker = async (): Promise<void> => {
    for (const [offset, group] of waiting) {
      const index = work.job.groupsDone + offset;
      const prepared = await prepare(work, group, index, markers.get(markerKeyOf(work, group).pk));
      if (prepared.writes.length === 0) {
        reports.push(...prepared.after);
        counts.push(prepared.counts);
      } else {
        counts.push(await written(work, group, index, prepared));
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  await store.writeAll(reports.map((put) => ({ put })));
  return counts;
}

async function written(work: Work, group: RowGroup, index: number, prepared: Prepared): Promise<Counts> {
  return (await write(work, prepared)) ? prepared.counts : importAgain(work, group, index);
}
