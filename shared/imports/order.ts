/** The rows of records in the order of time, whatever the order of the file: logs are written forwards, exports often newest first. */

import { type FileMapping, textOfCell } from '#shared/imports/mapping';
import type { CsvRow, RowGroup } from '#shared/imports/row';
import type { Zone } from '#shared/imports/zone';

/** The earliest and the latest instant that a row can mean: two of a wall time that came twice in autumn. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * How the file is ordered is seen from all its records together, by pairs of rows that follow one another: forwards when at least
 * twice as many go forwards, which keeps the file's word on rows of one minute, of the hour that comes twice, and lets a row that
 * alone goes backwards be rejected; newest first when at least twice as many go backwards; else by the instants. Rows of equal
 * instants stay in the order of the file.
 */
export function inOrderOfTime(groups: readonly RowGroup[], mapping: FileMapping, zone: Zone): readonly RowGroup[] {
  const cell = mapping.cells.get('at');
  const { span } = cell ?? {};
  if (!cell || !span) return groups;
  const spanOf = (row: CsvRow): Span | undefined => span(textOfCell(row, cell.column), zone);
  let [forwards, backwards] = [0, 0];
  for (const { rows } of groups) {
    let before: Span | undefined;
    for (const row of rows.length > 1 ? rows : []) {
      const own = spanOf(row);
      if (before && own && (before.last < own.first || own.last < before.first)) {
        if (before.last < own.first) forwards += 1;
        else backwards += 1;
      }
      before = own ?? before;
    }
  }
  if (backwards * 2 <= forwards) return groups;
  const arranged = forwards * 2 <= backwards ? newestLast : byInstant;
  return groups.map((group) => ({ ...group, rows: arranged(group.rows, spanOf) }));
}

type SpanOf = (row: CsvRow) => Span | undefined;

/** Turned round; rows of equal instants, which follow one another, keep their order. */
function newestLast(rows: readonly CsvRow[], spanOf: SpanOf): readonly CsvRow[] {
  const runs: CsvRow[][] = [];
  let instant: number | undefined;
  for (const row of rows) {
    const own = spanOf(row)?.first ?? instant;
    const run = runs.at(-1);
    if (run && own === instant) run.push(row);
    else runs.push([row]);
    instant = own;
  }
  return runs.toReversed().flat();
}

/** By instant; a row without one, which will be rejected, stays behind the row before it. */
function byInstant(rows: readonly CsvRow[], spanOf: SpanOf): readonly CsvRow[] {
  let instant = Number.NEGATIVE_INFINITY;
  const placed = rows.map((row) => {
    instant = spanOf(row)?.first ?? instant;
    return { row, instant };
  });
  return placed.toSorted((a, b) => a.instant - b.instant).map(({ row }) => row);
}
