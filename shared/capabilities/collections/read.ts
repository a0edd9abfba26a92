/** Items as computed reads read them, as far as the caller may see them. */
import type { AnyCollection, AnyItem } from '#shared/capabilities/collections/collection';
import { hiddenFields, itemsOf, seesItems } from '#shared/capabilities/collections/item';
import { examine, type Read, type Reading } from '#shared/capabilities/queries/reading';
import type { AnyRecord } from '#shared/grammar/record';

/** An item of a type that the rules know, without what the caller may not see. */
export type SeenItem<T> = Readonly<Partial<T>> & Pick<AnyItem, 'number'>;

/** A collection as a definition states it, whatever its types. */
type Stated = Pick<AnyCollection, 'fields' | 'visibility'>;

async function itemsIn<T>(
  reading: Reading,
  name: string,
  collection: Stated,
  record: Pick<AnyRecord, 'uid'>,
): Promise<readonly SeenItem<T>[]> {
  const { context } = reading;
  if (!seesItems(context, { collection })) return [];
  const items = await itemsOf<T>(context, record, name);
  examine(reading, items.length);
  const hidden = hiddenFields(context, { collection });
  return items.map((item) => without<T & AnyItem>(item, hidden));
}

/** An item without these fields. */
function without<T extends AnyItem>(item: T, hidden: readonly string[]): SeenItem<T> {
  const seen: Partial<T> = { ...item };
  for (const field of hidden) Reflect.deleteProperty(seen, field);
  return { ...seen, number: item.number };
}

/** The items of the record that the path names. */
export const itemsOfRecord =
  <T>(name: string, collection: Stated): Read<readonly SeenItem<T>[]> =>
  async (reading) =>
    reading.record ? itemsIn<T>(reading, name, collection, reading.record) : [];

/** Records with their items. @param of records of the definition that is asked */
export const withItems =
  <R extends Pick<AnyRecord, 'uid'>, T>(
    of: Read<readonly R[]>,
    name: string,
    collection: Stated,
  ): Read<readonly { readonly record: R; readonly items: readonly SeenItem<T>[] }[]> =>
  async (reading) => {
    const found: { readonly record: R; readonly items: readonly SeenItem<T>[] }[] = [];
    for (const record of await of(reading))
      found.push({ record, items: await itemsIn<T>(reading, name, collection, record) });
    return found;
  };
