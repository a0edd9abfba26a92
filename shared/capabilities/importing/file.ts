/** The file as rows by record; kept in memory while its import runs, because every step needs it. */

import type { ImportJob } from '#shared/capabilities/importing/job';
import { assemble } from '#shared/capabilities/importing/parts';
import type { TenantId } from '#shared/ids/tenant-id';
import { decoded } from '#shared/imports/encoding';
import { groupRows } from '#shared/imports/groups';
import type { FileMapping } from '#shared/imports/mapping';
import type { RowOutcome } from '#shared/imports/outcome';
import type { RowGroup } from '#shared/imports/row';
import { readRows } from '#shared/imports/rows';
import { type Zone, zoneNamed } from '#shared/imports/zone';
import { Problem } from '#shared/problems/problems';
import type { Store } from '#shared/store/store';

/** @typeParam M the mapping, as whoever makes records of the rows reads it */
export interface ImportFile<M extends FileMapping = FileMapping> {
  readonly rows: number;
  readonly groups: readonly RowGroup[];
  /** Rows that belong to no record. */
  readonly outcomes: readonly RowOutcome[];
  readonly zone: Zone;
  readonly mapping: M;
  /** Columns of which nothing is kept. */
  readonly ignored: readonly string[];
}

/** The file read last: the steps of one import follow each other. */
let kept: { readonly name: string; readonly file: ImportFile } | undefined;

/** How the mapping of an import is found. */
export type MappingOf<M extends FileMapping> = (store: Store, tenant: TenantId, job: ImportJob) => Promise<M>;

/** @throws Problem validation-failed when the file is not what was announced, or not one of the mapping's. */
export async function fileOf<M extends FileMapping>(
  store: Store,
  tenant: TenantId,
  job: ImportJob,
  mappingOf: MappingOf<M>,
): Promise<ImportFile<M>> {
  const name = `${tenant}#${job.uid}`;
  // An import is read with one mapping, and a function makes records of one kind of them.
  if (kept?.name === name) return kept.file as ImportFile<M>;
  const file = parsed(await assemble(store, tenant, job), job, await mappingOf(store, tenant, job));
  kept = { name, file };
  return file;
}

export function forgetFile(): void {
  kept = undefined;
}

/** The rows of a file. @throws Problem validation-failed when it is none of the mapping's */
export function parsed<M extends FileMapping>(
  bytes: Uint8Array,
  job: Pick<ImportJob, 'zone'>,
  mapping: M,
): ImportFile<M> {
  const decoding = decoded(bytes, mapping.encoding);
  if ('wrong' in decoding) throw new Problem('validation-failed', decoding.wrong, { reason: 'not-in-encoding' });
  const zone = zoneNamed(job.zone);
  if (!zone) throw new Problem('validation-failed', `there is no time zone ${job.zone}`);
  const read = readRows(decoding.text, mapping);
  if (!read.ok) {
    const { code, detail, ...facts } = read.problem;
    throw new Problem('validation-failed', detail, { reason: code, ...facts });
  }
  const { groups, outcomes } = groupRows(read.rows, mapping, zone);
  return {
    rows: read.rows.length + read.outcomes.length,
    groups,
    outcomes: [...read.outcomes, ...outcomes],
    zone,
    mapping,
    ignored: read.ignored,
  };
}
