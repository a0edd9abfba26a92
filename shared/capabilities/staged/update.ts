/** Updates that wait on a record: what each would change, and whether that is still as it was. Pure. */
import { type AnyStagedRule, STAGED_FOR } from '#shared/capabilities/staged/rule';
import { canonical } from '#shared/engine/history';
import type { AnyRecord } from '#shared/grammar/record';
import { parseDuration } from '#shared/time/duration';

/** Values by attribute: a field, or `field/key`; `null` is none. */
export type Attributes = Readonly<Record<string, unknown>>;

/** What waits for one other record. */
export interface StagedUpdate {
  /** The other record. */
  readonly type: string;
  readonly uid: string;
  readonly state: 'staged' | 'conflicted' | 'applied';
  readonly at: string;
  readonly by: string;
  readonly values: Attributes;
  /** What the attributes were when it was staged. */
  readonly base: Attributes;
  /** Attributes that came to be something else meanwhile. */
  readonly conflicts?: readonly string[];
  readonly appliedAt?: string;
}

/** By the number of the record that they are staged for. */
export type Staged = Readonly<Record<string, StagedUpdate>>;

const MS = 1000;

/** The attributes that values of fields state. */
export function attributesIn({ keyed = [] }: Pick<AnyStagedRule, 'keyed'>, changes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(changes).flatMap(([field, value]) =>
      keyed.includes(field) && value !== null && typeof value === 'object'
        ? Object.entries(value).map(([key, each]) => [`${field}/${key}`, each] as const)
        : [[field, value] as const],
    ),
  );
}

const partsOf = (attribute: string): readonly [field: string, key?: string] => {
  const at = attribute.indexOf('/');
  return at < 0 ? [attribute] : [attribute.slice(0, at), attribute.slice(at + 1)];
};

/** The value that the record has of an attribute. */
export function standingValue(record: AnyRecord, attribute: string): unknown {
  const [field, key] = partsOf(attribute);
  const value = record[field];
  return (key === undefined ? value : Object(value)[key]) ?? null;
}

/** The record's values of some attributes. */
export const valuesOf = (record: AnyRecord, attributes: readonly string[]): Attributes =>
  Object.fromEntries(attributes.map((attribute) => [attribute, standingValue(record, attribute)]));

const same = (one: unknown, other: unknown): boolean => canonical(one ?? null) === canonical(other ?? null);

/** Attributes that are neither what they were, nor what they are to be. */
export const conflictsOf = (
  record: AnyRecord,
  { values, base }: Pick<StagedUpdate, 'values' | 'base'>,
): readonly string[] =>
  Object.keys(values).filter((attribute) => {
    const value = standingValue(record, attribute);
    return !same(value, base[attribute]) && !same(value, values[attribute]);
  });

/** Fields as they are with these attributes; of one that holds values by key, the others stay. */
export function fieldsWith(record: AnyRecord, attributes: Attributes): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    const [field, key] = partsOf(attribute);
    if (key === undefined) {
      fields[field] = value;
      continue;
    }
    const { [key]: _, ...others } = Object(field in fields ? fields[field] : record[field]);
    const next = value === null ? others : { ...others, [key]: value };
    fields[field] = Object.keys(next).length > 0 ? next : null;
  }
  return fields;
}

/** What of an applied update is taken back: attributes that are still what it made them. */
export const takenBack = (record: AnyRecord, { values, base }: StagedUpdate): Attributes =>
  Object.fromEntries(
    Object.entries(base).filter(([attribute]) => same(standingValue(record, attribute), values[attribute])),
  );

/** Whether the update still means something: it waits, or could be taken back. */
export function stands(
  { reversible = 'P1D' }: Pick<AnyStagedRule, 'reversible'>,
  { appliedAt }: StagedUpdate,
  now: number,
): boolean {
  return appliedAt === undefined || now - Date.parse(appliedAt) < parseDuration(reversible) * MS;
}

/** What a record says of its updates. */
export function saying(staged: Staged): Readonly<Record<string, unknown>> {
  const numbers = Object.keys(staged);
  return numbers.length > 0 ? { staged, [STAGED_FOR]: numbers } : { staged: null, [STAGED_FOR]: null };
}

/** Updates without what they say of some fields. */
export function forgotten(staged: Staged, fields: readonly string[]): Staged {
  const without = (attributes: Attributes): Attributes =>
    Object.fromEntries(Object.entries(attributes).filter(([name]) => !fields.includes(partsOf(name)[0])));
  return Object.fromEntries(
    Object.entries(staged).map(([number, update]) => [
      number,
      { ...update, values: without(update.values), base: without(update.base) },
    ]),
  );
}
