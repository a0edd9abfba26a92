/** Items of a record as they are kept, and as a caller may see them. */

import type { AnyCollection, AnyItem, Named } from '#shared/capabilities/collections/collection';
import { itemSk, itemsSk } from '#shared/capabilities/collections/keys';
import { readsAll } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';
import { type Key, recordPk } from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';

const keyOf = ({ definition, request }: Context, uid: string, name: string, number: number): Key => ({
  pk: recordPk(request.caller.tenant, definition.type, uid),
  sk: itemSk(name, number),
});

/** The table's own edge: only {@link itemWrite} writes what is read here. */
const itemIn = <T>(item: Item): AnyItem & T => item.item as AnyItem & T;

/** Every item, in the order of their numbers. Read after their record, which every change of one changes. @typeParam T what the collection's rules know of an item */
export async function itemsOf<T = unknown>(
  context: Context,
  { uid }: Pick<AnyRecord, 'uid'>,
  name: string,
): Promise<readonly (AnyItem & T)[]> {
  const pk = recordPk(context.request.caller.tenant, context.definition.type, uid);
  return (await context.store.queryAll({ pk, begins: itemsSk(name) })).map(itemIn<T>);
}

/** Whether there are items at all for the caller. */
export const seesItems = (
  { definition, request }: Context,
  { collection }: { readonly collection: Pick<AnyCollection, 'visibility'> },
): boolean => collection.visibility !== 'internal' || readsAll(definition, request.caller);

/** The item that the path names. @throws Problem not-found, for one that the caller may not know of too */
export function itemNamed(context: Context, named: Named, { id }: AnyRecord, items: readonly AnyItem[]): AnyItem {
  const { item: given } = context.parameters;
  const found = items.find(({ number }) => String(number) === given);
  if (found && seesItems(context, named)) return found;
  throw new Problem('not-found', `${id} has no ${named.collection.nouns.noun} ${given}`);
}

/** What becomes of an item in the table. */
export function itemWrite(
  context: Context,
  { uid }: AnyRecord,
  name: string,
  before: AnyItem | undefined,
  after: AnyItem | undefined,
): readonly Write[] {
  if (after) return [{ put: { ...keyOf(context, uid, name, after.number), item: after } }];
  return before ? [{ delete: keyOf(context, uid, name, before.number) }] : [];
}

/** Fields that are not for the caller, who does not read all of the record. */
export function hiddenFields(
  { definition, request }: Context,
  { collection: { fields } }: { readonly collection: Pick<AnyCollection, 'fields'> },
): readonly string[] {
  if (readsAll(definition, request.caller)) return [];
  return Object.keys(fields).filter((field) => (fields[field]?.options.visibility ?? 'public') !== 'public');
}

/** The item in the order in which people look for things; internal fields are absent for who does not read all. */
export function visibleItem(context: Context, named: Named, item: AnyItem): Readonly<Record<string, unknown>> {
  const hidden = hiddenFields(context, named);
  const own = Object.keys(named.collection.fields).filter((field) => !hidden.includes(field));
  const order = ['number', 'state', ...own, 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'];
  return Object.fromEntries(order.flatMap((field) => (item[field] === undefined ? [] : [[field, item[field]]])));
}
