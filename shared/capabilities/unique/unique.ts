/** Values that differ in all records of a type: a marker for each, which no two can write. */

import { createHash } from 'node:crypto';
import { uniqueKey } from '#shared/capabilities/unique/keys';
import { besideAttributes } from '#shared/engine/beside';
import { canonical, REDACTED } from '#shared/engine/history';
import type { Writing } from '#shared/engine/seams';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import type { ProblemSlug } from '#shared/problems/problems';
import type { Store, Write } from '#shared/store/store';

export interface UniqueRule<N extends string = string> {
  /** Fields that are not all the same in any two records; a record without one of them holds nothing. */
  readonly fields: readonly [N, ...N[]];
  /** What another one with the same values is refused with; `duplicate` when absent. */
  readonly refusal?: ProblemSlug;
}

const hashOf = (fields: readonly string[], values: readonly unknown[]): string =>
  createHash('sha256')
    .update(canonical([fields, values]))
    .digest('hex');

/** The ULID of the record of a type that holds these values of some fields. */
export async function holderOf(
  { store, tenant }: { readonly store: Store; readonly tenant: TenantId },
  type: string,
  fields: readonly string[],
  values: readonly unknown[],
): Promise<string | undefined> {
  const uid = (await store.get(uniqueKey(tenant, type, hashOf(fields, values))))?.uid;
  return typeof uid === 'string' ? uid : undefined;
}

/** What the record holds: nothing once it is deleted, nor of what was redacted. */
function heldBy({ fields }: UniqueRule, record: AnyRecord | undefined): string | undefined {
  if (!record || record.deletedAt) return undefined;
  const values = fields.map((field) => record[field]);
  if (values.some((value) => value === undefined || value === REDACTED)) return undefined;
  return hashOf(fields, values);
}

/** The marker that a change gives up, and the one that it takes. It stands beside the record: its purge takes it along. */
export function markerWrites(
  rule: UniqueRule,
  { definition: { type }, tenant, plan: { before, after } }: Pick<Writing, 'definition' | 'tenant' | 'plan'>,
): readonly Write[] {
  const [old, next] = [heldBy(rule, before), heldBy(rule, after)];
  if (old === next) return [];
  const { fields, refusal = 'duplicate' } = rule;
  const place = fields.join('+');
  const beside = besideAttributes(tenant, { record: after.uid, kind: 'unique', place, names: [] });
  return [
    ...(old === undefined ? [] : [{ delete: uniqueKey(tenant, type, old) }]),
    ...(next === undefined
      ? []
      : [
          {
            put: { ...uniqueKey(tenant, type, next), uid: after.uid, unique: [...fields], refusal, ...beside },
            condition: 'absent' as const,
          },
        ]),
  ];
}
