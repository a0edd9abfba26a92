/** The arithmetic minimum of capacity units for what an operation did to the table. */
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '#infra/local/iam/json';
import { itemSize, writeUnits } from '#test/bench/item-size';

/** Every item of the table, in DynamoDB's own JSON, by its key. */
export type Snapshot = ReadonlyMap<string, JsonObject>;

/** An index of the table: the attribute of its partition key, and what it projects; everything when that is not said. */
export interface Index {
  readonly keys: readonly string[];
  readonly projected?: readonly string[];
}

/**
 * Write units of every item that differs between two snapshots. In a transaction the table's item costs twice, once to prepare and
 * once to commit; its index entries follow later and cost once.
 */
export function writeMinimum(before: Snapshot, after: Snapshot, indexes: readonly Index[]): number {
  const touched = [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => !isDeepStrictEqual(before.get(key), after.get(key)),
  );
  return touched.reduce((sum, key) => sum + itemMinimum(before.get(key), after.get(key), indexes), 0);
}

function itemMinimum(old: JsonObject | undefined, now: JsonObject | undefined, indexes: readonly Index[]): number {
  const table = writeUnits(Math.max(old ? itemSize(old) : 0, now ? itemSize(now) : 0));
  return indexes.reduce((sum, index) => sum + entryUnits(entryOf(old, index), entryOf(now, index), index), 2 * table);
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
export function entryOf(item: JsonObject | undefined, { keys, projected }: Index): JsonObject | undefined {
  if (!item || keys.some((key) => item[key] === undefined)) return undefined;
  if (!projected) return item;
  const shown = new Set(['pk', 'sk', ...keys, ...projected]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => shown.has(name)));
}
