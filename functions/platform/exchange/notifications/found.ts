/** What one event needs of the table: each item is read once, and what is known to be needed together comes in one request. */

import type { Key } from '#shared/store/keys';
import type { Item, Store } from '#shared/store/store';

export interface Found {
  /** Reads those of the items that were not read yet; asks for nothing when all were. */
  read(keys: readonly Key[]): Promise<void>;
  /** An item that was read; undefined when there is none. @throws Error when it was not read */
  item(key: Key): Item | undefined;
}

const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/** Nothing read so far. */
export function foundIn(store: Pick<Store, 'getAll'>): Found {
  const items = new Map<string, Item | undefined>();
  return {
    async read(keys) {
      const missing = new Map(
        keys.map((key): [string, Key] => [nameOf(key), key]).filter(([name]) => !items.has(name)),
      );
      const there = new Map((await store.getAll([...missing.values()])).map((item) => [nameOf(item), item]));
      for (const name of missing.keys()) items.set(name, there.get(name));
    },
    item(key) {
      const name = nameOf(key);
      if (!items.has(name)) throw new Error(`${key.sk} was not read before it was asked for`);
      return items.get(name);
    },
  };
}
