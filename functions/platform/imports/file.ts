/** The file as rows by record; kept in memory while its import runs, because every step needs it. */
import { Problem } from '#shared/http/problems';
import type { RowOutcome } from '#shared/imports/outcome';
import { groupRows, type RowGroup, readRows } from '#shared/imports/rows';
import { type Zone, zoneNamed } from '#shared/imports/zone';
import type { Store } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';
import type { ImportJob } from './job.ts';
import { mappingOf } from './mappings.ts';
import { assemble } from './parts.ts';

export interface ImportFile {
  readonly rows: number;
  readonly groups: readonly RowGroup[];
  /** Rows that belong to no record. */
  readonly outcomes: readonly RowOutcome[];
  readonly zone: Zone;
}

/** The file read last: the steps of one import follow each other. */
let kept: { readonly name: string; readonly file: ImportFile } | undefined;

/** @throws Problem validation-failed when the file is not what was announced, or not one of the mapping's. */
export async function fileOf(store: Store, tenant: TenantId, job: ImportJob): Promise<ImportFile> {
  const name = `${tenant}#${job.uid}`;
  if (kept?.name === name) return kept.file;
  const file = parsed(await assemble(store, tenant, job), job);
  kept = { name, file };
  return file;
}

export function forgetFile(): void {
  kept = undefined;
}

function parsed(csv: string, job: ImportJob): ImportFile {
  const mapping = mappingOf(job.mapping);
  const zone = zoneNamed(job.zone);
  if (!zone) throw new Problem('validation-failed', `there is no time zone ${job.zone}`);
  const read = readRows(csv, mapping);
  if (!read.ok) {
    const { code, detail, ...facts } = read.problem;
    throw new Problem('validation-failed', detail, { reason: code, ...facts });
  }
  const { groups, outcomes } = groupRows(read.rows, mapping);
  return { rows: read.rows.length + read.outcomes.length, groups, outcomes: [...read.outcomes, ...outcomes], zone };
}
