/** How a list is read: so many entries after a position, each a record with its place, from an index of the table. */
import type { IndexSource } from '#shared/capabilities/lists/list-source';
import { type Stored, storedRecord } from '#shared/engine/items';
import { indexes, type Key } from '#shared/store/keys';
import type { Item, Store } from '#shared/store/store';

export type Position = Readonly<Record<string, unknown>>;

export interface Reading {
  /** A place whose record is gone, or stands elsewhere by now, has none. */
  readonly entries: readonly { readonly stored: Stored | undefined; readonly position: Position }[];
  /** Where to go on; absent at the end. */
  readonly next?: Position;
}

export type Reader = (limit: number, after?: Position) => Promise<Reading>;

/** What lists need of records, by their partitions. */
export async function recordsOf(store: Store, keys: readonly Key[]): Promise<ReadonlyMap<string, Item>> {
  return new Map((await store.getAll(keys, { only: 'listed' })).map((item) => [item.pk, item]));
}

/** Reads an index that has the order. */
export function indexReader(store: Store, { inOrder: _, ...input }: IndexSource): Reader {
  const { index } = input;
  return async (limit, after) => {
    const { items, next } = await store.query({ ...input, limit, ...(after && { after }) });
    const entries = items.map((item) => ({ stored: storedRecord(item), position: positionOf(item, index) }));
    return { entries, ...(next && { next }) };
  };
}

/** The key to continue after an item of an index. */
function positionOf(item: Item, index: IndexSource['index']): Position {
  const [pk, sk] = indexes[index];
  return { pk: item.pk, sk: item.sk, [pk]: item[pk], [sk]: item[sk] };
}
