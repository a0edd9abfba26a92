/** What a list is asked for: filters, order and page (A1). Whatever it does not know it refuses, naming what it knows. */
import { limitOf } from '#shared/http/paging';
import { Problem } from '#shared/http/problems';
import type { Request } from '#shared/http/request';
import { isHidden, readsAll } from '#shared/process/access';
import type { AnyRecordDefinition } from '#shared/process/definition';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';

/** Characters of a filter: some become keys of an index, which have a limit. */
const MAX_FILTER = 400;

const ranges = ['createdAt', 'updatedAt', 'openedAt'] as const;
/** By last change. */
export const recent: readonly string[] = ['-updatedAt', 'updatedAt'];
/** By opening. */
export const opened: readonly string[] = ['-openedAt', 'openedAt'];
/** Open records, nothing last. */
export const byUrgency: readonly string[] = ['priority,dueAt', 'priority,dueAt,id'];
export const BY_DUE = 'dueAt';

/** Filters that are true or false. */
const FLAGS: readonly string[] = ['unassigned', 'deleted'];

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
      ...FLAGS,
      ...own,
    ]),
    ...Object.keys(definition.filters ?? {}),
    ...ranges.flatMap((name) => [`${name}[gte]`, `${name}[lt]`]),
  ];
}

/** Those of a queue: whose it is, its path says. */
export function queueFiltersOf(definition: AnyRecordDefinition): readonly string[] {
  return filtersOf(definition).filter((name) => name !== 'assignedGroup' && name !== 'deleted');
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

/** The orders that a list of these records has. */
export function sortsOf({ lists, dueQueue, sorts = [] }: AnyRecordDefinition): readonly string[] {
  return [
    ...recent,
    ...(lists.includes('opened') ? opened : []),
    ...(lists.includes('open') ? byUrgency : []),
    ...(dueQueue ? [BY_DUE] : []),
    ...sorts.flatMap((field) => [`-${field}`, field]),
  ];
}

export interface ListQuery {
  readonly limit: number;
  readonly sort: string;
  readonly filters: ReadonlyMap<string, string>;
  /** The group whose queue it is. */
  readonly queue?: string;
}

const unknown = (parameter: string, detail: string, known?: readonly string[]): Problem =>
  new Problem('unknown-parameter', detail, { parameter, ...(known && { known }) });

/** @throws Problem unknown-parameter naming what is known, forbidden for deleted records. */
export function listQuery(definition: AnyRecordDefinition, request: Request, config: Configuration): ListQuery {
  const filters = givenFilters(definition, request, config, filtersOf(definition), ['view']);
  const due = definition.dueQueue;
  const usual = due && filters.get(due.filter) === due.value ? BY_DUE : '-updatedAt';
  const query = { limit: limitOf(request), sort: sortOf(definition, request, usual), filters };
  if (filters.get('deleted') === 'true') refuseDeleted(request, query);
  return query;
}

/** The query of a group's queue. @throws Problem unknown-parameter naming what is known. */
export function queueQuery(
  definition: AnyRecordDefinition,
  queue: string,
  request: Request,
  config: Configuration,
): ListQuery {
  const filters = givenFilters(definition, request, config, queueFiltersOf(definition), []);
  return { limit: limitOf(request), sort: sortOf(definition, request, 'priority,dueAt'), filters, queue };
}

function givenFilters(
  definition: AnyRecordDefinition,
  request: Request,
  config: Configuration,
  own: readonly string[],
  beside: readonly string[],
): ReadonlyMap<string, string> {
  const filters = new Map<string, string>();
  const { caller } = request;
  const all = readsAll(definition, caller);
  // What somebody cannot read they do not find out by filters either.
  const seen = own.filter((name) => all || !isHidden(definition, name));
  const known = [...seen, ...customFiltersOf(definition, caller, config)];
  for (const [name, value] of request.query) {
    if (['limit', 'cursor', 'sort', 'fields'].includes(name)) continue;
    if (!known.includes(name)) {
      const names = [...known, 'limit', 'cursor', 'sort', ...beside];
      throw unknown(name, `unknown query parameter ${name}; known ones: ${names.join(', ')}`, names);
    }
    if (name === 'watcher' && !all && value !== 'me' && value !== caller.actor.id)
      throw unknown(name, `watcher is me, was given ${value}`, ['me']);
    if (value.length > MAX_FILTER)
      throw unknown(name, `${name} has at most ${MAX_FILTER} characters, was given ${value.length}`);
    refuseStrangeValue(definition, name, value);
    filters.set(name, value);
  }
  return filters;
}

/** A value that the filter cannot have would find nothing, and look as if there were nothing. */
function refuseStrangeValue(definition: AnyRecordDefinition, name: string, value: string): void {
  const values = FLAGS.includes(name) ? ['true', 'false'] : definition.filters?.[name]?.of;
  if (Array.isArray(values) && !value.split(',').every((one) => values.includes(one)))
    throw unknown(name, `${name} is ${values.join(' or ')}, was given ${value}`, values);
  if (/^\w+\[(gte|lt)\]$/.test(name) && Number.isNaN(Date.parse(value)))
    throw unknown(name, `${name} is an RFC 3339 instant, was given ${value}`);
}

function sortOf(definition: AnyRecordDefinition, request: Request, usual: string): string {
  const sort = request.query.get('sort') ?? usual;
  const known = sortsOf(definition);
  if (known.includes(sort)) return sort;
  throw unknown('sort', `unknown sort ${sort}; known ones: ${known.join(' · ')}`, known);
}

function refuseDeleted({ caller }: Request, { sort }: ListQuery): void {
  if (!caller.roles.has('TAD') && !caller.roles.has('AUD'))
    throw new Problem('forbidden', 'deleted records are listed for TAD and AUD');
  if (!recent.includes(sort)) throw unknown('sort', `deleted records are sorted by ${recent.join(' or ')}`, recent);
}
