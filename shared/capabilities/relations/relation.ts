/** Relations between records (C6): kinds that a process declares, each with its inverse, the types that it joins, and values of its own. */
import { PAST_RELATION, pastRelationSk, RELATION, relationSk } from '#shared/capabilities/relations/keys';
import type { RelationContract } from '#shared/grammar/contract';
import type { Fields } from '#shared/grammar/fields';
import type { TenantId } from '#shared/ids/tenant-id';
import { recordPk } from '#shared/store/keys';
import type { Item, Store, Write } from '#shared/store/store';

/** A kind of relation as a definition states it: what the letterbox allows, and the values that one of them can have. */
export interface RelationRule extends RelationContract {
  readonly attributes?: Fields;
}

/** A relation as it stands beside one of its records: to which other one it leads, by the kind's name in this direction. */
export interface Relation {
  readonly kind: string;
  readonly type: string;
  readonly uid: string;
  readonly id: string;
  /** RFC 3339: it holds from this instant on, up to the other one. */
  readonly since: string;
  readonly until?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A kind by either of its names. */
export interface Meant {
  readonly rule: RelationRule;
  /** The name in this direction, and in the other one. */
  readonly kind: string;
  readonly inverse: string;
  readonly forward: boolean;
}

/** Undefined for a name that no kind has. */
export function meantBy(rules: readonly RelationRule[], name: string): Meant | undefined {
  const rule = rules.find(({ kind, inverse }) => kind === name || inverse === name);
  if (!rule) return undefined;
  const forward = rule.kind === name;
  return { rule, kind: name, inverse: forward ? rule.inverse : rule.kind, forward };
}

/** Every name of every kind. */
export const namesOf = (rules: readonly RelationRule[]): readonly string[] => [
  ...new Set(rules.flatMap(({ kind, inverse }) => [kind, inverse])),
];

/** Types that a kind allows, in this direction. */
export const typesOf = ({ rule: { from, to }, forward }: Meant) => (forward ? { from, to } : { from: to, to: from });

/** A record at one end. */
export interface End {
  readonly type: string;
  readonly uid: string;
  readonly id: string;
}

const relationOf = (item: Item): Relation => item.relation as Relation;

/** The relation that a record has to another one by a kind. */
export async function relationTo(
  store: Store,
  tenant: TenantId,
  { type, uid }: End,
  kind: string,
  other: string,
): Promise<Relation | undefined> {
  const item = await store.get({ pk: recordPk(tenant, type, uid), sk: relationSk(kind, other) });
  return item && relationOf(item);
}

/** Those of a record, of one kind or of all; at most so many of them. `more`: there are others. */
export async function relationsOf(
  store: Store,
  tenant: TenantId,
  { type, uid }: Pick<End, 'type' | 'uid'>,
  { kind, asOf, most }: { readonly kind?: string; readonly asOf?: string; readonly most: number },
): Promise<{ readonly found: readonly Relation[]; readonly more: boolean }> {
  const pk = recordPk(tenant, type, uid);
  const read = async (begins: string) => {
    const { items, next } = await store.query({ pk, begins, limit: most, consistent: true });
    return { items: items.map(relationOf), more: next !== undefined };
  };
  const now = await read(kind === undefined ? RELATION : relationSk(kind, ''));
  if (asOf === undefined) return { found: now.items, more: now.more };
  const past = await read(kind === undefined ? PAST_RELATION : `${PAST_RELATION}${kind}#`);
  const held = [...now.items, ...past.items].filter(({ since, until }) => since <= asOf && (until ?? '~') > asOf);
  return { found: held, more: now.more || past.more };
}

/** Two records that are related, and how. */
export interface Pair {
  readonly tenant: TenantId;
  readonly from: End;
  readonly to: End;
  readonly meant: Meant;
  /** The other record is purged, and all that hung on it. */
  readonly alone?: boolean;
}

/** Either end, with the kind's name there and where the relation leads. */
const endsOf = ({ from, to, meant: { kind, inverse }, alone }: Pair): readonly (readonly [End, string, End])[] => [
  [from, kind, to],
  ...(alone ? [] : [[to, inverse, from] as const]),
];

/** The relation at either end. @param known the one that it takes the place of, if that still stands */
export function begun(pair: Pair, { since, attributes }: Held, known?: Relation): readonly Write[] {
  return endsOf(pair).map(([own, kind, { type, uid, id }]) => ({
    put: {
      ...{ pk: recordPk(pair.tenant, own.type, own.uid), sk: relationSk(kind, uid), since },
      relation: { kind, type, uid, id, since, attributes },
    },
    ...(known && { condition: { since: known.since } }),
  }));
}

type Held = Pick<Relation, 'since' | 'attributes'>;

/** What it was until now, kept at either end. */
export function held(pair: Pair, { since, attributes }: Held, until: string): readonly Write[] {
  return endsOf(pair).map(([own, kind, { type, uid, id }]) => ({
    put: {
      ...{ pk: recordPk(pair.tenant, own.type, own.uid), sk: pastRelationSk(kind, uid, until) },
      relation: { kind, type, uid, id, since, until, attributes },
    },
  }));
}

/** Nothing takes its place, if it still stands. */
export function gone(pair: Pair, { since }: Held): readonly Write[] {
  return endsOf(pair).map(([own, kind, { uid }]) => ({
    delete: { pk: recordPk(pair.tenant, own.type, own.uid), sk: relationSk(kind, uid) },
    condition: { since },
  }));
}
