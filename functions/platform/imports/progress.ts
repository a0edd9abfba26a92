/** One step of an import: some hundred records or a few seconds, then an event that asks for the next step. */
import type { BusEvent } from '#shared/process/consume';
import { importKey } from '#shared/store/keys';
import { TransactionRefused } from '#shared/store/store';
import { tenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';
import { importBatch } from './batch.ts';
import { fileOf, forgetFile } from './file.ts';
import { type Counts, counted, type ImportJob, jobOf, jobWrites, next } from './job.ts';
import { dropParts } from './parts.ts';
import { type Place, placeOf } from './runtime.ts';

/** Records between two writes of the progress. */
const BATCH = 100;
/** A step ends after this long, or this many records should the clock stand still. */
const STEP_MS = 5_000;
const STEP_GROUPS = 500;

/**
 * Works through the next records. A step that was delivered twice, or cut off in the middle, is repeated without effect: every
 * record is written together with the marker of its external number. Of two that work on the same step, the slower one stops.
 */
export async function progressed({ detail }: BusEvent): Promise<void> {
  const place = await placeOf(tenantId(detail.tenantId));
  const { tenant, store } = place;
  let job = jobOf(await store.get(importKey(tenant, detail.uid)));
  if (job?.state !== 'running' || job.step !== detail.data['step']) return;
  const work = { place, file: await fileOf(store, tenant, job) };
  const began = { at: clock.now(), groups: job.groupsDone };
  while (job?.state === 'running') {
    const groups = work.file.groups.slice(job.groupsDone, job.groupsDone + BATCH);
    const counts = await importBatch({ ...work, job }, groups);
    const groupsDone: number = job.groupsDone + groups.length;
    const isOver = groupsDone >= job.groups;
    const isLong = Math.abs(clock.now() - began.at) >= STEP_MS || groupsDone - began.groups >= STEP_GROUPS;
    const changes: ImportJob = { ...job, ...counts.reduce<Counts>(counted, job), groupsDone };
    if (isOver) {
      job = await save(place, next(changes, { state: 'finished', finishedAt: toInstant(clock.now()) }), 'finished');
    } else if (isLong) {
      await save(place, next(changes, { step: job.step + 1 }), 'progressed');
      return;
    } else {
      job = await save(place, next(changes, {}));
    }
  }
  if (job?.state !== 'finished') return;
  forgetFile();
  await dropParts(store, tenant, job.uid);
}

/** Stores the job; undefined when somebody else stored it in the meantime: a cancel, or the same step delivered twice. */
async function save(
  { tenant, store }: Place,
  job: ImportJob,
  event?: 'progressed' | 'finished',
): Promise<ImportJob | undefined> {
  try {
    await store.transact(jobWrites(tenant, job, event));
    return job;
  } catch (error) {
    if (error instanceof TransactionRefused && error.reasons[0]?.failed) return undefined;
    throw error;
  }
}
