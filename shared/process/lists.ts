/** Lists: the query is checked, the index that serves it best is read, the rest is filtered within a bounded number of items. */
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import { Problem } from '#shared/http/problems';
import type { Request } from '#shared/http/request';
import { canSee, readsAll } from '#shared/process/access';
import type { AnyRecordDefinition, PersonRule } from '#shared/process/definition';
import { type Stored, storedRecord } from '#shared/process/items';
import type { AnyRecord } from '#shared/process/record';
import * as keys from '#shared/store/keys';
import type { QueryInput, Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import type { Role } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;
/** Items looked at for one page: a filter that matches rarely answers a short page with a cursor instead of reading on. */
const MAX_EXAMINED = 2000;

/** Characters of a filter: some become keys of an index, which have a limit. */
const MAX_FILTER = 400;

const ranges = ['createdAt', 'updatedAt', 'openedAt'] as const;
const recent = ['-updatedAt', 'updatedAt'];
const byUrgency = ['priority,dueAt', 'priority,dueAt,id'];
const BY_DUE = 'dueAt';

/** The filters of every record list (A1), and those the definition adds. */
export function filtersOf(definition: AnyRecordDefinition): readonly string[] {
  const own = Object.entries(definition.fields).flatMap(([name, { options }]) => (options.filter ? [name] : []));
  return [
    ...new Set([
      'state',
      'assignedGroup',
      'assignedTo',
      'createdBy',
      'requesterId',
      'serviceId',
      'ciId',
      'channel',
      'externalId',
      'templateId',
      'priority',
      'tag',
      'q',
      'watcher',
      'unassigned',
      'deleted',
      ...own,
    ]),
    ...Object.keys(definition.filters ?? {}),
    ...ranges.flatMap((name) => [`${name}[gte]`, `${name}[lt]`]),
  ];
}

/** A filter on a custom field is its key after this. */
export const CUSTOM_FILTER = 'customFields.';

/** Filters on the custom fields of every template of the type, as far as the caller may see them. */
function customFiltersOf(definition: AnyRecordDefinition, caller: Caller, config: Configuration): readonly string[] {
  const all = readsAll(definition, caller);
  const keys = config
    .templatesFor(definition.type)
    .flatMap(({ reference }) => Object.entries(reference.keys))
    .flatMap(([key, visibility]) => (all || visibility === 'public' ? [`${CUSTOM_FILTER}${key}`] : []));
  return [...new Set(keys)];
}

export function sortsOf(definition: AnyRecordDefinition): readonly string[] {
  const urgency = definition.lists.includes('open') ? byUrgency : [];
  return [...recent, ...urgency, ...(definition.dueQueue ? [BY_DUE] : [])];
}

export interface ListQuery {
  readonly limit: number;
  readonly sort: string;
  readonly filters: ReadonlyMap<string, string>;
}

/** @throws Problem unknown-parameter naming what is known. */
export function listQuery(definition: AnyRecordDefinition, request: Request, config: Configuration): ListQuery {
  const filters = new Map<string, string>();
  const known = [...filtersOf(definition), ...customFiltersOf(definition, request.caller, config)];
  for (const [name, value] of request.query) {
    if (['limit', 'cursor', 'sort', 'fields'].includes(name)) continue;
    if (!known.includes(name)) {
      const all = [...known, 'limit', 'cursor', 'sort', 'view'];
      throw new Problem('unknown-parameter', `unknown query parameter ${name}; known ones: ${all.join(', ')}`, {
        parameter: name,
        known: all,
      });
    }
    if (value.length > MAX_FILTER) {
      throw new Problem(
        'unknown-parameter',
        `${name} has at most ${MAX_FILTER} characters, was given ${value.length}`,
        {
          parameter: name,
        },
      );
    }
    filters.set(name, value);
  }
  const queue = definition.dueQueue;
  const usual = queue && filters.get(queue.filter) === queue.value ? BY_DUE : '-updatedAt';
  const sort = request.query.get('sort') ?? usual;
  if (!sortsOf(definition).includes(sort)) {
    throw new Problem('unknown-parameter', `unknown sort ${sort}; known ones: ${sortsOf(definition).join(' · ')}`, {
      parameter: 'sort',
      known: sortsOf(definition),
    });
  }
  const limit = Number(request.query.get('limit') ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new Problem(
      'unknown-parameter',
      `limit is a whole number from 1 to ${MAX_LIMIT}, was given ${request.query.get('limit')}`,
      { parameter: 'limit' },
    );
  }
  for (const name of ranges) {
    for (const bound of [`${name}[gte]`, `${name}[lt]`]) {
      const value = filters.get(bound);
      if (value !== undefined && Number.isNaN(Date.parse(value))) {
        throw new Problem('unknown-parameter', `${bound} is an RFC 3339 instant, was given ${value}`, {
          parameter: bound,
        });
      }
    }
  }
  if (filters.get('deleted') === 'true') {
    if (!['TAD', 'AUD'].some((role) => request.caller.roles.has(role as Role)))
      throw new Problem('forbidden', 'deleted records are listed for TAD and AUD');
    if (!recent.includes(sort))
      throw new Problem('unknown-parameter', `deleted records are sorted by ${recent.join(' or ')}`, {
        parameter: 'sort',
        known: recent,
      });
  }
  return { limit, sort, filters };
}

/** Which index to read, and from which partition. */
function source(
  definition: AnyRecordDefinition,
  { sort, filters }: ListQuery,
  caller: Caller,
): Omit<QueryInput, 'limit' | 'after'> {
  const { tenant } = caller;
  const { type, lists } = definition;
  const single = (name: string): string | undefined => {
    const value = filters.get(name);
    return value === undefined || value.includes(',') ? undefined : value === 'me' ? caller.actor.id : value;
  };
  if (filters.get('deleted') === 'true')
    return { index: 'list', pk: keys.deletedPk(tenant, type), descending: sort.startsWith('-') };
  if (sort === BY_DUE || byUrgency.includes(sort)) {
    const group = filters.get('unassigned') === 'true' ? 'unassigned' : single('assignedGroup');
    if (group !== undefined && lists.includes('queue'))
      return { index: 'queue', pk: keys.queuePk(tenant, type, group) };
    const user = single('assignedTo');
    if (user !== undefined && lists.includes('assignee'))
      return { index: 'assignee', pk: keys.assigneePk(tenant, type, user) };
    return { index: 'open', pk: keys.openPk(tenant, type) };
  }
  const descending = sort.startsWith('-');
  const own = readsAll(definition, caller) || filters.get('watcher') ? single('requesterId') : caller.actor.id;
  if (own !== undefined && lists.includes('requester'))
    return { index: 'requester', pk: keys.requesterPk(tenant, type, own), descending };
  const bounds = { ...(filters.get('updatedAt[gte]') && { from: utc(filters.get('updatedAt[gte]')) }) };
  return { index: 'list', pk: keys.listPk(tenant, type), descending, ...bounds };
}

const utc = (text: string | undefined): string => new Date(text ?? '').toISOString().replace('.000Z', 'Z');

/** Whether a record passes the filters. Comma lists are alternatives, different filters all hold (A1). */
function matches(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  filters: ListQuery['filters'],
  caller: Caller,
  config: Configuration,
  custom: Readonly<Record<string, unknown>>,
): boolean {
  for (const [name, given] of filters) {
    const wanted = given.split(',').map((value) => (value === 'me' ? caller.actor.id : value));
    const own = definition.filters?.[name] as PersonRule<AnyRecord> | undefined;
    const range = /^(\w+)\[(gte|lt)\]$/.exec(name);
    if (own) {
      if (!wanted.some((person) => own(record, person, config, clock.now()))) return false;
    } else if (range?.[1]) {
      const value = Date.parse(String(record[range[1]] ?? ''));
      const bound = Date.parse(given);
      if (range[2] === 'gte' ? !(value >= bound) : !(value < bound)) return false;
    } else if (name.startsWith(CUSTOM_FILTER)) {
      const value = custom[name.slice(CUSTOM_FILTER.length)];
      if (![value].flat().some((item) => item !== undefined && wanted.includes(String(item)))) return false;
    } else if (name === 'q') {
      const text = `${record.id} ${record.title} ${record.description ?? ''}`.toLowerCase();
      if (
        !given
          .toLowerCase()
          .split(/\s+/)
          .every((word) => text.includes(word))
      )
        return false;
    } else if (name === 'tag') {
      if (!wanted.some((tag) => record.tags?.includes(tag))) return false;
    } else if (name === 'ciId') {
      if (!wanted.some((ci) => record.ciIds?.includes(ci) || record.ciId === ci)) return false;
    } else if (name === 'watcher') {
      if (!wanted.some((user) => record.watchers?.includes(user))) return false;
    } else if (name === 'deleted') {
      if ((given === 'true') !== (record.deletedAt !== undefined)) return false;
    } else if (name === 'unassigned') {
      if ((given === 'true') !== (record.assignedTo === undefined)) return false;
    } else if (!wanted.includes(String(record[name] ?? ''))) {
      return false;
    }
  }
  return true;
}

export interface Listed {
  readonly records: readonly Stored[];
  readonly nextCursor: string | null;
}

/** One page of records that the caller may see. */
export async function listRecords(
  definition: AnyRecordDefinition,
  request: Request,
  query: ListQuery,
  store: Store,
  config: Configuration,
): Promise<Listed> {
  const { caller } = request;
  const route = `${request.path.join('/')}?${[...request.query]
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .sort()
    .join('&')} ${caller.actor.id}`;
  const scope = { key: config.tenant.cursorKey, tenant: caller.tenant, route };
  const input = source(definition, query, caller);
  const given = request.query.get('cursor');
  let after: Readonly<Record<string, unknown>> | undefined =
    given === undefined ? undefined : decodeCursor(given, scope);
  const records: Stored[] = [];
  const all = readsAll(definition, caller);
  const customOf = ({ customFields, customFieldsInternal }: AnyRecord) => ({
    ...customFields,
    ...(all && customFieldsInternal),
  });
  let examined = 0;
  for (;;) {
    // One item more than the page needs tells whether there is another page, without a second request.
    const limit = Math.min(query.limit - records.length + 1, MAX_EXAMINED - examined);
    const page = await store.query({ ...input, limit, ...(after && { after }) });
    for (const item of page.items) {
      const stored = storedRecord(item);
      examined++;
      if (
        stored &&
        canSee(definition, stored.record, caller, config) &&
        matches(definition, stored.record, query.filters, caller, config, customOf(stored.record))
      ) {
        if (records.length === query.limit) return { records, nextCursor: encodeCursor(after ?? {}, scope) };
        records.push(stored);
      }
      after = positionOf(item, input.index ?? 'list');
    }
    if (!page.next) return { records, nextCursor: null };
    after = page.next;
    if (examined >= MAX_EXAMINED) return { records, nextCursor: encodeCursor(after, scope) };
  }
}

/** The key to continue after an item of an index. */
function positionOf(item: Readonly<Record<string, unknown>>, index: keys.IndexName): Readonly<Record<string, unknown>> {
  const [pk, sk] = keys.indexes[index];
  return { pk: item.pk, sk: item.sk, [pk]: item[pk], [sk]: item[sk] };
}
