/** What became of each row of an imported file: imported, merged into another, or rejected with column and reason. */

/** Why a row was not imported. */
export const rejectionCodes = {
  'unreadable-row': 'The row is not CSV: a quotation mark stands where none may, or is missing',
  'column-count': 'The row has more or fewer cells than the header',
  'repeated-record': 'The record has another row before, in a file with one row a record',
  'missing-value': 'A value that every row must have is missing',
  'unknown-value': 'The value is not in the mapping’s vocabulary',
  'ambiguous-record': 'Several records may be meant; the row waits until somebody says which',
  'malformed-instant': 'The cell is not a date and time that exists',
  'unsuitable-value': 'The value is none that the field takes',
  'malformed-number': 'The cell is not a whole number of the expected size',
  'too-long': 'The text is longer than our field',
  'time-backwards': 'The row is older than the row accepted before it',
  'before-opened': 'The row is older than the opening of its record',
  'opened-at-in-future': 'The record would have been opened after the import',
  'updated-at-in-future': 'The row is of an instant after the import',
  'resolved-at-in-future': 'The record would have been resolved after the import',
  'closed-at-in-future': 'The record would have been closed after the import',
  'resolved-before-opened': 'The record would have been resolved before it was opened',
  'closed-before-opened': 'The record would have been closed before it was opened',
  'closed-before-resolved': 'The record would have been closed before it was resolved',
} as const;

export type RejectionCode = keyof typeof rejectionCodes;

/** The fact of a rejection: which cell, what it holds, and what was expected instead. */
export interface Rejection {
  readonly column: string;
  /** The cell as it stands in the file, cut to {@link VALUE_SHOWN} characters. */
  readonly value: string;
  readonly code: RejectionCode;
  readonly reason: string;
}

/** `row` is the line of the file on which the row begins; the header is line 1. */
export type RowOutcome =
  | { readonly row: number; readonly outcome: 'imported' }
  | { readonly row: number; readonly outcome: 'merged'; readonly into: number; readonly reason: string }
  | ({ readonly row: number; readonly outcome: 'rejected' } & Rejection);

/** Counts of outcomes; `rows = imported + merged + rejected`. */
export interface ImportSummary {
  readonly rows: number;
  readonly imported: number;
  readonly merged: number;
  readonly rejected: number;
  readonly rejectedByCode: Readonly<Partial<Record<RejectionCode, number>>>;
}

/** Characters of an offending cell that a report shows. */
export const VALUE_SHOWN = 200;

/** @returns the fact of a rejection, with the cell cut to a bounded length. */
export function rejection(column: string, value: string, code: RejectionCode, reason: string): Rejection {
  return { column, value: value.slice(0, VALUE_SHOWN), code, reason };
}

/** @returns how many rows were imported, merged and rejected, and the rejected ones by code. */
export function summary(outcomes: Iterable<RowOutcome>): ImportSummary {
  const counts = { imported: 0, merged: 0, rejected: 0 };
  const rejectedByCode: Partial<Record<RejectionCode, number>> = {};
  for (const each of outcomes) {
    counts[each.outcome] += 1;
    if (each.outcome === 'rejected') rejectedByCode[each.code] = (rejectedByCode[each.code] ?? 0) + 1;
  }
  return { rows: counts.imported + counts.merged + counts.rejected, ...counts, rejectedByCode };
}
