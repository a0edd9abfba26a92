/** What services that serve every type must know of each: who reads it. Generated from the registry, because a function knows no other's definition. */
import type { Permissions } from '#shared/tenancy/roles';
import generated from '../../docs/record-types.json' with { type: 'json' };

export interface RecordType {
  readonly title: string;
  readonly path: string;
  readonly permissions: Permissions;
}

const types: Readonly<Record<string, RecordType>> = generated;

export const recordTypeNames: readonly string[] = Object.keys(types);

/** Undefined for what is no type of record. */
export function recordTypeOf(type: string): RecordType | undefined {
  return Object.hasOwn(types, type) ? types[type] : undefined;
}
