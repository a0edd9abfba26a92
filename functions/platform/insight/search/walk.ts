/** Records from before an index was there come into it some at a time, whenever it is looked after; what releases up to 0.2 kept of their words goes. */
import { COMMON, foundOf, libraryOf } from '#shared/capabilities/finding/found';
import { putTogether } from '#shared/capabilities/finding/keep';
import { headOf, type Shelf, type Walk } from '#shared/capabilities/finding/library';
import { type Stored, storedRecord } from '#shared/engine/items';
import { recordTypeNames, recordTypeOf } from '#shared/grammar/record-types';
import type { Found } from '#shared/kit/search/segment';
import { listPk } from '#shared/store/keys';
import { searchedKey, wordKey } from './keys.ts';

/** Records that one step takes in. */
const PAGE = 200;

/** The types whose records stand in an index. */
const typesIn = (library: string): readonly string[] =>
  recordTypeNames.filter((type) => libraryOf(type, recordTypeOf(type) ?? {}) === library);

/** Puts together what has come lately, and goes on with what was there before. @param gone records of which nothing is to be left */
export async function lookAfter(shelf: Shelf, now: number, gone?: ReadonlySet<string>): Promise<void> {
  const { contents } = await headOf(shelf, true);
  let walk: Walk | undefined = contents ? contents.walk : { types: typesIn(shelf.library) };
  if (!walk) return putTogether(shelf, now, gone && { gone });
  const more: Found[] = [];
  while (walk && more.length < PAGE) {
    const step: readonly [readonly Stored[], Walk | undefined] = await pageOf(shelf, walk);
    for (const stored of step[0]) more.push(await foundOf(shelf, stored, recordTypeOf(stored.record.type) ?? {}));
    walk = step[1];
  }
  await putTogether(shelf, now, { more, walk: walk ?? 'over', ...(gone && { gone }) });
  if (shelf.library === COMMON) for (const { type, uid } of more) await forgetWords(shelf, type, uid);
}

async function pageOf(
  { store, tenant }: Shelf,
  { types, after }: Walk,
): Promise<readonly [readonly Stored[], Walk | undefined]> {
  const [type, ...others] = types;
  if (type === undefined) return [[], undefined];
  const page = await store.query({ index: 'list', pk: listPk(tenant, type), limit: PAGE, ...(after && { after }) });
  const next = page.next ? { types, after: page.next } : others.length > 0 ? { types: others } : undefined;
  return [page.items.flatMap((item) => storedRecord(item) ?? []), next];
}

/** Takes away what releases up to 0.2 kept of a record's words. */
export async function forgetWords({ store, tenant }: Shelf, type: string, uid: string): Promise<void> {
  const key = searchedKey(tenant, type, uid);
  const item = await store.get(key);
  if (typeof item?.words !== 'string') return;
  const words = Object.keys(JSON.parse(item.words));
  await store.writeAll([...words.map((word) => ({ delete: wordKey(tenant, word, uid) })), { delete: key }]);
}
