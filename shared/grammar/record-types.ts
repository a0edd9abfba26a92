/** What services that serve every type must know of each: who reads it. Generated from the registry, because a function knows no other's definition. */
import generated from '#generated/record-types.json' with { type: 'json' };
import type { Kept } from '#shared/grammar/capability';
import type { ListShape } from '#shared/grammar/list-shapes';
import type { Permissions } from '#shared/tenancy/roles';

export interface RecordType {
  readonly title: string;
  readonly path: string;
  readonly permissions: Permissions;
  /** Every field that a record can be answered with, filter of its lists, and order of them. */
  readonly fields: readonly string[];
  readonly filters: readonly string[];
  /** Those of both that are not for someone who does not read all, such as a requester. */
  readonly internal: readonly string[];
  readonly sorts: readonly string[];
  /** Its declared lists: whoever takes a record away takes its rows away. */
  readonly lists: readonly ListShape[];
  /** Whether its records have an index of their own. */
  readonly library?: boolean;
  /** Fields whose words are searched beside title, tags and description. */
  readonly searched?: { readonly tags?: readonly string[]; readonly body?: readonly string[] };
  /** What its capabilities keep beside the record: whoever takes it away counts that, and takes files away. */
  readonly keeps: readonly Kept[];
  /** Fields of its records in which values of others stand once more. */
  readonly copies: readonly string[];
}

const types: Readonly<Record<string, RecordType>> = generated;

export const recordTypeNames: readonly string[] = Object.keys(types);

/** Fields of a type in which values of others stand once more. */
export const copiesOf = (type: string): readonly string[] => recordTypeOf(type)?.copies ?? [];

export const listsOf = (type: string): readonly ListShape[] => recordTypeOf(type)?.lists ?? [];

/** What may stand beside records of a type. Of one that no process has any more, all that stands beside any. */
export const keptWith = (type: string): readonly Kept[] => recordTypeOf(type)?.keeps ?? [...keptByAny.values()];
const keptByAny = new Map(Object.values(types).flatMap(({ keeps }) => keeps.map((kept) => [kept.begins, kept])));

/** Undefined for what is no type of record. */
export function recordTypeOf(type: string): RecordType | undefined {
  return Object.hasOwn(types, type) ? types[type] : undefined;
}
