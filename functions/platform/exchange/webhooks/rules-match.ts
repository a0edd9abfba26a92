/** Pure: which events a webhook wants, by their names and by the fields of the record that they are about. */
import { asInstant } from '#shared/time/clock';

export const operators = ['equals', 'not', 'in', 'exists', 'gte', 'lte'] as const;

/** What must hold for a field of the record. */
export interface Condition {
  /** A field, or a path such as `resolution.code`. */
  readonly field: string;
  readonly is: (typeof operators)[number];
  /** A list for `in`, a boolean for `exists`. */
  readonly value: string | number | boolean | readonly (string | number)[];
}

/** `incident.*` is every name that begins with `incident.`; `*` every name. */
function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/** Whether an event is of a wanted kind; absent lists want everything. */
export function wantsEvent(
  wanted: { readonly events?: readonly string[]; readonly recordTypes?: readonly string[] },
  event: { readonly name: string; readonly type: string },
): boolean {
  const { events, recordTypes } = wanted;
  if (recordTypes && !recordTypes.includes(event.type)) return false;
  return !events || events.some((pattern) => fits(pattern, event.name));
}

function at(values: unknown, path: string): unknown {
  let value = values;
  for (const part of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value ?? undefined;
}

/** A list stands for each of its entries. */
const entriesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function holds({ field, is, value: wanted }: Condition, values: unknown): boolean {
  const found = at(values, field);
  switch (is) {
    case 'exists':
      return (found !== undefined) === wanted;
    case 'equals':
      return entriesOf(found).includes(wanted);
    case 'not':
      return !entriesOf(found).includes(wanted);
    case 'in':
      return entriesOf(found).some((each) => entriesOf(wanted).includes(each));
    case 'gte':
      return comparable(found, wanted) && found >= inOneForm(wanted);
    case 'lte':
      return comparable(found, wanted) && found <= inOneForm(wanted);
  }
}

/** Instants of records are in UTC, to the millisecond. */
const inOneForm = (wanted: Condition['value']): Condition['value'] =>
  typeof wanted === 'string' ? (asInstant(wanted) ?? wanted) : wanted;

/** Numbers with numbers, texts (instants and priorities among them) with texts. */
function comparable(found: unknown, wanted: Condition['value']): found is string | number {
  return (typeof found === 'string' || typeof found === 'number') && typeof found === typeof wanted;
}

export function allHold(where: readonly Condition[] | undefined, values: unknown): boolean {
  return (where ?? []).every((condition) => holds(condition, values));
}
