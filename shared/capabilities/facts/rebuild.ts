/** A finished record as its history tells it: what a fact is made anew from (A19). Pure. */
import { overAt } from '#shared/capabilities/facts/facts';
import { type HistoryEntry, valuesAsOf } from '#shared/engine/history';
import type { DeclaredFact } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';

/** @returns the record, and the instant at which it counts in epoch milliseconds; undefined when the history leaves it unfinished. */
export function rebuiltRecord(
  fact: Pick<DeclaredFact, 'over' | 'finished'>,
  record: AnyRecord,
  history: readonly HistoryEntry[],
): { readonly record: AnyRecord; readonly at: number } | undefined {
  const values = valuesAsOf(history, Number.POSITIVE_INFINITY);
  if (!values || values.deletedAt || !fact.finished.includes(String(values.state))) return undefined;
  const { uid, id, type, version, state, title, openedAt, createdAt, createdBy, updatedAt, updatedBy, clocks } = record;
  // What the history does not record; clocks are an account of their own.
  const beside = { uid, id, type, version, state, title, openedAt, createdAt, createdBy, updatedAt, updatedBy };
  const last = history.at(-1)?.at ?? '';
  const at = Date.parse(overAt(fact, values) ?? last);
  return { record: { ...beside, ...(clocks && { clocks }), ...values }, at };
}
