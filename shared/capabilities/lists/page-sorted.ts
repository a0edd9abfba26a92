/** A page in an order that nothing has: made in the function, within a bounded number of records. */

import type { ListQuery } from '#shared/capabilities/lists/list-query';
import type { IndexSource } from '#shared/capabilities/lists/list-source';
import { type ListPage, MAX_EXAMINED, type Passes } from '#shared/capabilities/lists/page';
import type { Position } from '#shared/capabilities/lists/reader';
import { storedRecord } from '#shared/engine/items';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { orderOf } from '#shared/grammar/list-shapes';
import { Problem } from '#shared/problems/problems';
import type { Item, Store } from '#shared/store/store';

/**
 * No index has the order: the whole partition is read and put in order for each page, which goes on after the value and the ulid of the
 * last record of the page before. @throws Problem too-many-to-sort when it is more than is looked at
 */
export async function pageSorted(
  store: Store,
  definition: AnyRecordDefinition,
  { inOrder: _, descending: __, ...input }: IndexSource,
  { sort, limit }: ListQuery,
  passes: Passes,
  after: Position | undefined,
): Promise<ListPage> {
  const field = sort.replace(/^-/, '');
  const items: Item[] = [];
  let next: Position | undefined;
  do {
    const page = await store.query({ ...input, limit: MAX_EXAMINED + 1 - items.length, ...(next && { after: next }) });
    items.push(...page.items);
    next = page.next;
  } while (next && items.length <= MAX_EXAMINED);
  if (items.length > MAX_EXAMINED) throw tooMany(sort);
  const keyOf =
    orderOf(definition, field)?.keyOf ?? ((value: unknown) => (value === undefined ? undefined : String(value)));
  const order = inOrderOf(sort);
  const placed = items
    .map((item) => storedRecord(item))
    .filter(passes)
    .map((stored) => ({ stored, place: { value: keyOf(stored.record[field]) ?? null, uid: stored.record.uid } }))
    .sort((a, b) => order(a.place, b.place))
    .filter(({ place }) => !after || order(place, { value: textOf(after.value), uid: String(after.uid) }) > 0);
  const page = placed.slice(0, limit);
  const last = page.at(-1);
  return { records: page.map(({ stored }) => stored), ...(last && placed.length > limit && { next: last.place }) };
}

/** Where a record stands: by its value as a sort key, then by its ulid. */
type Place = Readonly<Record<'uid', string> & Record<'value', string | null>>;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Values in the order asked for, those that are missing last, equal ones by age. */
function inOrderOf(sort: string): (a: Place, b: Place) => number {
  const sign = sort.startsWith('-') ? -1 : 1;
  const compare = (a: string | null, b: string | null): number => {
    if (a === b) return 0;
    if (a === null || b === null) return a === null ? 1 : -1;
    return sign * (a < b ? -1 : 1);
  };
  return (a, b) => compare(a.value, b.value) || sign * (a.uid < b.uid ? -1 : Number(a.uid > b.uid));
}

function tooMany(sort: string): Problem {
  const narrowing = ['assignedGroup', 'assignedTo', 'requesterId'];
  const detail = `${sort} puts up to ${MAX_EXAMINED} records in order, and there are more; name one of ${narrowing.join(', ')}, or sort otherwise`;
  return new Problem('too-many-to-sort', detail, { known: narrowing });
}
