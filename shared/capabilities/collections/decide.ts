/** Decides what becomes of an item, with all items of its collection at hand. Pure. */
import type {
  AnyCollection,
  AnyItem,
  AnyItemAction,
  AnyItemOutcome,
  Counts,
  ItemDecision,
  ItemEffect,
  ItemGuards,
  Named,
} from '#shared/capabilities/collections/collection';
import type { Circumstances } from '#shared/engine/circumstances';
import type { Emission, Refusal } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';
import { makerOf } from '#shared/tenancy/context';
import { toInstant } from '#shared/time/clock';

/** What a decision on an item rests on. */
export interface Facing {
  readonly record: AnyRecord;
  /** Every item of the collection. */
  readonly items: readonly AnyItem[];
  readonly circumstances: Circumstances;
}

/** What becomes of an item, and what that does to its record. */
export interface ItemChange {
  readonly before: AnyItem | undefined;
  readonly after: AnyItem | undefined;
  readonly record: Readonly<Record<string, unknown>>;
  readonly emissions: readonly Emission[];
}

type Values = Readonly<Record<string, unknown>>;

const isFinal = ({ lifecycle }: AnyCollection, state: string): boolean =>
  (lifecycle.states[state] ?? 'final') === 'final';

/** The states in which a verb may be called. */
export const statesOf = (collection: AnyCollection, { from }: AnyItemAction): readonly string[] =>
  from === 'any' ? Object.keys(collection.lifecycle.states).filter((state) => !isFinal(collection, state)) : from;

/** The decision as erased rules take it. */
function seen({ record, items, circumstances }: Facing, item: AnyItem, input: unknown, before?: AnyItem): never {
  const { caller, config, now } = circumstances;
  const at = toInstant(now);
  const decision: ItemDecision<AnyRecord, AnyItem> = {
    ...{ record, item, input, now, at, config },
    actor: caller.actor,
    maker: makerOf(caller, at),
    roles: caller.roles,
    others: items.filter(({ number }) => number !== item.number),
    ...(before && { before }),
  };
  return decision as never;
}

function refuseIf(refusal: Refusal | undefined): void {
  if (refusal) throw new Problem(refusal.slug, refusal.detail, refusal.extra);
}

function refuseUnmet(guards: ItemGuards<never, never> = {}, facing: Facing, item: AnyItem): void {
  const unmet = Object.entries(guards).flatMap(([guard, judge]) => {
    const refusal = judge(seen(facing, item, {}));
    return refusal ? [{ guard, refusal }] : [];
  });
  const [first] = unmet;
  if (!first) return;
  const told = unmet.map(({ guard, refusal: { detail } }) => ({ guard, detail }));
  throw new Problem(first.refusal.slug, first.refusal.detail, { ...first.refusal.extra, guards: told });
}

/** Values with changes applied: `null` and `undefined` clear. */
function applied<T extends Values>(value: T, changes: Values): T {
  const entries = Object.entries({ ...value, ...changes }).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(entries) as T;
}

const told = ({ item }: AnyCollection, emits: string, { number, state }: AnyItem): Emission => ({
  name: `${item}_${emits}`,
  data: { number, state },
});

type Effects = readonly ItemEffect<never, never, never, AnyItemOutcome>[];

/** Lets effects change item and record, one after the other. */
function run(effects: Effects | undefined, facing: Facing, item: AnyItem, input: unknown) {
  const draft = { item, record: {} as Values, emissions: [] as Emission[] };
  for (const effect of effects ?? []) {
    const record = applied(facing.record, draft.record);
    const { set = {}, record: changes = {}, emit = [] } = effect(seen({ ...facing, record }, draft.item, input));
    draft.item = applied(draft.item, set);
    draft.record = { ...draft.record, ...changes };
    draft.emissions.push(...emit);
  }
  return draft;
}

const stamped = ({ now, caller }: Circumstances) => ({ updatedAt: toInstant(now), updatedBy: caller.actor.id });

