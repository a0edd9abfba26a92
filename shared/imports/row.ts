/** A row as it stands in the file, before anything is made of it, and the rows of a record. */

export interface CsvRow {
  /** The line on which the row begins; the header is line 1. */
  readonly line: number;
  /** Every column of the mapping is there. */
  readonly cells: Readonly<Record<string, string>>;
}

/** The rows of one record, in the order of time. */
export interface RowGroup {
  readonly key: string;
  readonly rows: readonly CsvRow[];
}
