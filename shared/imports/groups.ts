/** Rows → the rows of each record, in the order of time. */
import { type FileMapping, keyOf } from '#shared/imports/mapping';
import { inOrderOfTime } from '#shared/imports/order';
import { type RowOutcome, rejection } from '#shared/imports/outcome';
import type { CsvRow, RowGroup } from '#shared/imports/row';
import type { Zone } from '#shared/imports/zone';

/** @returns the rows by record, in order of first appearance; rows that name no record are rejected. */
export function groupRows(
  rows: readonly CsvRow[],
  mapping: FileMapping,
  zone: Zone,
): { readonly groups: readonly RowGroup[]; readonly outcomes: readonly RowOutcome[] } {
  const groups = new Map<string, { key: string; rows: CsvRow[] }>();
  const outcomes: RowOutcome[] = [];
  for (const row of rows) {
    const key = keyOf(row, mapping);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else if (key) groups.set(key, { key, rows: [row] });
    else {
      const reason = `${mapping.key} is missing; it says which record the row belongs to`;
      const value = row.cells[mapping.key] ?? '';
      outcomes.push({ row: row.line, outcome: 'rejected', ...rejection(mapping.key, value, 'missing-value', reason) });
    }
  }
  return { groups: inOrderOfTime([...groups.values()], mapping, zone), outcomes };
}
