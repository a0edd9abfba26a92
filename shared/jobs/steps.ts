/** Steps of a job: some batches or a few seconds, then an event that asks for the next step. */
import type { EventEnvelope } from '#shared/events/envelope';
import { type Job, type JobEvent, type JobKind, next, readJob, saveJob } from '#shared/jobs/job';
import type { Store, Write } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { clock } from '#shared/time/clock';

/** A step ends after this long, or this much work should the clock stand still. */
const STEP_MS = 5_000;
const STEP_UNITS = 500;

/** What a batch came to. */
export interface Batch<J extends Job> {
  /** What changes on the job: how far it is, and its state when it is over. */
  readonly changes: Partial<J>;
  /** What was worked on: records, items. */
  readonly units: number;
  readonly over?: Exclude<JobEvent, 'progressed'>;
  /** Reports written with the progress, so that neither is there without the other. */
  readonly also?: readonly Write[];
}

/**
 * Works through batches until the job is over or its step is long enough. A step that was delivered twice, or cut off in the middle,
 * is repeated: what a batch does must be harmless to repeat. Of two that work on the same step, the slower one stops.
 * @param lost told of a batch that was done while somebody else wrote the job, such as a cancel.
 * @returns the job when this call ended it
 */
export async function takeSteps<J extends Job>(
  kind: JobKind<J>,
  { store, tenant }: { readonly store: Store; readonly tenant: TenantId },
  { uid, data }: Pick<EventEnvelope, 'uid' | 'data'>,
  batchOf: (job: J) => Promise<Batch<J>>,
  lost?: (before: J, batch: Batch<J>) => Promise<void>,
): Promise<J | undefined> {
  const found = await readJob(kind, store, tenant, uid);
  if (found?.state !== 'running' || found.step !== data.step) return undefined;
  const began = clock.now();
  let job: J = found;
  for (let units = 0; ; ) {
    const batch = await batchOf(job);
    units += batch.units;
    const isLong = Math.abs(clock.now() - began) >= STEP_MS || units >= STEP_UNITS;
    const asks = isLong && !batch.over;
    const after = next<J>(job, asks ? { ...batch.changes, step: job.step + 1 } : batch.changes);
    const saved = await saveJob(
      kind,
      store,
      tenant,
      after,
      batch.over ?? (asks ? 'progressed' : undefined),
      batch.also,
    );
    if (!saved) await lost?.(job, batch);
    if (!saved || asks) return undefined;
    if (batch.over) return saved;
    job = saved;
  }
}
