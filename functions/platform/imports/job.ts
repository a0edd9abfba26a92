/** An import as an item: what was announced, how far it is, and the event that makes the next step happen. */

import type { EventEnvelope } from '#shared/events/envelope';
import { Problem } from '#shared/http/problems';
import type { RejectionCode } from '#shared/imports/outcome';
import { eventSk, importKey, listPk, referencePk } from '#shared/store/keys';
import type { Item, Store, Write } from '#shared/store/store';
import { newUlid } from '#shared/store/ulid';
import type { Actor } from '#shared/tenancy/context';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';

/** `receiving` parts, `running`, over: `finished` or `canceled`. */
export type ImportState = 'receiving' | 'running' | 'finished' | 'canceled';

/** Why a row was not taken over: the mapping's reasons, and that its incident was imported before. */
export type ReportedCode = RejectionCode | 'imported-before';

/** Counts of rows by outcome, and of records. */
export interface Counts {
  readonly imported: number;
  readonly merged: number;
  readonly rejected: number;
  readonly rejectedByCode: Readonly<Partial<Record<ReportedCode, number>>>;
  /** Records that the import made, or in a dry run would make. */
  readonly records: number;
}

export const NOTHING: Counts = { imported: 0, merged: 0, rejected: 0, rejectedByCode: {}, records: 0 };

export interface ImportJob extends Counts {
  readonly uid: string;
  readonly mapping: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly zone: string;
  readonly dryRun: boolean;
  readonly state: ImportState;
  readonly createdAt: string;
  readonly createdBy: Actor;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** Rows and records of the file; known once it was started. */
  readonly rows: number;
  readonly groups: number;
  /** Records dealt with, in the order of the file. */
  readonly groupsDone: number;
  /** Steps asked for: an event of an earlier step finds another number here and does nothing. */
  readonly step: number;
  /** Salts the digests of the imported history, so that repeating a step writes the same bytes. Never shown. */
  readonly salt: string;
  /** Writes of this item: the condition of the next one. */
  readonly sequence: number;
}

/** How long an import and its report are kept. */
const KEPT_DAYS = 90;

/** How an import's items name when they vanish, in epoch seconds. */
export function expiryOf({ createdAt }: Pick<ImportJob, 'createdAt'>): number {
  return Math.floor(Date.parse(createdAt) / 1000) + KEPT_DAYS * 86_400;
}

/** @throws Problem not-found */
export async function loadJob(store: Store, tenant: TenantId, uid: string): Promise<ImportJob> {
  const found = jobOf(await store.get(importKey(tenant, uid.toUpperCase())));
  if (!found) throw new Problem('not-found', `there is no import ${uid}`);
  return found;
}

/** The table's own edge: only {@link jobWrites} writes what is read here. */
export function jobOf(item: Item | undefined): ImportJob | undefined {
  return item?.['job'] as ImportJob | undefined;
}

/** Where imports of the same file are found. */
export const sameFilePk = (tenant: TenantId, sha256: string): string => referencePk(tenant, `import-${sha256}`);

/** The job with the number of its next write. */
export function next(job: ImportJob, changes: Partial<ImportJob>): ImportJob {
  return { ...job, ...changes, sequence: job.sequence + 1 };
}

/** The sum of counts. */
export function counted(sum: Counts, more: Counts): Counts {
  const rejectedByCode = { ...sum.rejectedByCode };
  for (const [code, count] of Object.entries(more.rejectedByCode) as [ReportedCode, number][]) {
    rejectedByCode[code] = (rejectedByCode[code] ?? 0) + count;
  }
  return {
    imported: sum.imported + more.imported,
    merged: sum.merged + more.merged,
    rejected: sum.rejected + more.rejected,
    records: sum.records + more.records,
    rejectedByCode,
  };
}

/** The writes that store a job, with the event that tells of it; refused when someone else wrote it in the meantime. */
export function jobWrites(tenant: TenantId, job: ImportJob, event?: 'progressed' | 'finished' | 'canceled'): Write[] {
  const key = importKey(tenant, job.uid);
  const expiresAt = expiryOf(job);
  const item: Item = {
    ...key,
    type: 'import',
    tenantId: tenant,
    job,
    sequence: job.sequence,
    listPk: listPk(tenant, 'import'),
    listSk: `${job.createdAt}#${job.uid}`,
    referencePk: sameFilePk(tenant, job.sha256),
    referenceSk: job.uid,
    expiresAt,
  };
  const condition = job.sequence === 1 ? ('absent' as const) : { sequence: job.sequence - 1 };
  const told = event && {
    put: { pk: key.pk, sk: eventSk(job.sequence), entry: { events: [envelopeOf(tenant, job, event)] }, expiresAt },
  };
  return [{ put: item, condition }, ...(told ? [told] : [])];
}

/** Steps of one import follow one another by these events, as often as the file needs: no loop, so the depth stays 0. */
function envelopeOf(tenant: TenantId, job: ImportJob, event: string): EventEnvelope {
  const now = clock.now();
  return {
    eventId: newUlid(now),
    name: `import.${event}`,
    process: 'imports',
    tenantId: tenant,
    type: 'import',
    id: job.uid,
    uid: job.uid,
    recordVersion: job.sequence,
    at: toInstant(now),
    actor: { type: job.createdBy.type, id: job.createdBy.id },
    command: event === 'canceled' ? 'cancel' : 'import',
    state: { to: job.state },
    changed: [],
    correlationId: job.uid,
    depth: 0,
    visibility: 'internal',
    data: { step: job.step, groupsDone: job.groupsDone, groups: job.groups },
  };
}

/** An import as callers see it. */
export function presentJob({ salt: _, sequence, step: __, ...job }: ImportJob): Readonly<Record<string, unknown>> {
  const { imported, merged, rejected, rejectedByCode, records, rows, groups, groupsDone, createdBy, uid, ...rest } =
    job;
  return {
    id: uid,
    ...rest,
    version: sequence,
    createdBy: createdBy.id,
    partBytes: PART_BYTES,
    progress: {
      rows,
      groups,
      groupsDone,
      percent: percentOf(job),
      imported,
      merged,
      rejected,
      rejectedByCode,
      records,
    },
  };
}

/** What a part may have at most: a request body of 1 MiB less room for what a gateway adds. */
export const PART_BYTES = 900 * 1024;

function percentOf({ state, groups, groupsDone }: Pick<ImportJob, 'state' | 'groups' | 'groupsDone'>): number {
  if (state === 'finished') return 100;
  return groups === 0 ? 0 : Math.floor((100 * groupsDone) / groups);
}
