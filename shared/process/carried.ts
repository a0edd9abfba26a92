/** What a record shows of the one that it was split from: it stands there, and is seen here by whoever may see it there. */
import { canSee, readsAll } from '#shared/process/access';
import type { Context } from '#shared/process/context';
import { storedRecord } from '#shared/process/items';
import type { AnyRecord } from '#shared/process/record';
import { recordKey, recordPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';

/** Items of the other record, and its number where the caller may know of it. */
export interface CarriedItems {
  readonly items: readonly Item[];
  /** The record that they stand on. */
  readonly uid: string;
  readonly id?: string;
}

/**
 * @param kind what is asked for
 * @param skOf the sort key of such an item by its id
 */
export async function carriedItems(
  { definition, request, store, config }: Pick<Context, 'definition' | 'request' | 'store' | 'config'>,
  { splitFrom }: AnyRecord,
  kind: 'comments' | 'attachments',
  skOf: (id: string) => string,
): Promise<CarriedItems | undefined> {
  const { caller } = request;
  if (!splitFrom || splitFrom[kind].length === 0) return undefined;
  const { uid, id } = splitFrom;
  const pk = recordPk(caller.tenant, definition.type, uid);
  const found = await store.getAll([
    recordKey(caller.tenant, definition.type, uid),
    ...splitFrom[kind].map((each) => ({ pk, sk: skOf(each) })),
  ]);
  const origin = found.flatMap((item) => storedRecord(item) ?? [])[0];
  if (!origin || !canSee(definition, origin.record, caller, config)) return undefined;
  const items = found.filter((item) => !storedRecord(item));
  return { items, uid, ...(readsAll(definition, caller) && { id }) };
}