/** @throws Problem limit-exceeded, and what checks refuse with */
export function decideAdd({ name, collection }: Named, facing: Facing, values: Values): ItemChange {
  const { circumstances, items, record } = facing;
  const { bounds, lifecycle, create, nouns } = collection;
  const open = items.filter(({ state }) => !isFinal(collection, state)).length;
  if (items.length >= bounds.all)
    throw new Problem('limit-exceeded', `${record.id} has ${bounds.all} ${nouns.noun} entries; remove what is over`);
  if (open >= bounds.open)
    throw new Problem('limit-exceeded', `${record.id} has at most ${bounds.open} of ${name} at a time`);
  const { updatedAt, updatedBy } = stamped(circumstances);
  const item: AnyItem = {
    ...values,
    number: (countsIn(record, name)?.last ?? 0) + 1,
    state: lifecycle.initial,
    ...{ createdAt: updatedAt, createdBy: updatedBy, updatedAt, updatedBy },
  };
  for (const check of create.checks ?? []) refuseIf(check(seen(facing, item, values)));
  const { item: after, ...draft } = run(create.effects, facing, item, values);
  const emission = told(collection, create.emits ?? 'added', after);
  return { before: undefined, after, record: draft.record, emissions: [emission, ...draft.emissions] };
}

/** @throws Problem illegal-transition, and what guards and checks refuse with */
export function decideVerb(
  { collection }: Named,
  verb: string,
  facing: Facing,
  item: AnyItem,
  input: Values,
): ItemChange {
  const action = collection.actions[verb];
  const { noun } = collection.nouns;
  if (!action) throw new Problem('not-found', `a ${noun} has no ${verb}`);
  const states = statesOf(collection, action);
  if (!states.includes(item.state))
    throw new Problem(
      'illegal-transition',
      `${verb} is possible in ${states.join(', ')}; ${noun} ${item.number} is ${item.state}`,
      { from: item.state, command: verb, allowed: verbsFrom(collection, item.state) },
    );
  refuseUnmet(action.guards, facing, item);
  for (const check of action.checks ?? []) refuseIf(check(seen(facing, item, input)));
  const moved = action.to === 'same' ? item : { ...item, state: action.to };
  const { item: done, ...draft } = run(action.effects, facing, moved, input);
  const after = { ...done, ...stamped(facing.circumstances) };
  const emissions = [told(collection, action.emits, after), ...draft.emissions];
  return { before: item, after, record: draft.record, emissions };
}

const verbsFrom = (collection: AnyCollection, state: string): readonly string[] =>
  Object.entries(collection.actions).flatMap(([verb, action]) =>
    statesOf(collection, action).includes(state) ? [verb] : [],
  );

/** @throws Problem record-closed, and what checks refuse with */
export function decideItemPatch({ collection }: Named, facing: Facing, item: AnyItem, changes: Values): ItemChange {
  if (isFinal(collection, item.state))
    throw new Problem('record-closed', `${collection.nouns.noun} ${item.number} is ${item.state}`);
  const next = applied(item, changes);
  for (const check of collection.patch?.checks ?? []) refuseIf(check(seen(facing, next, changes, item)));
  if (JSON.stringify(next) === JSON.stringify(item)) return { before: item, after: item, record: {}, emissions: [] };
  const after = { ...next, ...stamped(facing.circumstances) };
  return { before: item, after, record: {}, emissions: [told(collection, 'changed', after)] };
}

/** @throws Problem what guards refuse with */
export function decideRemoval({ collection }: Named, facing: Facing, item: AnyItem): ItemChange {
  refuseUnmet(collection.remove?.guards, facing, item);
  return { before: item, after: undefined, record: {}, emissions: [told(collection, 'removed', item)] };
}

/** What the record says of its items. */
export function countsIn(record: AnyRecord, name: string): Counts | undefined {
  return record[name] as Counts | undefined;
}

/** What it says of them after a change. */
export function countsAfter(before: Counts | undefined, { before: old, after }: ItemChange): Counts {
  const states: Record<string, number> = { ...before?.states };
  if (old) states[old.state] = (states[old.state] ?? 0) - 1;
  if (after) states[after.state] = (states[after.state] ?? 0) + 1;
  return {
    last: Math.max(before?.last ?? 0, after?.number ?? 0),
    states: Object.fromEntries(Object.entries(states).filter(([, many]) => many > 0)),
  };
}

/** Fields of an item as the history of its record tells of them: `positions/3/state`. */
export function partsOf(name: string, number: number, item: AnyItem | undefined): Values {
  const { number: _, createdAt: __, createdBy: ___, updatedAt: ____, updatedBy: _____, ...told } = item ?? {};
  return Object.fromEntries(Object.entries(told).map(([field, value]) => [`${name}/${number}/${field}`, value]));
}
