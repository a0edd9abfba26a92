/** A CSV file → rows with their line numbers, and what is wrong with those that are none. */
import { MAX_ROWS, recordsOf } from '#shared/imports/csv';
import { columnsOf, type FileMapping } from '#shared/imports/mapping';
import { type RowOutcome, rejection } from '#shared/imports/outcome';
import type { CsvRow } from '#shared/imports/row';

/** Why nothing of a file can be imported. */
export type FileProblem =
  | { readonly code: 'empty-file'; readonly detail: string }
  | { readonly code: 'too-many-rows'; readonly detail: string }
  | { readonly code: 'unreadable-csv'; readonly detail: string; readonly line?: number }
  | {
      readonly code: 'header-mismatch';
      readonly detail: string;
      readonly missing: readonly string[];
      readonly unknown: readonly string[];
      readonly repeated: readonly string[];
    };

export type FileRead =
  | {
      readonly ok: true;
      readonly rows: readonly CsvRow[];
      /** Rows that have more or fewer cells than the header, or are no CSV: rejected. */
      readonly outcomes: readonly RowOutcome[];
      /** Columns of which nothing is kept, in the order of the file. */
      readonly ignored: readonly string[];
    }
  | { readonly ok: false; readonly problem: FileProblem };

/**
 * Reads text (RFC 4180 with the mapping's delimiter, with or without byte order mark, blank lines skipped) whose header has the
 * mapping's columns in any order. Never throws for anything a file may contain.
 */
export function readRows(csv: string, mapping: FileMapping): FileRead {
  const { header, records } = recordsOf(csv, mapping);
  if (header && 'error' in header) {
    const { line, error } = header;
    return refused({ code: 'unreadable-csv', detail: `The header is not CSV: ${error}`, line });
  }
  if (!header) return refused({ code: 'empty-file', detail: 'The file is empty; expected a header and rows.' });
  if (records.length > MAX_ROWS) {
    const detail = `The file has more than ${MAX_ROWS} rows; split it into files of at most as many, each with whole records.`;
    return refused({ code: 'too-many-rows', detail });
  }
  const columns = header.cells.map((name) => name.trim());
  const mismatch = headerMismatch(columns, mapping);
  if (mismatch) return refused(mismatch);
  const mapped = columnsOf(mapping);
  const ignored = columns.filter((column) => !mapped.has(column));
  // A listed column belongs to what a row says, even when nothing is kept of it; any other comes and goes.
  const kept = [...columns.entries()].filter(([, column]) => mapped.has(column) || mapping.ignored.has(column));

  const rows: CsvRow[] = [];
  const outcomes: RowOutcome[] = [];
  for (const record of records) {
    const { line } = record;
    if ('error' in record) {
      const { text, error, at } = record;
      const column = columns[Math.min(at, columns.length - 1)] ?? '';
      const reason = `The row is not CSV: ${error}`;
      outcomes.push({ row: line, outcome: 'rejected', ...rejection(column, text, 'unreadable-row', reason) });
      continue;
    }
    const { cells } = record;
    if (cells.length === columns.length) {
      rows.push({ line, cells: Object.fromEntries(kept.map(([index, column]) => [column, cells[index] ?? ''])) });
    } else {
      const reason = `The row has ${cells.length} cells; expected ${columns.length}, one per column of the header`;
      const column = columns[Math.min(cells.length, columns.length - 1)] ?? '';
      outcomes.push({ row: line, outcome: 'rejected', ...rejection(column, cells.join(','), 'column-count', reason) });
    }
  }
  return { ok: true, rows, outcomes, ignored };
}

function refused(problem: FileProblem): { readonly ok: false; readonly problem: FileProblem } {
  return { ok: false, problem };
}

function headerMismatch(given: readonly string[], mapping: FileMapping): FileProblem | undefined {
  const mapped = columnsOf(mapping);
  const known = new Set([...mapped, ...mapping.ignored]);
  const mayLack = new Set([...mapping.optional, ...(mapping.others === 'ignored' ? mapping.ignored : [])]);
  const missing = [...known].filter((column) => !mayLack.has(column) && !given.includes(column));
  const unknown = mapping.others === 'ignored' ? [] : given.filter((column) => !known.has(column));
  const repeated = [...new Set(given.filter((column, index) => given.indexOf(column) !== index))].filter(
    (column) => mapped.has(column) || mapping.others === 'refused',
  );
  if (missing.length + unknown.length + repeated.length === 0) return undefined;
  const facts = [
    missing.length > 0 && `missing: ${missing.join(', ')}`,
    unknown.length > 0 && `unknown: ${unknown.slice(0, 20).join(', ').slice(0, 500)}`,
    repeated.length > 0 && `more than once: ${repeated.slice(0, 20).join(', ').slice(0, 500)}`,
  ].filter((fact) => fact !== false);
  const detail = `The header does not fit the mapping; columns ${facts.join('; ')}.`;
  return { code: 'header-mismatch', detail, missing, unknown, repeated };
}
