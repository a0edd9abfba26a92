/**
 * What is derived from a record and kept beside it, such as what people were told of it. Whoever keeps such a thing writes these attributes with its
 * item, and retention has it share the fate of the record: when the record is purged it goes; when something of the record is redacted, or
 * somebody is erased whom the record names, its text goes; when somebody is erased whom it names itself, it goes (A4, A9).
 */

import { besidePk } from '#shared/engine/keys';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Item, QueryInput } from '#shared/store/store';

export interface Beside {
  /** The ULID of the record. */
  readonly record: string;
  /** What it is, such as `notification`. */
  readonly kind: string;
  /** Its place among those of its kind. */
  readonly place: string;
  /** Ids of the people whom it names. */
  readonly names: readonly string[];
  /** Text that was made of the record. An item that has some has a `version` too, which every write raises. */
  readonly derived?: object;
}

export function besideAttributes(tenant: TenantId, { record, kind, place, names, derived }: Beside) {
  return {
    referencePk: besidePk(tenant, record),
    referenceSk: `${kind}#${place}`,
    names,
    ...(derived && { derived }),
  };
}

/** The query for what stands beside a record. @param kind of this kind only */
export function besideQuery(tenant: TenantId, record: string, kind?: string): QueryInput {
  const pk = besidePk(tenant, record);
  return { index: 'reference', pk, ...(kind !== undefined && { begins: `${kind}#` }) };
}

/** Whom an item names that stands beside a record. */
export const namesOf = ({ names }: Item): readonly string[] => (Array.isArray(names) ? names.map(String) : []);
