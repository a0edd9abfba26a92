/** The grammar of an import: which column of a foreign file becomes which of our fields, and what its words mean. */
import type { Cell, Reading } from '#shared/imports/cells';
import { type Rejection, rejection } from '#shared/imports/outcome';
import type { CsvRow } from '#shared/imports/row';

/** Cells by the field that they fill. */
export type Cells<T> = { readonly [F in keyof T]-?: Cell<Exclude<T[F], undefined>> };

/** `Required` is what every row must say, `Optional` what it may leave out. */
export interface Mapping<Required extends object, Optional extends object> {
  /** Kebab-case: `servicenow-incidents`. */
  readonly name: string;
  /** One sentence: what the file is. */
  readonly title: string;
  /** The mark of a missing value, beside the empty cell. */
  readonly missing: string;
  /** The column that tells which rows belong to one record. */
  readonly key: string;
  readonly required: Cells<Required>;
  readonly optional: Cells<Optional>;
  /** Columns that are known but not kept, and why. */
  readonly unused: Readonly<Record<string, string>>;
}

/** States a mapping; returned as given: a mapping is data. */
export function defineMapping<Required extends object, Optional extends object>(
  mapping: Mapping<Required, Optional>,
): Mapping<Required, Optional> {
  return mapping;
}

/** Any mapping, as far as reading a file goes. */
export type AnyMapping = Pick<Mapping<object, object>, 'missing' | 'key' | 'unused'> & {
  readonly required: Readonly<Record<string, Cell<unknown>>>;
  readonly optional: Readonly<Record<string, Cell<unknown>>>;
};

/** @returns every column the file must have, in no particular order. */
export function columnsOf({ key, required, optional, unused }: AnyMapping): ReadonlySet<string> {
  const cells = [...Object.values(required), ...Object.values(optional)];
  return new Set([key, ...cells.map(({ column }) => column), ...Object.keys(unused)]);
}

export type RowRead<T> =
  | { readonly ok: true; readonly values: T }
  | { readonly ok: false; readonly rejection: Rejection };

/** @returns the row's values, or the first cell that cannot be read. */
export function readRow<Required extends object, Optional extends object>(
  row: CsvRow,
  mapping: Mapping<Required, Optional>,
  reading: Reading,
): RowRead<Required & Partial<Optional>> {
  const required = readCells(row, mapping.required, mapping.missing, reading);
  if (!required.ok) return required;
  const optional = readCells(row, mapping.optional, mapping.missing, reading);
  if (!optional.ok) return optional;
  for (const field in mapping.required) {
    if (required.values[field] !== undefined) continue;
    const { column, expects } = mapping.required[field];
    const reason = `${column} is missing; expected ${expects}`;
    return { ok: false, rejection: rejection(column, row.cells[column] ?? '', 'missing-value', reason) };
  }
  // The one cast of the import: the loop above has seen every required field.
  return { ok: true, values: { ...(required.values as Required), ...optional.values } };
}

function readCells<T extends object>(
  row: CsvRow,
  cells: Cells<T>,
  missing: string,
  reading: Reading,
): RowRead<Partial<T>> {
  const values: Partial<T> = {};
  for (const field in cells) {
    const { column, code, expects, read } = cells[field];
    const given = row.cells[column] ?? '';
    const text = normalised(given);
    if (text === '' || text === missing) continue;
    const value = read(text, reading);
    if (value === undefined) {
      return { ok: false, rejection: rejection(column, given, code, `${column} is not readable; expected ${expects}`) };
    }
    values[field] = value;
  }
  return { ok: true, values };
}

/** Exports are dirty: runs of blanks and control characters count as one blank, and none at the ends. */
function normalised(given: string): string {
  // Nearly every cell is clean, and seeing that is ten times faster than cleaning it.
  return UNCLEAN.test(given) ? given.replace(/[\s\p{Cc}]+/gu, ' ').trim() : given;
}
const UNCLEAN = /[^!-~ ]| {2}|^ | $/;

/** @returns whether the cell says nothing: empty, or the mapping's mark of a missing value. */
export function isMissing(given: string | undefined, mapping: Pick<AnyMapping, 'missing'>): boolean {
  const text = normalised(given ?? '');
  return text === '' || text === mapping.missing;
}

/** @returns the key of the row's record, normalised; '' when missing. */
export function keyOf(row: CsvRow, mapping: Pick<AnyMapping, 'missing' | 'key'>): string {
  const given = row.cells[mapping.key];
  return isMissing(given, mapping) ? '' : normalised(given ?? '');
}
