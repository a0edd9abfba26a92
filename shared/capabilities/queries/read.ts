/**
 * What a query reads before its rule is asked: records by lists, by name, or by links, as far as the caller may see them. Each read is a value that a
 * definition names; none looks at more than the bound of its request.
 */

import { linksOf } from '#shared/capabilities/links/links';
import { isListed } from '#shared/capabilities/lists/listing';
import { indexReader, type Reader } from '#shared/capabilities/lists/reader';
import { type RowSource, rowReader } from '#shared/capabilities/lists/row-reader';
import {
  contractOf,
  examine,
  ownOf,
  type Read,
  type Readable,
  type Reading,
  type Seen,
} from '#shared/capabilities/queries/reading';
import { visible } from '#shared/capabilities/queries/visible';
import { storedRecord } from '#shared/engine/items';
import { numberKey } from '#shared/engine/keys';
import { placesOf } from '#shared/engine/list-places';
import { rowsOf, WITH_VALUE } from '#shared/engine/list-rows';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { LinkKind } from '#shared/grammar/directory';
import { type ListShape, orderOf, shapesOf } from '#shared/grammar/list-shapes';
import type { AnyRecord } from '#shared/grammar/record';
import { type Key, listPk, listRowPk, openPk, recordKey } from '#shared/store/keys';

/** Of a page that is read. */
const PAGE = 500;

/** Which of a type's records are read. */
export interface Listed {
  /** Only those that are open; they stand in the index `open`. */
  readonly open?: true;
  /** A declared list of the type, with a value of each of its fields, and bounds of its order: from the first on, and below the second. */
  readonly list?: string;
  readonly equals?: Readonly<Record<string, string | number | boolean>>;
  readonly from?: string;
  readonly below?: string;
}

/** Records of a type, the whole of them or those of a declared list. */
export function listed<R = unknown>(from: Readable, which: Listed = {}): Read<readonly Seen<R>[]> {
  const of = contractOf(from);
  return async (reading) => {
    const { store, request, runtime } = reading.context;
    const { tenant } = request.caller;
    const { type } = of;
    const index = which.open
      ? indexReader(store, { index: 'open', pk: openPk(tenant, type), inOrder: true })
      : indexReader(store, { index: 'list', pk: listPk(tenant, type), inOrder: true });
    if (which.list === undefined) return visible(reading, from, await all(reading, index));
    const definition = ownOf(reading, of);
    const source = definition && rowSource(reading, definition, which);
    if (!source) throw new Error(`${type} declares no list ${which.list}`);
    if (await isListed({ runtime, store, tenant, definition }, source.shape))
      return visible(reading, from, await all(reading, rowReader(store, tenant, definition, source)));
    // Until every record has its rows, all of them are looked at.
    const records = await all(reading, index);
    return visible(
      reading,
      from,
      records.filter((record) => stands(reading, definition, source, record)),
    );
  };
}

function rowSource(
  { context }: Reading,
  of: AnyRecordDefinition,
  { list, equals = {}, from, below }: Listed,
): RowSource | undefined {
  const shape = shapesOf(of).find(({ name }) => name === list);
  if (!shape) return undefined;
  const values = shape.by.map((name) => String(equals[name]));
  const partitions = [listRowPk(context.request.caller.tenant, of.type, shape.name, values)];
  const bound = (value: string | undefined) =>
    value === undefined ? undefined : orderOf(of, shape.order)?.boundOf(value);
  const bounds = { from: bound(from), below: bound(below) };
  return {
    ...{ shape, partitions, descending: false },
    ...(bounds.from !== undefined && { from: bounds.from }),
    ...(bounds.below !== undefined && { below: bounds.below }),
  };
}

/** Whether the record would have a row there. */
function stands(
  { context }: Reading,
  of: AnyRecordDefinition,
  { shape, partitions, from, below }: RowSource,
  record: AnyRecord,
): boolean {
  const shapes: readonly ListShape[] = [shape];
  const rows = rowsOf(context.request.caller.tenant, of.type, shapes, { record, places: placesOf(of, record) });
  return rows.some(
    ({ pk, sk }) =>
      partitions.includes(pk) &&
      (from === undefined || sk >= `${WITH_VALUE}${from}`) &&
      (below === undefined || sk < `${WITH_VALUE}${below}`),
  );
}

/** Everything that a reader has. */
async function all(reading: Reading, read: Reader): Promise<readonly AnyRecord[]> {
  const found: AnyRecord[] = [];
  for (let after: Readonly<Record<string, unknown>> | undefined; ; ) {
    const { entries, next } = await read(PAGE, after);
    examine(reading, entries.length);
    found.push(...entries.flatMap(({ stored }) => stored?.record ?? []));
    if (!next) return found;
    after = next;
  }
}

/** Records by number or ULID, in any case, in the order of their names; those that the caller may not see are left out. */
export function named<R = unknown>(from: Readable, names: readonly string[]): Read<readonly Seen<R>[]> {
  const of = contractOf(from);
  return async (reading) => {
    const { tenant } = reading.context.request.caller;
    const wanted = [...new Set(names.map((name) => name.toUpperCase()))];
    const isNumber = (name: string): boolean =>
      name.startsWith(of.prefix) && /^\d{7,9}$/.test(name.slice(of.prefix.length));
    const numbers = await items(
      reading,
      wanted.filter(isNumber).map((name) => numberKey(tenant, of.type, name)),
    );
    const uids = new Map(numbers.map(({ sk, uid }) => [sk, String(uid)]));
    const keys = wanted.flatMap((name) => {
      const uid = isNumber(name) ? uids.get(name) : name;
      return uid === undefined ? [] : [recordKey(tenant, of.type, uid)];
    });
    return visible(reading, from, await records(reading, keys));
  };
}

/** Records of a type that the record of the path is linked to. */
export function linked<R = unknown>(from: Readable, kind: LinkKind): Read<readonly Seen<R>[]> {
  const of = contractOf(from);
  return async (reading) => {
    const { context, record } = reading;
    if (!record) throw new Error('only a query on a record has links');
    const links = (await linksOf(context, record.type, record.uid)).filter(
      (link) => link.kind === kind && link.type === of.type,
    );
    const keys = links.map(({ type, uid }) => recordKey(context.request.caller.tenant, type, uid));
    return visible(reading, from, await records(reading, keys));
  };
}

/** What depends on what was read first. */
export function readOn<T, U>(first: Read<T>, next: (found: T) => Read<U>): Read<U> {
  return async (reading) => next(await first(reading))(reading);
}

async function items(reading: Reading, keys: readonly Key[]) {
  examine(reading, keys.length);
  return reading.context.store.getAll(keys);
}

/** Records by key, in the order of the keys. */
export async function records(reading: Reading, keys: readonly Key[]): Promise<readonly AnyRecord[]> {
  const found = new Map((await items(reading, keys)).map((item) => [item.pk, storedRecord(item)?.record]));
  return keys.flatMap(({ pk }) => found.get(pk) ?? []);
}
