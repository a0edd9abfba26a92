/** Every record of a tenant, page after page: what is long work here goes over all of them. */
import { recordTypes } from '#shared/grammar/directory';
import { deletedPk, listPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import type { Place } from './runtime.ts';

/** Records of one page. */
const PAGE = 25;

/** Which list, and where in it. Records that change meanwhile move to its end, so none is passed over. */
export interface Position {
  readonly list: number;
  readonly after?: Readonly<Record<string, unknown>>;
}

export const BEGINNING: Position = { list: 0 };

/** @returns the items of records at the position, and the position behind them; none behind the last */
export async function walk(
  { store, tenant }: Place,
  { list, after }: Position,
): Promise<{ readonly items: readonly Item[]; readonly next?: Position }> {
  const lists = Object.values(recordTypes).flatMap((type) => [listPk(tenant, type), deletedPk(tenant, type)]);
  const pk = lists[list];
  if (pk === undefined) return { items: [] };
  const page = await store.query({ index: 'list', pk, limit: PAGE, ...(after && { after }) });
  if (page.next) return { items: page.items, next: { list, after: page.next } };
  return { items: page.items, ...(list + 1 < lists.length && { next: { list: list + 1 } }) };
}
