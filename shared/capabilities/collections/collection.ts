/**
 * What a definition states of a collection: items of a record, such as the positions of a rack, with fields, states and verbs of their own. They
 * stand in the record's partition and have no version but the record's: rules look at all of them, and whoever loses a race decides anew.
 */
import type { Nouns } from '#shared/grammar/capability';
import type { Decision, Emission, Party, Refusal, StateClass } from '#shared/grammar/definition';
import type { ChangesOf, Fields, ValuesOf } from '#shared/grammar/fields';
import type { ProblemSlug } from '#shared/problems/problems';

/** What the machinery writes on every item. Instants are RFC 3339 in UTC. */
export interface ItemEnvelope<S extends string = string> {
  /** Its number within the record, never given twice. */
  readonly number: number;
  readonly state: S;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** An item of a collection. */
export type ItemOf<F extends Fields, S extends string> = ItemEnvelope<S> & ValuesOf<F>;

/** An item whose collection is only known at run time. */
export type AnyItem = ItemEnvelope & { readonly [field: string]: unknown };

/** What the record says of its items: the last number given, and how many there are by state. */
export interface Counts {
  readonly last: number;
  readonly states: Readonly<Record<string, number>>;
}

/** A record as rules see it that look at how many items it has. */
export type Counted<C extends string> = { readonly [K in C]?: Counts };

/** What a rule on an item sees: the record, the item, and the others of its collection. */
export interface ItemDecision<R, T, I = unknown>
  extends Omit<Decision<R, I>, 'before' | 'openChildren' | 'referred' | 'pinned'> {
  /** As it stands after the effects before this one; with the fields of a PATCH applied. */
  readonly item: T;
  /** The item before the fields of a PATCH were applied. */
  readonly before?: T;
  /** The other items of the collection in the order of their numbers, those that are done with included. */
  readonly others: readonly T[];
}

/** May this happen to the item now? Judged without the input. */
export type ItemGuard<R, T> = (decision: ItemDecision<R, T>) => Refusal | undefined;
export type ItemGuards<R, T> = Readonly<Record<string, ItemGuard<R, T>>>;
/** Is this input acceptable for the item now? */
export type ItemCheck<R, T, I = unknown> = (decision: ItemDecision<R, T, I>) => Refusal | undefined;

export interface ItemOutcome<R, T, E extends Emission = never> {
  readonly set?: ChangesOf<T>;
  /** What changes on the record that it is an item of. */
  readonly record?: ChangesOf<R>;
  /** Further events, `<record>.<name>`. */
  readonly emit?: readonly E[];
}

export interface AnyItemOutcome {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly record?: Readonly<Record<string, unknown>>;
  readonly emit?: readonly Emission[];
}

export type ItemEffect<R, T, I = unknown, O = ItemOutcome<R, T, Emission>> = (decision: ItemDecision<R, T, I>) => O;

/** A verb of items. */
export interface ItemAction<
  R,
  T,
  S extends string,
  I extends Fields,
  O = ItemOutcome<R, T, Emission>,
  V = ValuesOf<I>,
> {
  readonly summary: string;
  /** States of the item; `any` is every state that is not final. */
  readonly from: readonly NoInfer<S>[] | 'any';
  readonly to: NoInfer<S> | 'same';
  readonly by: readonly Party[];
  readonly input: I;
  readonly guards?: ItemGuards<R, T>;
  readonly checks?: readonly ItemCheck<R, T, V>[];
  readonly effects?: readonly ItemEffect<R, T, V, O>[];
  /** Past tense: the event is `<record>.<item>_<emits>`. */
  readonly emits: string;
}

export interface Collection<
  F extends Fields = Fields,
  S extends string = string,
  I extends Readonly<Record<string, Fields>> = Readonly<Record<string, Fields>>,
  R = unknown,
  T = ItemOf<F, S>,
  O = ItemOutcome<R, T, Emission>,
> {
  /** What one item is called in names of events: `position`. */
  readonly item: string;
  /** How it is spoken of, once among all collections: `RackPosition`, `RackPositions`, `rack position`. */
  readonly nouns: Nouns;
  readonly fields: F;
  /** `internal`: for those who read all of the record; a requester sees neither items nor that there are some. */
  readonly visibility?: 'internal';
  readonly lifecycle: { readonly initial: NoInfer<S>; readonly states: Readonly<Record<S, StateClass>> };
  readonly create: {
    readonly summary: string;
    readonly by: readonly Party[];
    /** What adding one is also called: `POST …/{collection}/{verb}`. */
    readonly verb?: string;
    readonly checks?: readonly ItemCheck<R, T>[];
    readonly effects?: readonly ItemEffect<R, T, unknown, O>[];
    /** Past tense; `added` when absent. */
    readonly emits?: string;
  };
  readonly actions: { readonly [K in keyof I]: ItemAction<R, T, S, I[K], O> };
  /** Who changes fields of an item, as long as its state is not final; absent: nobody. */
  readonly patch?: { readonly by: readonly Party[]; readonly checks?: readonly ItemCheck<R, T>[] };
  /** Who takes an item out, and what stands in the way; absent: nobody does. */
  readonly remove?: { readonly by: readonly Party[]; readonly guards?: ItemGuards<R, T> };
  /** Most items that are not final, and most at all: every change reads all of them. */
  readonly bounds: { readonly open: number; readonly all: number };
  /** Why its rules say that something stands in the way (409), beside `guard-failed`. */
  readonly conflicts?: readonly ProblemSlug[];
}

/** A collection whose types are only known at run time. */
export type AnyItemAction<R = never> = ItemAction<R, never, string, Fields, AnyItemOutcome, never>;
export type AnyCollection<R = never> = Omit<
  Collection<Fields, string, Readonly<Record<string, Fields>>, R, never, AnyItemOutcome>,
  'actions'
> & { readonly actions: Readonly<Record<string, AnyItemAction<R>>> };

/** States a collection: types of items and inputs flow into the rules named in it. */
export const collection = <
  const F extends Fields,
  const S extends string,
  const I extends Readonly<Record<string, Fields>>,
  R,
>(
  stated: Collection<F, S, I, R>,
): Collection<F, S, I, R> => stated;

/** A collection of a record, under the name that its path ends in. */
export interface Named {
  readonly name: string;
  readonly collection: AnyCollection;
}

/** What kinds of requests about its items are called after: `rack-position`. */
export const kindOf = ({ nouns }: AnyCollection): string => nouns.noun.replaceAll(' ', '-');
