/**
 * Which declared lists have rows of every record (ADR 48). Records written before a list was declared have none: requests that the list would serve
 * give them theirs, a page of records each, and are answered as before until all have.
 */

import { storedRecord } from '#shared/engine/items';
import { keptPlaces } from '#shared/engine/list-places';
import { rowChanges } from '#shared/engine/list-rows';
import type { Runtime } from '#shared/engine/runtime';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { generationOf, type ListShape, printOf, shapesOf } from '#shared/grammar/list-shapes';
import type { TenantId } from '#shared/ids/tenant-id';
import { inFlight } from '#shared/jobs/in-flight';
import { isWritten } from '#shared/store/attempt';
import { listingKey, listPk } from '#shared/store/keys';
import type { Item, Store } from '#shared/store/store';
import { clock } from '#shared/time/clock';

/** Records that one request gives their rows, and of how many at once. */
const PAGE = 200;
const IN_FLIGHT = 8;
/** While a deployment goes on, functions of the build before may write records without rows; none of them lives longer than this. */
const SETTLED_MS = 15 * 60_000;
/** Tenants and types remembered at most; the oldest go first. */
const REMEMBERED = 20_000;

/** How far the records of one type have come. */
interface Walk {
  readonly generation: string;
  /** Epoch milliseconds. */
  readonly begun: number;
  /** Whether a record without rows was met. */
  readonly old: boolean;
  readonly after?: Readonly<Record<string, unknown>>;
}

export interface Listing {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly tenant: TenantId;
  readonly definition: AnyRecordDefinition;
}

/** Whether the list can be read: it is remembered once it can. */
export async function isListed(listing: Listing, shape: ListShape): Promise<boolean> {
  const { runtime, store, tenant, definition } = listing;
  const name = `${tenant}#${definition.type}`;
  const print = printOf(shape);
  if (runtime.listed.get(name)?.has(print)) return true;
  const item = await store.get(listingKey(tenant, definition.type));
  const complete = completeOf(item).includes(print) ? completeOf(item) : await goOn(listing, item);
  runtime.listed.set(name, new Set(complete));
  const [oldest] = runtime.listed.keys();
  if (runtime.listed.size > REMEMBERED && oldest !== undefined) runtime.listed.delete(oldest);
  return complete.includes(print);
}

const completeOf = (item: Item | undefined): readonly string[] =>
  Array.isArray(item?.complete) ? item.complete.map(String) : [];

/** Gives one page of records their rows. @returns the prints of lists that are complete now */
async function goOn({ store, tenant, definition }: Listing, item: Item | undefined): Promise<readonly string[]> {
  const { type } = definition;
  const shapes = shapesOf(definition);
  const generation = generationOf(shapes) ?? '';
  const now = clock.now();
  const known = item?.walk as Walk | undefined;
  const walk: Walk = known?.generation === generation ? known : { generation, begun: now, old: false };
  // By last change: what changes meanwhile moves to the end, and has its rows by then.
  const page = await store.query({
    ...{ index: 'list', pk: listPk(tenant, type), limit: PAGE },
    ...(walk.after && { after: walk.after }),
  });
  const without = page.items.filter(({ listed }) => listed !== generation);
  await inFlight(without, IN_FLIGHT, (each) => listed(store, tenant, definition, each));
  const old = walk.old || without.length > 0;
  const isOver = !page.next && (!old || now - walk.begun >= SETTLED_MS);
  const complete = isOver ? shapes.map(printOf) : completeOf(item);
  const step = typeof item?.step === 'number' ? item.step : 0;
  const next: Item = {
    ...listingKey(tenant, type),
    complete,
    step: step + 1,
    ...(!isOver && { walk: { ...walk, old, ...(page.next && { after: page.next }) } }),
  };
  // Where another request did the same, what it has found out is read next time.
  await isWritten(store, [{ put: next, condition: item === undefined ? 'absent' : step === 0 ? 'present' : { step } }]);
  return complete;
}

/** Only if the record is as it was: whoever changes it writes its rows themselves. @param place of the record, of which an index has not all */
async function listed(store: Store, tenant: TenantId, definition: AnyRecordDefinition, place: Item): Promise<void> {
  const item = await store.get(place);
  const stored = storedRecord(item);
  if (!item || !stored) return;
  const { record, sequence } = stored;
  const rows = rowChanges(definition, tenant, { before: record, after: record });
  const marks = { listed: generationOf(shapesOf(definition)), places: keptPlaces(definition, record) };
  await isWritten(store, [{ put: { ...item, ...marks }, condition: { sequence } }, ...rows]);
}
