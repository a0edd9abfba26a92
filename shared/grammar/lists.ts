/**
 * Lists that the table keeps ready: `by('site').ordered('from')` are the records of each site in the order of their field `from`. A page of one is
 * read without looking at anything else, however many records there are (ADR 48).
 */

/** What one of the table's own indexes serves. */
export interface IndexedList {
  readonly index: 'open' | 'queue' | 'assignee' | 'requester' | 'opened';
}

/** A list by declared fields, which costs a small item for each record in it. */
export interface DeclaredList<N extends string = string> {
  /** Fields that a page names a value of; of a field with several values, each. None: all records are one list. */
  readonly by: readonly N[];
  /** The field that it is in order by, in both directions, and that ranges are stated of. */
  readonly order: N;
  /** Only records that are open. */
  readonly open: boolean;
}

export type Lists<N extends string = string> = Readonly<Record<string, IndexedList | DeclaredList<N>>>;

interface Ordering<N extends string> {
  readonly ordered: <const O extends string>(order: O) => DeclaredList<N | O>;
}

const orderedBy = <N extends string>(by: readonly N[], open: boolean): Ordering<N> => ({
  ordered: (order) => ({ by, order, open }),
});

/** Records that have one value of each of these fields. `open()`: those that are still open, which costs twice as much. */
export const by = <const N extends string>(
  ...names: readonly N[]
): Ordering<N> & { readonly open: () => Ordering<N> } => ({
  ...orderedBy(names, false),
  open: () => orderedBy(names, true),
});

/** All records of the type, as one list. */
export const everything: Ordering<never> = orderedBy([], false);

/** Lists that indexes of the table serve, under their names. */
export const indexed = (...names: readonly IndexedList['index'][]): Readonly<Record<string, IndexedList>> =>
  Object.fromEntries(names.map((index) => [index, { index }]));

/** Whether records of the definition stand in this index. */
export function hasIndex(lists: Lists, index: IndexedList['index']): boolean {
  return Object.values(lists).some((list) => 'index' in list && list.index === index);
}
