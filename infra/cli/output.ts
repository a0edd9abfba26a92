/** What commands print: tables for people, JSON for programs. */
import { stripVTControlCharacters, styleText } from 'node:util';

import { localTime } from '#infra/cli/times';

type Row = Readonly<Record<string, unknown>>;

/** A value in a cell: one line, no control characters that could play with a terminal. */
export function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  return stripVTControlCharacters(text).replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

const cut = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

/** Rows as a table; columns are as wide as their widest cell, at most `widest`. */
export function table(rows: readonly Row[], columns: readonly string[], widest = 48): string {
  const cells = rows.map((row) => columns.map((column) => cut(cell(row[column]), widest)));
  const widths = columns.map((column, i) => Math.max(column.length, ...cells.map((each) => each[i]?.length ?? 0)));
  const line = (each: readonly string[]): string =>
    each
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [styleText('bold', line(columns)), ...cells.map(line)].join('\n');
}

/** One thing with a line for each of its fields. */
export function facts(of: Row): string {
  const entries = Object.entries(of).filter(([, value]) => value !== undefined && value !== null);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${cell(value)}`).join('\n');
}

/** A record: its fields, then a line for each of its clocks. */
export function record({ clocks, ...of }: Row): string {
  const lines = Object.values(Object(clocks)).map((clock) => {
    const { name, state, dueAt }: Row = Object(clock);
    return `clock ${cell(name)}: ${cell(state)}, due ${typeof dueAt === 'string' ? localTime(dueAt) : '–'}`;
  });
  return [facts(of), ...lines].join('\n');
}

/** Prints on standard output: as JSON for programs, otherwise what `text` makes for people. */
export function print<T>(value: T, json: boolean, text: (value: T) => string): void {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : text(value)}\n`);
}
