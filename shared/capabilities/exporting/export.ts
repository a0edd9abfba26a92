/** Records as lines of a file: JSON lines or CSV, each as its reader may see it. */
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { recordFields } from '#shared/grammar/schemas';
import { notFormula } from '#shared/text/spreadsheet';

/** Records as a file in pages. */
export interface ExportTask {
  readonly format: ExportFormat;
  readonly filters: Readonly<Record<string, string>>;
  readonly fields?: readonly string[];
}

declare module '#shared/jobs/operation' {
  interface Tasks {
    readonly export: ExportTask;
  }
}

export const exportFormats = ['jsonl', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  jsonl: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
};

const ENVELOPE = [
  'id',
  'uid',
  'version',
  'state',
  'openedAt',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'closedAt',
];

/** What an export can have of a record, in the order of its columns. */
export function exportFields(definition: AnyRecordDefinition): readonly string[] {
  return [...new Set([...ENVELOPE, ...Object.keys(recordFields(definition))])];
}

type Visible = Readonly<Record<string, unknown>>;

/** One record as a line, its end included. @param fields those asked for; a record's clocks come in JSON only, and when none are named */
export function lineOf(
  format: ExportFormat,
  visible: Visible,
  fields: readonly string[] | undefined,
  columns: readonly string[],
): string {
  if (format === 'csv') return csvLine(columns.map((column) => visible[column]));
  const chosen = fields
    ? Object.fromEntries(fields.flatMap((field) => (field in visible ? [[field, visible[field]]] : [])))
    : visible;
  return `${JSON.stringify(chosen)}\n`;
}

/** The head of a file: the names of the columns (RFC 4180), or nothing. */
export function headOf(format: ExportFormat, columns: readonly string[]): string {
  return format === 'csv' ? csvLine(columns) : '';
}

const csvLine = (values: readonly unknown[]): string => `${values.map(cell).join(',')}\r\n`;

/** Text that a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? notFormula(value) : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
