/** A finished record as its history tells it: what a fact is made anew from (A19). Pure. */
import { type HistoryEntry, valuesAsOf } from '#shared/process/history';
import type { AnyRecord } from '#shared/process/record';

/** States in which an incident leaves a fact. */
const FINISHED: ReadonlySet<string> = new Set(['resolved', 'closed', 'canceled']);

/** @returns the record, and the instant at which it counts in epoch milliseconds; undefined when the history leaves it unfinished. */
export function rebuiltRecord(
  record: AnyRecord,
  history: readonly HistoryEntry[],
): { readonly record: AnyRecord; readonly at: number } | undefined {
  const values = valuesAsOf(history, Number.POSITIVE_INFINITY);
  if (!values || values.deletedAt || !FINISHED.has(String(values.state))) return undefined;
  const { uid, id, type, version, state, title, openedAt, createdAt, createdBy, updatedAt, updatedBy, clocks } = record;
  // What the history does not record; clocks are an account of their own.
  const beside = { uid, id, type, version, state, title, openedAt, createdAt, createdBy, updatedAt, updatedBy };
  const last = history.at(-1)?.at ?? '';
  const at = Date.parse(String(values.resolvedAt ?? values.closedAt ?? last));
  return { record: { ...beside, ...(clocks && { clocks }), ...values }, at };
}
