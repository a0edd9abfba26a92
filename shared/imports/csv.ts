/** Text separated by commas or the like → records, each known by its line; a line that is no CSV costs itself and nothing else. */
import { CsvError, parse } from 'csv-parse/sync';

/** More rows than this belong into several files. */
export const MAX_ROWS = 250_000;
/** Characters in one row; beyond it a quotation mark is missing somewhere. */
export const MAX_ROW_LENGTH = 100_000;

/** A record, by the line on which it begins, or why that line begins none and the cell (from 0) where that was seen. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly text: string; readonly error: string; readonly at: number };

export interface CsvRecords {
  /** The first record; absent when there is none. */
  readonly header?: CsvRecord;
  readonly records: readonly CsvRecord[];
}

export interface CsvShape {
  readonly delimiter?: string;
  /** Where the header is; what stands above it is passed over. */
  readonly headerLine?: number;
}

/**
 * Reads text of RFC 4180, with or without byte order mark; blank lines are skipped. Never throws for anything a text may
 * contain. Where it is no CSV, it is read again line by line: a broken line is passed over, and the next may begin a record.
 */
export function recordsOf(csv: string, { delimiter = ',', headerLine = 1 }: CsvShape = {}): CsvRecords {
  // csv-parse counts a CR LF inside quotes as two lines, so line ends are made one kind first.
  const whole = csv.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const text =
    headerLine === 1
      ? whole
      : whole
          .split('\n')
          .slice(headerLine - 1)
          .join('\n');
  const read = recordsIn(text, headerLine, delimiter);
  const [header, ...records] = 'error' in read ? byLine(text, headerLine, delimiter) : read.records;
  return { ...(header && { header }), records };
}

interface Broken {
  readonly error: string;
  readonly at: number;
}

function recordsIn(text: string, firstLine: number, delimiter: string): { readonly records: CsvRecord[] } | Broken {
  const records: CsvRecord[] = [];
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW_LENGTH,
      on_record: (cells: readonly string[], { lines: lastLine }) => {
        const within = cells.reduce(
          (lines, cell) => (cell.includes('\n') ? lines + cell.split('\n').length - 1 : lines),
          0,
        );
        records.push({ line: firstLine - 1 + lastLine - within, cells });
        return null;
      },
    });
    return { records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = typeof error.column === 'number' ? error.column : 0;
    return { error: sentence[error.code] ?? error.message.slice(0, 300), at };
  }
}

/** What csv-parse finds wrong, without its own count of lines, which begins at the line that is read again. */
const sentence: Partial<Record<string, string>> = {
  INVALID_OPENING_QUOTE:
    'a quotation mark stands in a cell that does not begin with one; write the cell in quotation marks and double those in it',
  CSV_INVALID_CLOSING_QUOTE:
    'a cell in quotation marks goes on after its closing one; double the quotation marks in it',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  CSV_MAX_RECORD_SIZE: `it is longer than ${MAX_ROW_LENGTH} characters, or a quotation mark is never closed`,
};

/** Lines read together where they hold no quotation mark, and so cannot be broken. */
const TOGETHER = 1_000;

/**
 * A record ends where its quotation marks are even, so each line is tried with what follows up to the next line that evens them
 * out. Linear but for the characters of a record ({@link MAX_ROW_LENGTH}), which are only read when there is such a line.
 */
function byLine(text: string, firstLine: number, delimiter: string): CsvRecord[] {
  const lines = text.split('\n');
  const isOdd = lines.map((line) => line.split('"').length % 2 === 0);
  const records: CsvRecord[] = [];
  let width: number | undefined;
  // One more than are allowed, and the header: enough to refuse the file.
  for (let from = 0; from < lines.length && records.length <= MAX_ROWS + 1; ) {
    let to = from;
    while (to < lines.length && to - from < TOGETHER && isPlain(lines[to])) to += 1;
    if (to === from) to = endOf(lines, isOdd, from);
    const read = recordsIn(lines.slice(from, to).join('\n'), firstLine + from, delimiter);
    const isWhole = !('error' in read) && (to === from + 1 || isPlain(lines[from]) || hasWidth(read.records, width));
    if (isWhole) {
      records.push(...read.records);
    } else {
      to = from + 1;
      const { error, at } = 'error' in read ? read : { error: sentence.CSV_QUOTE_NOT_CLOSED ?? '', at: 0 };
      records.push({ line: firstLine + from, text: lines[from] ?? '', error, at });
    }
    const [first] = records;
    if (width === undefined && first && 'cells' in first) width = first.cells.length;
    from = to;
  }
  return records;
}

const isPlain = (line = ''): boolean => !line.includes('"') && line.length <= MAX_ROW_LENGTH;

/** The line after the record that begins at `from`; the next one when its quotation marks are never evened out. */
function endOf(lines: readonly string[], isOdd: readonly boolean[], from: number): number {
  if (!isOdd[from]) return from + 1;
  let length = 0;
  for (let to = from + 1; to < lines.length && length <= MAX_ROW_LENGTH; to += 1) {
    if (isOdd[to]) return to + 1;
    length += (lines[to]?.length ?? 0) + 1;
  }
  return from + 1;
}

/** A record over several lines that has not the header's cells may have swallowed rows. */
function hasWidth(records: readonly CsvRecord[], width: number | undefined): boolean {
  return width === undefined || records.every((record) => 'cells' in record && record.cells.length === width);
}
