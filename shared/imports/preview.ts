/** The first rows of a file and what they would become. */
import { groupRows } from '#shared/imports/groups';
import type { ImportedIncident } from '#shared/imports/incident';
import { columnsOf, type IncidentMapping } from '#shared/imports/mapping';
import type { RowOutcome } from '#shared/imports/outcome';
import { replay } from '#shared/imports/replay';
import { type FileProblem, readRows } from '#shared/imports/rows';
import type { Zone } from '#shared/imports/zone';

/** Rows that are shown. */
const SHOWN = 10;

export type PreviewedRow = RowOutcome & {
  /** The record as it would stand after all of the rows that are shown. */
  readonly becomes?: ImportedIncident;
};

export interface Preview {
  /** Columns of which something is kept, and those of which nothing is. */
  readonly columns: readonly string[];
  readonly ignoredColumns: readonly string[];
  readonly rows: readonly PreviewedRow[];
}

export type PreviewRead =
  | { readonly ok: true; readonly preview: Preview }
  | { readonly ok: false; readonly problem: FileProblem };

/** @param csv the beginning of a file; when it is cut within a row, that row is the last and is rejected, should it be among the first ten. */
export function previewOf(csv: string, mapping: IncidentMapping, zone: Zone, now: number): PreviewRead {
  const file = readRows(csv, mapping);
  if (!file.ok) return file;
  const lines = [...file.rows.map(({ line }) => line), ...file.outcomes.map(({ row }) => row)].sort((a, b) => a - b);
  const last = lines[SHOWN - 1] ?? Number.POSITIVE_INFINITY;
  const { groups, outcomes } = groupRows(
    file.rows.filter(({ line }) => line <= last),
    mapping,
    zone,
  );
  const replayed = groups.flatMap((group): readonly PreviewedRow[] => {
    const { record, outcomes: found } = replay(group, mapping, zone, now);
    return found.map((each) => (record && each.outcome !== 'rejected' ? { ...each, becomes: record } : each));
  });
  const unread = [...file.outcomes, ...outcomes].filter(({ row }) => row <= last);
  const rows = [...unread, ...replayed].sort((a, b) => a.row - b.row);
  return { ok: true, preview: { columns: [...columnsOf(mapping)], ignoredColumns: file.ignored, rows } };
}
