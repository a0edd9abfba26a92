/** Long work as an item of the table: how far it is, and the event that makes its next step happen. */

import type { EventEnvelope } from '#shared/events/envelope';
import type { TenantId } from '#shared/ids/tenant-id';
import { newUlid } from '#shared/ids/ulid';
import { attempt } from '#shared/store/attempt';
import { eventSk, type IndexName, type indexes, type Key } from '#shared/store/keys';
import type { Item, Store, Write } from '#shared/store/store';
import type { Actor } from '#shared/tenancy/context';
import type { Ending, Maker, Needs } from '#shared/tenancy/grant';
import { clock, toInstant, toSeconds } from '#shared/time/clock';

/** What every job has; a kind adds what it is about. */
export interface Job {
  readonly uid: string;
  readonly state: string;
  readonly createdAt: string;
  readonly createdBy: Actor;
  /** Whose it is, where that decides whether it goes on. */
  readonly maker?: Maker;
  /** Steps asked for: an event of an earlier step finds another number here and does nothing. */
  readonly step: number;
  /** Writes of this item: the condition of the next one. */
  readonly sequence: number;
}

/** What is told of a job; `progressed` asks for the next step. */
export type JobEvent = 'progressed' | 'finished' | 'canceled' | 'failed';

/** Attributes that put an item into indexes. */
export type IndexEntries = Readonly<Partial<Record<(typeof indexes)[IndexName][number], string>>>;

export interface JobKind<J extends Job> {
  /** The item's type, and the first half of its events. */
  readonly type: string;
  /** The process or service that takes its steps: they come as events of that one. */
  readonly process: (job: J) => string;
  readonly key: (tenant: TenantId, uid: string) => Key;
  /** How it and its report are kept, in days. */
  readonly keptDays: number;
  readonly indexed: (tenant: TenantId, job: J) => IndexEntries;
  /** Whose it is: what its maker needs for it to go on, and what it is once they have it no more. The tenant's own goes on whoever began it. */
  readonly goesOn:
    | 'as the tenant’s own'
    | { readonly needs: (job: J) => Needs; readonly canceled: (ending: Ending, at: string) => Partial<J> };
  readonly command: (job: J, event: JobEvent) => string;
  /** What its events carry beside the step. */
  readonly data: (job: J) => Readonly<Record<string, unknown>>;
}

/** When a job's items vanish, in epoch seconds. */
export function expiryOf(
  { keptDays }: Pick<JobKind<never>, 'keptDays'>,
  { createdAt }: Pick<Job, 'createdAt'>,
): number {
  return toSeconds(Date.parse(createdAt)) + keptDays * 86_400;
}

/** The table's own edge: only {@link jobWrites} writes what is read here. */
export async function readJob<J extends Job>(
  kind: JobKind<J>,
  store: Store,
  tenant: TenantId,
  uid: string,
): Promise<J | undefined> {
  return jobOf<J>(await store.get(kind.key(tenant, uid)));
}

export function jobOf<J extends Job>(item: Item | undefined): J | undefined {
  return item?.job as J | undefined;
}

/** The job with the number of its next write. */
export function next<J extends Job>(job: J, changes: Partial<J>): J {
  return { ...job, ...changes, sequence: job.sequence + 1 };
}

/** The writes that store a job, with the event that tells of it; refused when someone else wrote it in the meantime. */
export function jobWrites<J extends Job>(kind: JobKind<J>, tenant: TenantId, job: J, event?: JobEvent): Write[] {
  const key = kind.key(tenant, job.uid);
  const expiresAt = expiryOf(kind, job);
  const item: Item = {
    ...key,
    type: kind.type,
    tenantId: tenant,
    job,
    sequence: job.sequence,
    ...kind.indexed(tenant, job),
    expiresAt,
  };
  const condition = job.sequence === 1 ? ('absent' as const) : { sequence: job.sequence - 1 };
  const told = event && {
    put: {
      pk: key.pk,
      sk: eventSk(job.sequence),
      entry: { events: [envelopeOf(kind, tenant, job, event)] },
      expiresAt,
    },
  };
  return [{ put: item, condition }, ...(told ? [told] : [])];
}

/** Steps of one job follow one another by these events, as often as it needs: no loop, so the depth stays 0. */
function envelopeOf<J extends Job>(kind: JobKind<J>, tenant: TenantId, job: J, event: JobEvent): EventEnvelope {
  const now = clock.now();
  return {
    eventId: newUlid(now),
    name: `${kind.type}.${event}`,
    process: kind.process(job),
    tenantId: tenant,
    type: kind.type,
    id: job.uid,
    uid: job.uid,
    recordVersion: job.sequence,
    at: toInstant(now),
    actor: { type: job.createdBy.type, id: job.createdBy.id },
    command: kind.command(job, event),
    state: { to: job.state },
    changed: [],
    correlationId: job.uid,
    depth: 0,
    visibility: 'internal',
    data: { step: job.step, ...kind.data(job) },
  };
}

/** Stores a job, in one transaction with `also`; undefined when somebody else stored it in the meantime. */
export async function saveJob<J extends Job>(
  kind: JobKind<J>,
  store: Store,
  tenant: TenantId,
  job: J,
  event?: JobEvent,
  also: readonly Write[] = [],
): Promise<J | undefined> {
  const outcome = await attempt(store, [...jobWrites(kind, tenant, job, event), ...also]);
  if (outcome.is === 'written') return job;
  if (outcome.refusal.reasons[0]?.failed) return undefined;
  throw outcome.refusal;
}
