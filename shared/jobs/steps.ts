/** Steps of a job: some batches or a few seconds, then an event that asks for the next step. */
import type { EventEnvelope } from '#shared/events/envelope';
import type { TenantId } from '#shared/ids/tenant-id';
import { type Job, type JobEvent, type JobKind, next, readJob, saveJob } from '#shared/jobs/job';
import type { Store, Write } from '#shared/store/store';
import { type Ending, endOf, type Standings } from '#shared/tenancy/grant';
import { clock, toInstant } from '#shared/time/clock';

/** A step ends after this long, or this much work should the clock stand still: a batch that counts for as much is the last of its step. */
const STEP_MS = 5_000;
export const A_STEP = 500;

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

/** Where a job is worked on. */
interface Workplace {
  readonly store: Store;
  readonly tenant: TenantId;
  /** Who is still there, as known at this moment. */
  standings(): Promise<Standings>;
}

/** Why a job does not go on: its maker's grant is over. */
async function endingOf<J extends Job>({ goesOn }: JobKind<J>, place: Workplace, job: J): Promise<Ending | undefined> {
  if (goesOn === 'as the tenant’s own') return undefined;
  const maker = job.maker ?? { id: job.createdBy.id, at: job.createdAt };
  return endOf(maker, goesOn.needs(job), await place.standings(), clock.now());
}

/** The last batch of a job that does not go on: it does nothing but say so. */
function canceled<J extends Job>({ goesOn }: JobKind<J>, ending: Ending): Batch<J> {
  const changes = goesOn === 'as the tenant’s own' ? {} : goesOn.canceled(ending, toInstant(clock.now()));
  return { changes, units: 0, over: 'canceled' };
}

/** A batch that failed because a faster delivery of its step was done with what it needs, and took that away, is nothing any more. */
async function unlessOver<J extends Job>(
  kind: JobKind<J>,
  { store, tenant }: Workplace,
  job: J,
  batchOf: (job: J) => Promise<Batch<J>>,
): Promise<Batch<J> | undefined> {
  try {
    return await batchOf(job);
  } catch (error) {
    const now = await readJob(kind, store, tenant, job.uid);
    if (now?.sequence === job.sequence) throw error;
    return undefined;
  }
}

/**
 * Works through batches until the job is over or its step is long enough. A step that was delivered twice, or cut off in the middle,
 * is repeated: what a batch does must be harmless to repeat. Of two that work on the same step, the slower one stops.
 * Before each batch it is asked whether its maker's grant still holds (ADR 27).
 * @param lost told of a batch that was done while somebody else wrote the job, such as a cancel.
 * @returns the job when this call ended it
 */
export async function takeSteps<J extends Job>(
  kind: JobKind<J>,
  place: Workplace,
  { uid, data }: Pick<EventEnvelope, 'uid' | 'data'>,
  batchOf: (job: J) => Promise<Batch<J>>,
  lost?: (before: J, batch: Batch<J>) => Promise<void>,
): Promise<J | undefined> {
  const { store, tenant } = place;
  const found = await readJob(kind, store, tenant, uid);
  if (found?.state !== 'running' || found.step !== data.step) return undefined;
  const began = clock.now();
  let job: J = found;
  for (let units = 0; ; ) {
    const ending = await endingOf(kind, place, job);
    const batch = ending ? canceled(kind, ending) : await unlessOver(kind, place, job, batchOf);
    if (!batch) return undefined;
    units += batch.units;
    const isLong = Math.abs(clock.now() - began) >= STEP_MS || units >= A_STEP;
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
