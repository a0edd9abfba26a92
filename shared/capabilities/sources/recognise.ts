/** Finds the record that a report is about, by rows that stand for the values by which each is recognised. */
import { heldBy, identitiesOf, type Recognised, recognised } from '#shared/capabilities/sources/identity';
import { HELD, heldSk, identityPk } from '#shared/capabilities/sources/keys';
import type { SourcesRule } from '#shared/capabilities/sources/rule';
import type { Attributes } from '#shared/capabilities/sources/weigh';
import { besideAttributes } from '#shared/engine/beside';
import type { Context } from '#shared/engine/context';
import { type Guarded, guardConditions, guardWrite, joining } from '#shared/engine/guards';
import type { Writing } from '#shared/engine/seams';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Write } from '#shared/store/store';

/** Candidates of an ambiguous report that are told of. */
const SHOWN = 10;

/** Who is recognised by some values: whoever finds nobody makes a record only while nobody came to be. */
const recognisedBy = (tenant: TenantId, type: string, hash: string): Guarded => ({
  pk: identityPk(tenant, type, hash),
  shards: 1,
});

/** Rows under which a record is found, as a change of it moves them. They stand beside the record: its purge takes them along. */
export function identityWrites(rule: SourcesRule, writing: Writing): readonly Write[] {
  const { definition, tenant, plan } = writing;
  const { uid } = plan.after;
  const [old, next] = [heldBy(rule, plan.before), heldBy(rule, plan.after)];
  const gone = [...old].filter((hash) => !next.has(hash));
  const come = [...next].filter((hash) => !old.has(hash));
  const keyOf = (hash: string) => ({ pk: recognisedBy(tenant, definition.type, hash).pk, sk: heldSk(uid) });
  return [
    ...gone.map((hash): Write => ({ delete: keyOf(hash) })),
    ...come.flatMap((hash): Write[] => {
      const beside = besideAttributes(tenant, { record: uid, kind: 'identity', place: hash, names: [] });
      return [
        { put: { ...keyOf(hash), ...beside } },
        guardWrite(recognisedBy(tenant, definition.type, hash), joining(writing)),
      ];
    }),
  ];
}

/** What a report is about, and the conditions under which it is nobody yet. */
export interface Sought {
  readonly found: Recognised;
  readonly conditions: readonly Write[];
}

/** @param values of the record's fields; undefined where they have nothing that identifies */
export async function seek(
  { store, definition, request }: Context,
  rule: SourcesRule,
  values: Attributes,
): Promise<Sought | undefined> {
  const { tenant } = request.caller;
  const identities = identitiesOf(rule, values);
  if (identities.length === 0) return undefined;
  const ways = await Promise.all(
    identities.map(async (identity) => {
      const guarded = recognisedBy(tenant, definition.type, identity.hash);
      const conditions = await guardConditions(store, guarded);
      const { items } = await store.query({ pk: guarded.pk, begins: HELD, limit: SHOWN });
      return { identity, conditions, uids: items.map(({ sk }) => sk.slice(HELD.length)) };
    }),
  );
  return { found: recognised(ways), conditions: ways.flatMap(({ conditions }) => conditions) };
}
