/** One step of an import: some hundred records or a few seconds, then an event that asks for the next step. */
import type { BusEvent } from '#shared/events/envelope';
import { type Batch, takeSteps } from '#shared/jobs/steps';
import { tenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';
import { importBatch } from './batch.ts';
import { fileOf, forgetFile } from './file.ts';
import { type Counts, counted, type ImportJob, importJobs } from './job.ts';
import { dropParts } from './parts.ts';
import { type Place, placeOf } from './runtime.ts';

/** Records between two writes of the progress. */
const BATCH = 100;

/** Works through the next records; repeated without effect, because every record is written with the marker of its external number. */
export async function progressed({ detail }: BusEvent): Promise<void> {
  const place = await placeOf(tenantId(detail.tenantId));
  const finished = await takeSteps(importJobs, place, detail, (job) => batchOf(place, job));
  if (!finished) return;
  forgetFile();
  await dropParts(place.store, place.tenant, finished.uid);
}

async function batchOf(place: Place, job: ImportJob): Promise<Batch<ImportJob>> {
  const file = await fileOf(place.store, place.tenant, job);
  const groups = file.groups.slice(job.groupsDone, job.groupsDone + BATCH);
  const counts = await importBatch({ place, file, job }, groups);
  const groupsDone = job.groupsDone + groups.length;
  const changes = { ...counts.reduce<Counts>(counted, job), groupsDone };
  if (groupsDone < job.groups) return { changes, units: groups.length };
  const end = { state: 'finished', finishedAt: toInstant(clock.now()) } as const;
  return { changes: { ...changes, ...end }, units: groups.length, over: 'finished' };
}
