/** A mapping ready to read files with: which column of a foreign file becomes which of our fields. */
import type { Cell, Reading } from '#shared/imports/cells';
import type { Encoding } from '#shared/imports/encoding';
import type { IncidentRow } from '#shared/imports/incident';
import { type Rejection, rejection } from '#shared/imports/outcome';
import type { CsvRow } from '#shared/imports/row';
import { isSeen } from '#shared/text/line';

export type RowField = keyof IncidentRow;

/** What reading a file needs of a mapping, whatever its rows become. */
export interface FileMapping<F extends string = string> {
  readonly name: string;
  /** `state`: one row a record, as it stands; `log`: one row an update. */
  readonly rows: 'state' | 'log';
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** The line of the column names. */
  readonly headerLine: number;
  /** The marks of a missing value, beside the empty cell. */
  readonly missing: ReadonlySet<string>;
  /** The column that tells which rows belong to one record. */
  readonly key: string;
  readonly cells: ReadonlyMap<F, Cell<unknown>>;
  /** Columns that are known but not kept. */
  readonly ignored: ReadonlySet<string>;
  /** Columns that a file may be without. */
  readonly optional: ReadonlySet<string>;
  /** What becomes of columns that the mapping does not know. */
  readonly others: 'refused' | 'ignored';
}

/** Of files whose rows become incidents. */
export interface IncidentMapping extends FileMapping<RowField> {
  readonly defaults: Readonly<Partial<Record<RowField, unknown>>>;
}

/** @returns the columns that the mapping reads. */
export function columnsOf({ key, cells }: FileMapping): ReadonlySet<string> {
  return new Set([key, ...[...cells.values()].map(({ column }) => column)]);
}

/** The column that fills a field; of one that none fills, the record's number, which every row has. */
export function columnOf({ key, cells }: IncidentMapping, field: RowField): string {
  return cells.get(field)?.column ?? key;
}

export type RowRead =
  | { readonly ok: true; readonly values: Partial<IncidentRow> }
  | { readonly ok: false; readonly rejection: Rejection };

/** @returns the row's values with the mapping's defaults, or the first cell that cannot be read. */
export function readRow(row: CsvRow, mapping: IncidentMapping, reading: Reading): RowRead {
  const read = readCells(row, mapping, reading);
  // The one cast of the import: each cell's builder was chosen by its field.
  return read.ok ? { ok: true, values: { ...mapping.defaults, ...read.values } as Partial<IncidentRow> } : read;
}

export type CellsRead =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly rejection: Rejection };

/** @returns what a row says, by field, or the first cell that cannot be read. */
export function readCells(row: CsvRow, mapping: Pick<FileMapping, 'cells' | 'missing'>, reading: Reading): CellsRead {
  const values: Record<string, unknown> = {};
  for (const [field, { column, code, expects, lines, read }] of mapping.cells) {
    const given = row.cells[column] ?? '';
    const text = lines ? linesOf(given) : normalised(given);
    if (text === '' || mapping.missing.has(text)) continue;
    const value = read(text, reading);
    if (value === undefined) {
      return { ok: false, rejection: rejection(column, given, code, `${column} is not readable; expected ${expects}`) };
    }
    values[field] = value;
  }
  return { ok: true, values };
}

/** What every row must say; of a state, the instant follows from the others. */
const REQUIRED = ['state', 'at', 'openedAt', 'priority'] as const satisfies readonly RowField[];

/** @returns the rejection of a row that does not say what every row must say. */
export function whatIsMissing(
  row: CsvRow,
  mapping: IncidentMapping,
  values: Partial<IncidentRow>,
): Rejection | undefined {
  const field = REQUIRED.find((each) => values[each] === undefined);
  if (field === undefined) return undefined;
  const column = columnOf(mapping, field);
  const { expects = 'a value' } = mapping.cells.get(field) ?? {};
  return rejection(column, row.cells[column] ?? '', 'missing-value', `${column} is missing; expected ${expects}`);
}

/** Whether nothing is missing of what every row must say. */
export function isWhole(values: Partial<IncidentRow>): values is IncidentRow {
  return REQUIRED.every((field) => values[field] !== undefined);
}

/** @returns what the row says in a column, normalised. */
export function textOfCell(row: CsvRow, column: string): string {
  return normalised(row.cells[column] ?? '');
}

/** Exports are dirty: runs of blanks and control characters count as one blank, and none at the ends. */
function normalised(given: string): string {
  // Nearly every cell is clean, and seeing that is ten times faster than cleaning it.
  if (!UNCLEAN.test(given)) return given;
  const clean = given.replace(/[\s\p{Cc}\p{Noncharacter_Code_Point}]+/gu, ' ').trim();
  return isSeen(clean) ? clean : '';
}
const UNCLEAN = /[^!-~ ]| {2}|^ | $/;

/** Text of several lines, without other control characters. */
const linesOf = (given: string): string => given.replace(/[^\P{Cc}\n\t]|\p{Noncharacter_Code_Point}/gu, '').trim();

/** @returns whether the cell says nothing: empty, or one of the mapping's marks of a missing value. */
export function isMissing(given: string | undefined, { missing }: Pick<FileMapping, 'missing'>): boolean {
  const text = normalised(given ?? '');
  return text === '' || missing.has(text);
}

/** @returns the key of the row's record, normalised; '' when missing. */
export function keyOf(row: CsvRow, mapping: Pick<FileMapping, 'missing' | 'key'>): string {
  const given = row.cells[mapping.key];
  return isMissing(given, mapping) ? '' : normalised(given ?? '');
}
