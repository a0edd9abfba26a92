/** What a record shows of the one that it was split from: it stands there, and is seen here by whoever may see it there. */
import { canSee, readsAll } from '#shared/engine/access';
import type { Showing, Shown } from '#shared/engine/capability';
import type { Context } from '#shared/engine/context';
import { storedRecord } from '#shared/engine/items';
import type { AnyRecord } from '#shared/grammar/record';
import { recordKey, recordPk } from '#shared/store/keys';

/** What the record that splits off carries. */
export async function carriedItems(
  { definition, request, store, config }: Context,
  { splitFrom }: AnyRecord,
  { kind, skOf }: Showing,
): Promise<readonly Shown[]> {
  const { caller } = request;
  if (!splitFrom || splitFrom[kind].length === 0) return [];
  const { uid, id } = splitFrom;
  const pk = recordPk(caller.tenant, definition.type, uid);
  const found = await store.getAll([
    recordKey(caller.tenant, definition.type, uid),
    ...splitFrom[kind].map((each) => ({ pk, sk: skOf(each) })),
  ]);
  const origin = found.flatMap((item) => storedRecord(item) ?? [])[0];
  if (!origin || !canSee(definition, origin.record, caller, config)) return [];
  const items = found.filter((item) => !storedRecord(item));
  return [{ items, uid, ...(readsAll(definition, caller) && { id }) }];
}
