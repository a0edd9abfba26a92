/** The arithmetic minimum of capacity units for what an operation did to the table. */
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '#infra/local/machine/json';
import { itemSize, writeUnits } from '#test/bench/item-size';

/** Every item of the table, in DynamoDB's own JSON, by its key. */
export type Snapshot = ReadonlyMap<string, JsonObject>;

/** An index of the table: its name, its key attributes, and what it projects; everything when that is not said. */
export interface Index {
  readonly name: string;
  readonly keys: readonly string[];
  readonly projected?: readonly string[];
}

/** Where units of writing go: the table, or an index of it by its name. */
export const TABLE = 'table';
export type Places = Readonly<Record<string, number>>;

/** Write units of every item that differs between two snapshots, each written once, in a transaction. */
export function writeMinimum(before: Snapshot, after: Snapshot, indexes: readonly Index[]): number {
  const touched = [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => !isDeepStrictEqual(before.get(key), after.get(key)),
  );
  return touched.reduce((sum, key) => sum + totalOf(chargesOf(before.get(key), after.get(key), indexes, 2)), 0);
}

export const totalOf = (places: Places): number => Object.values(places).reduce((sum, units) => sum + units, 0);

/**
 * Write units of one write of an item, by where they go.
 * @param times 2 in a transaction: the table's item costs once to prepare and once to commit; its index entries follow later and cost once
 */
export function chargesOf(
  old: JsonObject | undefined,
  now: JsonObject | undefined,
  indexes: readonly Index[],
  times: 1 | 2,
): Places {
  const table = writeUnits(Math.max(old ? itemSize(old) : 0, now ? itemSize(now) : 0));
  const ofIndexes = indexes.map(
    (index) => [index.name, entryUnits(entryOf(old, index), entryOf(now, index), index)] as const,
  );
  return Object.fromEntries([[TABLE, times * table] as const, ...ofIndexes.filter(([, units]) => units > 0)]);
}

/** An entry appears, changes in place, goes, or moves to another key, which is to go and to appear. */
function entryUnits(old: JsonObject | undefined, now: JsonObject | undefined, { keys }: Index): number {
  if (!old || !now) return old || now ? writeUnits(itemSize(old ?? now ?? {})) : 0;
  if (isDeepStrictEqual(old, now)) return 0;
  const moved = keys.some((key) => !isDeepStrictEqual(old[key], now[key]));
  const [before, after] = [itemSize(old), itemSize(now)];
  return moved ? writeUnits(before) + writeUnits(after) : writeUnits(Math.max(before, after));
}

/** What an item looks like in an index; undefined when it lacks a key of it. */
export function entryOf(
  item: JsonObject | undefined,
  { keys, projected }: Omit<Index, 'name'>,
): JsonObject | undefined {
  if (!item || keys.some((key) => item[key] === undefined)) return undefined;
  if (!projected) return item;
  const shown = new Set(['pk', 'sk', ...keys, ...projected]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => shown.has(name)));
}
