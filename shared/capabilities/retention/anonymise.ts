/** Takes a person out of what was kept, and leaves everything else: numbers, timings, who else did what (A9). Pure. */
import { type HistoryEntry, REDACTED } from '#shared/engine/history';
import type { AnyRecord } from '#shared/grammar/record';
import { reasonOfLeaving } from '#shared/tenancy/users';

/** Who is forgotten, and what stands in their place. */
export interface Erased {
  readonly person: string;
  readonly pseudonym: string;
  /** Fields that describe the requester without being an id. */
  readonly about: readonly string[];
  /** Fields in which values of these stand once more, such as what sources said of them. */
  readonly copies?: readonly string[];
}

/** The value with the pseudonym wherever the person's id stands by itself, or in a sentence that is ours. */
export function anonymised(value: unknown, { person, pseudonym }: Pick<Erased, 'person' | 'pseudonym'>): unknown {
  if (value === person) return pseudonym;
  if (value === reasonOfLeaving(person)) return reasonOfLeaving(pseudonym);
  if (Array.isArray(value)) return value.map((each) => anonymised(each, { person, pseudonym }));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, anonymised(each, { person, pseudonym })]),
  );
}

/** Whether the record is about the person rather than worked on by them. */
export const isSubject = ({ requesterId, onBehalfOf }: AnyRecord, { person }: Pick<Erased, 'person'>): boolean =>
  requesterId === person || onBehalfOf === person;

/** @returns the record itself when it has nothing of the person */
export function anonymisedRecord(record: AnyRecord, erased: Erased): AnyRecord {
  const about = isSubject(record, erased) ? erased.about.filter((field) => record[field] !== undefined) : [];
  const redacted = Object.fromEntries(about.map((field) => [field, REDACTED]));
  const told = isSubject(record, erased) ? (erased.copies ?? []).filter((field) => record[field] !== undefined) : [];
  const copies = Object.fromEntries(told.map((field) => [field, without(record[field], erased)]));
  return same(record, { ...replaced(record, erased), ...copies, ...redacted });
}

/** Copies bear the name of their field, or of a value by key within it, however deep: they go. */
function without(value: unknown, erased: Erased): unknown {
  if (Array.isArray(value)) return value.map((each) => without(each, erased));
  if (value === null || typeof value !== 'object') return anonymised(value, erased);
  const kept = Object.entries(value).filter(([name]) => !erased.about.includes(name.split('/')[0] ?? name));
  return Object.fromEntries(kept.map(([name, each]) => [name, without(each, erased)]));
}

/** @param subject whether the record is about the person @returns the entry itself when it has nothing of the person */
export function anonymisedEntry(entry: HistoryEntry, subject: boolean, erased: Erased): HistoryEntry {
  const next = replaced(entry, erased);
  const changes = next.changes.map((change, index) => {
    const named = subject && erased.about.includes(change.field);
    const before = entry.changes[index];
    if (!named && JSON.stringify(before) === JSON.stringify(change)) return change;
    const value = (of: unknown): unknown => (named && of !== null ? REDACTED : of);
    return { ...change, old: value(change.old), new: value(change.new), salt: '' };
  });
  const sealed = next.sealed.map((seal) =>
    JSON.stringify(entry[seal.field]) === JSON.stringify(next[seal.field]) ? seal : { ...seal, salt: '' },
  );
  return same(entry, { ...next, changes, sealed });
}

/** Objects keep their shape: only texts inside them change. */
const replaced = <T extends object>(value: T, erased: Erased): T => Object.assign({}, value, anonymised(value, erased));

const same = <T>(before: T, after: T): T => (JSON.stringify(before) === JSON.stringify(after) ? before : after);
