/** A page of what passes, read in the order that is there already, within a bounded number of records. */
import type { Position, Reader } from '#shared/capabilities/lists/reader';
import type { Stored } from '#shared/engine/items';

/** Items looked at for one page: a filter that matches rarely answers a short page with a cursor instead of reading on. */
export const MAX_EXAMINED = 2000;

/** The records that a caller may see and that pass the filters. */
export type Passes = (stored: Stored | undefined) => stored is Stored;

export interface ListPage {
  readonly records: readonly Stored[];
  /** The position after it, unless there is nothing. */
  readonly next?: Position;
}

/** Reads until the page is full. */
export async function pageInOrder(
  read: Reader,
  limit: number,
  passes: Passes,
  from: Position | undefined,
): Promise<ListPage> {
  const records: Stored[] = [];
  let after = from;
  let examined = 0;
  for (;;) {
    // One item more than the page needs tells whether there is another page; where few match, twice as many are looked at each time.
    const wanted = Math.max(limit - records.length + 1, examined);
    const page = await read(Math.min(wanted, MAX_EXAMINED - examined), after);
    for (const { stored, position } of page.entries) {
      examined++;
      if (passes(stored)) {
        if (records.length === limit) return { records, ...(after && { next: after }) };
        records.push(stored);
      }
      after = position;
    }
    if (!page.next) return { records };
    after = page.next;
    if (examined >= MAX_EXAMINED) return { records, next: after };
  }
}
