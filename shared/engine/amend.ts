/** Writes to a record by a service that does not know its definition: what its lists and timers rest on stays as it is. */

import type { Cause } from '#shared/engine/cause';
import { entryOf } from '#shared/engine/entry';
import { historyItem, type Stored, storedRecord } from '#shared/engine/items';
import type { Plan } from '#shared/engine/plan';
import type { Item, Write } from '#shared/store/store';
import type { Caller } from '#shared/tenancy/context';

export interface Amendment {
  readonly caller: Caller;
  readonly cause: Cause;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Internal throughout: a requester's view of the record does not move. */
  readonly plan: Omit<Plan, 'before' | 'after' | 'comments' | 'tasks' | 'visibility'>;
}

/** The record's item with one more entry in its history. @throws TypeError when the item is no record's */
export function amend(item: Item, { caller, cause, now, plan }: Amendment): readonly [Write, Write] {
  const stored: Stored | undefined = storedRecord(item);
  if (!stored) throw new TypeError(`${item.pk} ${item.sk} is no record`);
  const { record, sequence } = stored;
  const { type, uid } = record;
  const entry = entryOf(
    {
      process: String(item.process),
      type,
      caller,
      cause,
      now,
      stored,
      plan: { ...plan, before: record, after: record, comments: [], tasks: [], visibility: 'internal' },
    },
    () => [],
  );
  return [
    { put: { ...item, sequence: entry.sequence, hash: entry.hash }, condition: { sequence } },
    { put: historyItem(caller.tenant, type, uid, entry) },
  ];
}
