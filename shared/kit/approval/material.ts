/** What an approval is about: the material fields of its subject, in one hash, and what changed between two rounds (A10). Pure. */
import { createHash } from 'node:crypto';

export interface MaterialChange {
  readonly field: string;
  readonly old: string | null;
  readonly new: string | null;
}

/** Characters of a value that voters are told of. */
const MAX_SHOWN = 500;

/** Keys in order, so that equal values give equal text. */
function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

/** SHA-256 of the material fields, in hexadecimal. */
export function materialHash<R extends object>(values: R, fields: readonly (keyof R & string)[]): string {
  const material = Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
  return createHash('sha256').update(canonical(material)).digest('hex');
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : canonical(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}

/** The material fields that differ. */
export function materialChanges<R extends object>(
  before: R,
  after: R,
  fields: readonly (keyof R & string)[],
): readonly MaterialChange[] {
  return fields
    .filter((field) => canonical(before[field] ?? null) !== canonical(after[field] ?? null))
    .map((field) => ({ field, old: shown(before[field]), new: shown(after[field]) }));
}
