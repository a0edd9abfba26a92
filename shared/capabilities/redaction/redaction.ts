/** Takes text out of what was kept of it; digests stay, so the audit trail still verifies (A4, A5). Pure. */
import { type HistoryEntry, REDACTED, withoutValues } from '#shared/engine/history';

/** Shorter text is taken out where it is a whole value only: as part of others it would tear words apart. */
const TELLING = 12;

/** What is to be forgotten: values of these fields and parts, these texts wherever else they stand, reasons of these entries. */
export interface Forgotten {
  readonly fields: readonly string[];
  readonly texts: readonly string[];
  /** Sequence numbers of entries whose reason goes. */
  readonly reasons?: readonly number[];
}

/** Every text in a value. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' || value === REDACTED ? [] : [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}

/** The value without the texts. */
export function scrubbed(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === 'string') {
    if (texts.includes(value)) return REDACTED;
    return texts.reduce((rest, text) => (text.length < TELLING ? rest : rest.replaceAll(text, REDACTED)), value);
  }
  if (Array.isArray(value)) return value.map((each) => scrubbed(each, texts));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, scrubbed(each, texts)]));
}

/** The texts that entries have of these fields and parts. */
export function textsOf(
  entries: readonly HistoryEntry[],
  { fields, reasons }: Omit<Forgotten, 'texts'>,
): readonly string[] {
  return entries.flatMap(({ sequence, changes, reason }) => [
    ...changes.flatMap(({ field, old, new: next }) => (fields.includes(field) ? textsIn([old, next]) : [])),
    ...(reason !== undefined && reasons?.includes(sequence) ? [reason] : []),
  ]);
}

/** The entry without it, or undefined when it has none of it. */
export function forget(entry: HistoryEntry, { fields, texts, reasons }: Forgotten): HistoryEntry | undefined {
  const changes = entry.changes.map((change) => {
    const named = fields.includes(change.field);
    return named || repeats([change.old, change.new], texts) ? withoutValues(change) : change;
  });
  const unexplained = entry.reason !== undefined && (reasons?.includes(entry.sequence) || repeats(entry.reason, texts));
  const next: HistoryEntry = {
    ...entry,
    changes,
    ...(unexplained && {
      reason: REDACTED,
      sealed: entry.sealed.map((seal) => (seal.field === 'reason' ? { ...seal, salt: '' } : seal)),
    }),
    events: entry.events.map((event) => ({
      ...event,
      data: Object.fromEntries(Object.entries(event.data).map(([name, value]) => [name, scrubbed(value, texts)])),
    })),
  };
  return JSON.stringify(next) === JSON.stringify(entry) ? undefined : next;
}

const repeats = (value: unknown, texts: readonly string[]): boolean =>
  JSON.stringify(scrubbed(value, texts)) !== JSON.stringify(value);
