/** A CSV file → rows with their line numbers → the rows of each record, in the order of the file. */
import { CsvError, parse } from 'csv-parse/sync';
import { type AnyMapping, columnsOf, keyOf } from '#shared/imports/mapping';
import { type RowOutcome, rejection } from '#shared/imports/outcome';
import type { CsvRow } from '#shared/imports/row';

/** More rows than this belong into several files. */
export const MAX_ROWS = 250_000;
/** Characters in one row; beyond it a quotation mark is missing somewhere. */
export const MAX_ROW_LENGTH = 100_000;

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
      /** Rows that have more or fewer cells than the header: rejected. */
      readonly outcomes: readonly RowOutcome[];
    }
  | { readonly ok: false; readonly problem: FileProblem };

/**
 * Reads comma-separated text (RFC 4180, with or without byte order mark, blank lines skipped) whose header has exactly the
 * mapping's columns in any order. Never throws for anything a file may contain.
 */
export function readRows(csv: string, mapping: AnyMapping): FileRead {
  const parsed = parsedCsv(csv);
  if (!parsed.ok) return parsed;
  const [header, ...records] = parsed.records;
  if (!header) return refused({ code: 'empty-file', detail: 'The file is empty; expected a header and rows.' });
  if (records.length > MAX_ROWS) {
    const detail = `The file has ${records.length} rows; split it into files of at most ${MAX_ROWS}.`;
    return refused({ code: 'too-many-rows', detail });
  }
  const columns = header.cells.map((name) => name.trim());
  const mismatch = headerMismatch(columns, columnsOf(mapping));
  if (mismatch) return refused(mismatch);

  const rows: CsvRow[] = [];
  const outcomes: RowOutcome[] = [];
  for (const { line, cells } of records) {
    if (cells.length === columns.length) {
      rows.push({ line, cells: Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])) });
    } else {
      const reason = `The row has ${cells.length} cells; expected ${columns.length}, one per column of the header`;
      const column = columns[Math.min(cells.length, columns.length - 1)] ?? '';
      outcomes.push({ row: line, outcome: 'rejected', ...rejection(column, cells.join(','), 'column-count', reason) });
    }
  }
  return { ok: true, rows, outcomes };
}

/** The rows of one record, in the order of the file. */
export interface RowGroup {
  readonly key: string;
  readonly rows: readonly CsvRow[];
}

/** @returns the rows by record, in order of first appearance; rows that name no record are rejected. */
export function groupRows(
  rows: readonly CsvRow[],
  mapping: AnyMapping,
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
  return { groups: [...groups.values()], outcomes };
}

function refused(problem: FileProblem): { readonly ok: false; readonly problem: FileProblem } {
  return { ok: false, problem };
}

function headerMismatch(given: readonly string[], expected: ReadonlySet<string>): FileProblem | undefined {
  const missing = [...expected].filter((column) => !given.includes(column));
  const unknown = given.filter((column) => !expected.has(column));
  const repeated = [...new Set(given.filter((column, index) => given.indexOf(column) !== index))];
  if (missing.length + unknown.length + repeated.length === 0) return undefined;
  const facts = [
    missing.length > 0 && `missing: ${missing.join(', ')}`,
    unknown.length > 0 && `unknown: ${unknown.slice(0, 20).join(', ').slice(0, 500)}`,
    repeated.length > 0 && `more than once: ${repeated.slice(0, 20).join(', ').slice(0, 500)}`,
  ].filter((fact) => fact !== false);
  const detail = `The header does not fit the mapping; columns ${facts.join('; ')}.`;
  return { code: 'header-mismatch', detail, missing, unknown, repeated };
}

interface Parsed {
  readonly line: number;
  readonly cells: readonly string[];
}

function parsedCsv(csv: string): { ok: true; records: readonly Parsed[] } | { ok: false; problem: FileProblem } {
  // csv-parse counts a CR LF inside quotes as two lines, so line ends are made one kind first.
  const text = csv.replace(/\r\n?/g, '\n');
  const records: Parsed[] = [];
  try {
    parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW_LENGTH,
      on_record: (record, { lines: lastLine }) => {
        const within = record.reduce(
          (lines, cell) => (cell.includes('\n') ? lines + cell.split('\n').length - 1 : lines),
          0,
        );
        records.push({ line: lastLine - within, cells: record });
        return null;
      },
    });
    return { ok: true, records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? { line: error.lines } : {};
    return refused({ code: 'unreadable-csv', detail: `The file is not CSV: ${error.message.slice(0, 300)}`, ...line });
  }
}
