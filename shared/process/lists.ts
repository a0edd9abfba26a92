/** Lists: the index that serves a query best is read, the rest is filtered, or put in order, within a bounded number of items. */
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import { Problem } from '#shared/http/problems';
import type { Request } from '#shared/http/request';
import { canSee, readsAll } from '#shared/process/access';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { type Stored, storedRecord } from '#shared/process/items';
import { type Filtering, matches } from '#shared/process/list-filters';
import { BY_DUE, byUrgency, type ListQuery, opened, recent } from '#shared/process/list-query';
import type { AnyRecord } from '#shared/process/record';
import * as keys from '#shared/store/keys';
import type { Item, QueryInput, Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import { clock } from '#shared/time/clock';

/** Items looked at for one page: a filter that matches rarely answers a short page with a cursor instead of reading on. */
const MAX_EXAMINED = 2000;
/** Keys of one request for items. */
const MAX_KEYS = 100;

/** Which partition to read, from which index, and whether its order is the one that was asked for. */
type Source = Omit<QueryInput, 'limit' | 'after'> & { readonly index: keys.IndexName; readonly inOrder: boolean };

function sourceOf(definition: AnyRecordDefinition, { sort, filters, queue }: ListQuery, caller: Caller): Source {
  const { tenant } = caller;
  const { type, lists } = definition;
  const single = (name: string): string | undefined => {
    const value = filters.get(name);
    return value === undefined || value.includes(',') ? undefined : value === 'me' ? caller.actor.id : value;
  };
  const descending = sort.startsWith('-');
  const urgent = sort === BY_DUE || byUrgency.includes(sort);
  if (queue !== undefined) return { index: 'queue', pk: keys.queuePk(tenant, type, queue), inOrder: urgent };
  if (filters.get('deleted') === 'true')
    return { index: 'list', pk: keys.deletedPk(tenant, type), descending, inOrder: true };
  if (!recent.includes(sort) && !opened.includes(sort)) {
    const [group, user] = [single('assignedGroup'), single('assignedTo')];
    if (group !== undefined && lists.includes('queue'))
      return { index: 'queue', pk: keys.queuePk(tenant, type, group), inOrder: urgent };
    if (user !== undefined && lists.includes('assignee'))
      return { index: 'assignee', pk: keys.assigneePk(tenant, type, user), inOrder: urgent };
    return { index: 'open', pk: keys.openPk(tenant, type), inOrder: urgent };
  }
  const own = readsAll(definition, caller) || filters.get('watcher') ? single('requesterId') : caller.actor.id;
  if (own !== undefined && lists.includes('requester'))
    return {
      index: 'requester',
      pk: keys.requesterPk(tenant, type, own),
      descending,
      inOrder: recent.includes(sort),
    };
  const pk = keys.listPk(tenant, type);
  if (opened.includes(sort)) return { index: 'opened', pk, descending, inOrder: true };
  const bounds = { ...(filters.get('updatedAt[gte]') && { from: utc(filters.get('updatedAt[gte]')) }) };
  return { index: 'list', pk, descending, inOrder: true, ...bounds };
}

const utc = (text: string | undefined): string => new Date(text ?? '').toISOString().replace('.000Z', 'Z');

export interface Listed {
  readonly records: readonly Stored[];
  readonly nextCursor: string | null;
}

/** The records that a caller may see and that pass the filters. */
type Passes = (stored: Stored | undefined) => stored is Stored;

type Position = Readonly<Record<string, unknown>>;

interface Page {
  readonly records: readonly Stored[];
  /** The position after it, unless there is nothing. */
  readonly next?: Position;
}

/** One page of records that the caller may see. @throws Problem invalid-cursor, too-many-to-sort */
export async function listRecords(
  definition: AnyRecordDefinition,
  request: Request,
  query: ListQuery,
  store: Store,
  config: Configuration,
): Promise<Listed> {
  const { caller } = request;
  const source = sourceOf(definition, query, caller);
  const route = `${request.path.join('/')}?${[...request.query]
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .sort()
    .join('&')} ${caller.actor.id} ${source.index}`;
  const scope = { key: config.tenant.cursorKey, tenant: caller.tenant, route };
  const given = request.query.get('cursor');
  const after: Position | undefined = given === undefined ? undefined : decodeCursor(given, scope);
  const filtering = { definition, filters: query.filters, person: caller.actor.id, config, now: clock.now() };
  const passes = passing(filtering, caller);
  const { records, next } = source.inOrder
    ? await pageInOrder(store, source, query, passes, after)
    : await pageSorted(store, source, query, passes, after);
  return { records, nextCursor: next ? encodeCursor(next, scope) : null };
}

function passing(filtering: Filtering, caller: Caller): Passes {
  const { definition, config } = filtering;
  const all = readsAll(definition, caller);
  const customOf = ({ customFields, customFieldsInternal }: AnyRecord) => ({
    ...customFields,
    ...(all && customFieldsInternal),
  });
  return (stored): stored is Stored =>
    stored !== undefined &&
    canSee(definition, stored.record, caller, config) &&
    matches(filtering, stored.record, customOf(stored.record));
}

/** The index has the order: it is read until the page is full. */
async function pageInOrder(
  store: Store,
  source: Source,
  query: ListQuery,
  passes: Passes,
  from: Position | undefined,
): Promise<Page> {
  const { inOrder: _, ...input } = source;
  const records: Stored[] = [];
  let after = from;
  let examined = 0;
  for (;;) {
    // One item more than the page needs tells whether there is another page; where few match, twice as many are looked at each time.
    const wanted = Math.max(query.limit - records.length + 1, examined);
    const page = await store.query({
      ...input,
      limit: Math.min(wanted, MAX_EXAMINED - examined),
      ...(after && { after }),
    });
    for (const item of source.index === 'opened' ? await wholeItems(store, page.items) : page.items) {
      const stored = storedRecord(item);
      examined++;
      if (passes(stored)) {
        if (records.length === query.limit) return { records, ...(after && { next: after }) };
        records.push(stored);
      }
      after = positionOf(item, source.index);
    }
    if (!page.next) return { records };
    after = page.next;
    if (examined >= MAX_EXAMINED) return { records, next: after };
  }
}

/** The records that entries of an index without them stand for, in the order of the entries. */
async function wholeItems(store: Store, entries: readonly Item[]): Promise<readonly Item[]> {
  const chunks = Array.from({ length: Math.ceil(entries.length / MAX_KEYS) }, (_, at) =>
    entries.slice(at * MAX_KEYS, (at + 1) * MAX_KEYS),
  );
  const found = await Promise.all(chunks.map((chunk) => store.getAll(chunk.map(({ pk, sk }) => ({ pk, sk })))));
  const byPk = new Map(found.flat().map((item) => [item.pk, item]));
  // Its place is where the index had it: the record may stand elsewhere by now.
  return entries.map((entry) => ({ ...byPk.get(entry.pk), ...entry }));
}

/** The key to continue after an item of an index. */
function positionOf(item: Readonly<Record<string, unknown>>, index: keys.IndexName): Position {
  const [pk, sk] = keys.indexes[index];
  return { pk: item.pk, sk: item.sk, [pk]: item[pk], [sk]: item[sk] };
}

/**
 * No index has the order: the whole partition is read and put in order for each page, which goes on after the value and the ulid of the
 * last record of the page before. @throws Problem too-many-to-sort when it is more than is looked at
 */
async function pageSorted(
  store: Store,
  { inOrder: _, descending: __, ...input }: Source,
  { sort, limit }: ListQuery,
  passes: Passes,
  after: Position | undefined,
): Promise<Page> {
  const field = sort.replace(/^-/, '');
  const items: Item[] = [];
  let next: Position | undefined;
  do {
    const page = await store.query({ ...input, limit: MAX_EXAMINED + 1 - items.length, ...(next && { after: next }) });
    items.push(...page.items);
    next = page.next;
  } while (next && items.length <= MAX_EXAMINED);
  if (items.length > MAX_EXAMINED) throw tooMany(sort);
  const order = inOrderOf(sort);
  const placed = items
    .map((item) => storedRecord(item))
    .filter(passes)
    .map((stored) => ({ stored, place: { value: stored.record[field] ?? null, uid: stored.record.uid } }))
    .sort((a, b) => order(a.place, b.place))
    .filter(({ place }) => !after || order(place, { value: after.value, uid: String(after.uid) }) > 0);
  const page = placed.slice(0, limit);
  const last = page.at(-1);
  return { records: page.map(({ stored }) => stored), ...(last && placed.length > limit && { next: last.place }) };
}

/** Where a record stands: by its value, then by its ulid. */
interface Place {
  readonly value: unknown;
  readonly uid: string;
}

/** Values in the order asked for, those that are missing last, equal ones by age. */
function inOrderOf(sort: string): (a: Place, b: Place) => number {
  const sign = sort.startsWith('-') ? -1 : 1;
  const compare = (a: unknown, b: unknown): number => {
    if (a === b) return 0;
    if (a === null || b === null) return a === null ? 1 : -1;
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * (String(a) < String(b) ? -1 : 1);
  };
  return (a, b) => compare(a.value, b.value) || sign * (a.uid < b.uid ? -1 : Number(a.uid > b.uid));
}

function tooMany(sort: string): Problem {
  const narrowing = ['assignedGroup', 'assignedTo', 'requesterId'];
  const detail = `${sort} puts up to ${MAX_EXAMINED} records in order, and there are more; name one of ${narrowing.join(', ')}, or sort otherwise`;
  return new Problem('too-many-to-sort', detail, { known: narrowing });
}
