/** An import as a job: what was announced, and how far it is. */

import { importKey } from '#shared/capabilities/importing/keys';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Encoding } from '#shared/imports/encoding';
import type { RejectionCode } from '#shared/imports/outcome';
import { type Job, type JobKind, readJob } from '#shared/jobs/job';
import { Problem, type ProblemSlug } from '#shared/problems/problems';
import { listPk, referencePk } from '#shared/store/keys';
import type { Store } from '#shared/store/store';
import { acting } from '#shared/tenancy/acting';
import type { Role } from '#shared/tenancy/roles';
import { sortableInstant } from '#shared/time/clock';

/** `receiving` parts, `running`, over: `finished` or `canceled`. */
export type ImportState = 'receiving' | 'running' | 'finished' | 'canceled';

/** Why a row was not taken over: the mapping's reasons, that its record was imported before, or why the record is refused. */
export type ReportedCode = RejectionCode | 'imported-before' | ProblemSlug;

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

/** Whose records an import makes, and as whom. */
export interface ImportTarget {
  readonly type: string;
  readonly collection: string;
  /** The process that takes its steps. */
  readonly process: string;
  readonly roles: readonly Role[];
  readonly client: string;
  readonly scope?: readonly string[];
}

export interface ImportJob extends Counts, Job {
  /** Absent on those of the service, which makes records with their history. */
  readonly of?: ImportTarget;
  readonly mapping: string;
  /** Absent on imports from before mappings had versions. */
  readonly mappingVersion?: number;
  /** In which parts are sent; UTF-8 where it is absent. */
  readonly encoding?: Encoding;
  /** Columns of which nothing is kept, the first hundred; known once it was started. */
  readonly ignoredColumns?: readonly string[];
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly zone: string;
  readonly dryRun: boolean;
  readonly state: ImportState;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** Rows and records of the file; known once it was started. */
  readonly rows: number;
  readonly groups: number;
  /** Records dealt with, in the order of the file. */
  readonly groupsDone: number;
  /** Salts the digests of the imported history, so that repeating a step writes the same bytes. Never shown. */
  readonly salt: string;
}

export const importJobs: JobKind<ImportJob> = {
  type: 'import',
  process: ({ of }) => of?.process ?? 'imports',
  key: importKey,
  keptDays: 90,
  indexed: (tenant, { uid, createdAt, sha256 }) => ({
    listPk: listPk(tenant, 'import'),
    listSk: `${sortableInstant(createdAt)}#${uid}`,
    referencePk: sameFilePk(tenant, sha256),
    referenceSk: uid,
  }),
  goesOn: {
    needs: ({ of }) => (of ? { collection: of.collection } : acting.import.needs),
    canceled: (_, finishedAt) => ({ state: 'canceled', finishedAt }),
  },
  command: (_, event) => (event === 'canceled' ? 'cancel' : 'import'),
  data: ({ of, groupsDone, groups }) => ({ ...(of && { collection: of.collection }), groupsDone, groups }),
};

/** @throws Problem not-found */
export async function loadJob(store: Store, tenant: TenantId, uid: string): Promise<ImportJob> {
  const found = await readJob(importJobs, store, tenant, uid.toUpperCase());
  if (!found) throw new Problem('not-found', `there is no import ${uid}`);
  return found;
}

/** Where imports of the same file are found. */
export const sameFilePk = (tenant: TenantId, sha256: string): string => referencePk(tenant, `import-${sha256}`);

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

/** An import as callers see it. */
export function presentJob({
  salt: _,
  sequence,
  step: __,
  maker: ___,
  of,
  ...job
}: ImportJob): Readonly<Record<string, unknown>> {
  const { imported, merged, rejected, rejectedByCode, records, rows, groups, groupsDone, createdBy, uid, ...rest } =
    job;
  return {
    id: uid,
    ...(of && { collection: of.collection }),
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
