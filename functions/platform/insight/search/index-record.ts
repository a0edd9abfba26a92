/** Keeps the index in step with the records: every event after which one may be found by other words writes what it is found by now, however often and in whatever order it comes. */

import { foundOf, libraryOf, lost } from '#shared/capabilities/finding/found';
import { keep } from '#shared/capabilities/finding/keep';
import { storedRecord } from '#shared/engine/items';
import type { BusEvent } from '#shared/events/envelope';
import { type RecordType, recordTypeOf } from '#shared/grammar/record-types';
import { tenantId } from '#shared/ids/tenant-id';
import { recordKey } from '#shared/store/keys';
import { clock } from '#shared/time/clock';
import { placeOf } from './runtime.ts';
import { lookAfter } from './walk.ts';

/** Fields of every record that say by which words it is found, and by whom. */
const SEARCHED: ReadonlySet<string> = new Set([
  ...['title', 'tags', 'description'],
  ...['requesterId', 'onBehalfOf', 'watchers', 'readers', 'confidential'],
]);

const isSearched = ({ searched }: RecordType, field: string): boolean =>
  SEARCHED.has(field) || [searched?.tags, searched?.body].some((names) => names?.includes(field));

/** After these nothing may be left of what was there before. */
const FORGETTING = ['redacted', 'purged'];

/** @throws Error when the record could not be indexed: the bus delivers again, and keeps what never succeeds for redrive. */
export async function indexRecord({ detail }: BusEvent): Promise<void> {
  const { type, uid, name, changed } = detail;
  const known = recordTypeOf(type);
  if (!known || (name.endsWith('.updated') && !changed.some((field) => isSearched(known, field)))) return;
  const { tenant, store } = await placeOf(tenantId(detail.tenantId));
  const shelf = { store, tenant, library: libraryOf(type, known) };
  const stored = storedRecord(await store.get(recordKey(tenant, type, uid)));
  const isTime = await keep(shelf, stored ? await foundOf(shelf, stored, known) : lost(uid, type), clock.now());
  const isForgotten = FORGETTING.some((happened) => name.endsWith(`.${happened}`));
  if (isTime || isForgotten) await lookAfter(shelf, clock.now(), isForgotten ? new Set([uid]) : undefined);
}
