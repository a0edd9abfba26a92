/** Some records of a file at once, side by side, and step by step: whatever its rows become. */
import { hasUsableKey, markerKeyOf } from '#shared/capabilities/importing/again';
import type { Carrier, Work } from '#shared/capabilities/importing/carrier';
import { fileOf, forgetFile } from '#shared/capabilities/importing/file';
import { type Counts, counted, type ImportJob, importJobs } from '#shared/capabilities/importing/job';
import { reportedOf } from '#shared/capabilities/importing/outcomes';
import { dropParts } from '#shared/capabilities/importing/parts';
import type { EventEnvelope } from '#shared/events/envelope';
import type { TenantId } from '#shared/ids/tenant-id';
import type { FileMapping } from '#shared/imports/mapping';
import type { RowGroup } from '#shared/imports/row';
import { type Batch, takeSteps } from '#shared/jobs/steps';
import type { Item, Store } from '#shared/store/store';
import type { Standings } from '#shared/tenancy/grant';
import { clock, toInstant } from '#shared/time/clock';

/** Records between two writes of the progress, and under way at once: while the table works on some, others are being prepared. */
const BATCH = 100;
const IN_FLIGHT = 10;

interface Workplace {
  readonly tenant: TenantId;
  readonly store: Store;
  standings(): Promise<Standings>;
}

/** Takes the next steps of an import. @throws Error when it cannot: the bus delivers again, and what was done is not done twice */
export async function takeImportSteps<M extends FileMapping>(
  place: Workplace,
  detail: EventEnvelope,
  carrier: Carrier<M>,
): Promise<void> {
  const { tenant, store } = place;
  const finished = await takeSteps(importJobs, place, detail, (job) => batchOf(place, job, carrier));
  if (!finished) return;
  forgetFile();
  await dropParts(store, tenant, finished.uid);
}

async function batchOf<M extends FileMapping>(
  { tenant, store }: Workplace,
  job: ImportJob,
  carrier: Carrier<M>,
): Promise<Batch<ImportJob>> {
  const file = await fileOf(store, tenant, job, carrier.mappingOf);
  const groups = file.groups.slice(job.groupsDone, job.groupsDone + BATCH);
  const reported = await reportedOf(store, tenant, job, job.groupsDone, groups.length);
  const counts = await carried({ tenant, store, job, file, reported }, groups, carrier);
  const groupsDone = job.groupsDone + groups.length;
  const changes = { ...counts.reduce<Counts>(counted, job), groupsDone };
  if (groupsDone < job.groups) return { changes, units: groups.length };
  const end = { state: 'finished', finishedAt: toInstant(clock.now()) } as const;
  return { changes: { ...changes, ...end }, units: groups.length, over: 'finished' };
}

/** @returns the counts of the rows of up to 100 records */
async function carried<M extends FileMapping>(
  work: Work<M>,
  groups: readonly RowGroup[],
  { carry }: Carrier<M>,
): Promise<readonly Counts[]> {
  const { store } = work;
  const usable = groups.filter(hasUsableKey).map((group) => markerKeyOf(work, group));
  const markers = new Map((await store.getAll(usable)).map((item) => [item.pk, item]));
  const counts: Counts[] = [];
  const reports: Item[] = [];
  const waiting = groups.entries();
  const lane = async (): Promise<void> => {
    for (const [offset, group] of waiting) {
      const marker = markers.get(markerKeyOf(work, group).pk);
      const done = await carry(work, group, work.job.groupsDone + offset, marker);
      counts.push(done.counts);
      reports.push(...done.report);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  await store.writeAll(reports.map((put) => ({ put })));
  return counts;
}
