/** What the fields of every type of record can be, for services that are asked about records. Generated from the registry, as record types are. */

import generated from '#generated/record-values.json' with { type: 'json' };
import type { Directory } from '#shared/grammar/fields';

/** What a value is: of a `group` only its parts can be compared. */
export interface ValueKind {
  readonly is: 'text' | 'number' | 'flag' | 'instant' | 'choice' | 'group';
  /** Every value of a choice. */
  readonly of?: readonly (string | number)[];
  /** What its words name. */
  readonly directory?: Directory;
}

interface RecordValues {
  /** States of records that are open. */
  readonly open: readonly string[];
  /** By field, or path such as `resolution.code`; what the schema leaves open is absent. */
  readonly kinds: Readonly<Record<string, ValueKind>>;
}

const types: Readonly<Record<string, RecordValues>> = JSON.parse(JSON.stringify(generated));

/** Undefined for what is no type of record. */
export function recordValuesOf(type: string): RecordValues | undefined {
  return Object.hasOwn(types, type) ? types[type] : undefined;
}
