/** What a list is asked for: filters, order and page (A1). Whatever it does not know it refuses, naming what it knows. */

import { templatesFor } from '#shared/capabilities/templates/documents';
import { isHidden, readsAll } from '#shared/engine/access';
import { vocabularyOf } from '#shared/engine/vocabulary';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { FieldOptions } from '#shared/grammar/fields';
import { type ListShape, orderOf, shapesOf } from '#shared/grammar/list-shapes';
import {
  BY_DUE,
  FLAGS,
  filterOf,
  filtersOf,
  filtersWith,
  queueFiltersOf,
  recent,
  sortsOf,
  standingSorts,
} from '#shared/grammar/list-vocabulary';
import { chronological } from '#shared/grammar/order';
import { recordFields } from '#shared/grammar/schemas';
import { instantParameter } from '#shared/http/instant';
import { MAX_SHOWN, refuseOtherValues } from '#shared/http/known-values';
import { limitOf } from '#shared/http/paging';
import type { Request } from '#shared/http/request';
import { priorities } from '#shared/kit/service-levels/priority';
import { Problem } from '#shared/problems/problems';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';

/** Characters of a filter: some become keys of an index, which have a limit. */
const MAX_FILTER = 400;

/** A filter on a custom field is its key after this. */
export const CUSTOM_FILTER = 'customFields.';

/** Filters on the custom fields of every template of the type, as far as the caller may see them. */
function customFiltersOf(definition: AnyRecordDefinition, caller: Caller, config: Configuration): readonly string[] {
  const all = readsAll(definition, caller);
  const keys = templatesFor(config, definition.type)
    .flatMap(({ body }) => Object.entries(body.keys))
    .flatMap(([key, visibility]) => (all || visibility === 'public' ? [`${CUSTOM_FILTER}${key}`] : []));
  return [...new Set(keys)];
}

/** Whether all that the filters ask for stands in the list: one of open records serves who asks for open ones. */
export function holds({ by, states }: ListShape, filters: ListQuery['filters']): boolean {
  if (!by.every((name) => filters.has(filterOf(name)))) return false;
  if (!states || filters.get('open') === 'true') return true;
  return (
    filters
      .get('state')
      ?.split(',')
      .every((state) => states.includes(state)) ?? false
  );
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
  refuseUnserved(definition, request, query);
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
    if (['limit', 'cursor', 'sort', 'fields', 'expand'].includes(name)) continue;
    if (!known.includes(name)) {
      const names = [...known, 'limit', 'cursor', 'sort', ...beside];
      throw unknown(name, `unknown query parameter ${name}; known ones: ${names.join(', ')}`, names);
    }
    if (name === 'watcher' && !all && value !== 'me' && value !== caller.actor.id)
      throw unknown(name, `watcher is me, was given ${value}`, ['me']);
    if (value.length > MAX_FILTER)
      throw unknown(name, `${name} has at most ${MAX_FILTER} characters, was given ${value.length}`);
    const values = valuesOf(definition, config, name);
    if (values) refuseOtherValues(name, value, values);
    const [, ranged] = /^(\w+)\[(gte|lt)\]$/.exec(name) ?? [];
    filters.set(name, ranged === undefined ? value : boundOf(definition, name, ranged, value));
  }
  return filters;
}

/** A bound of a range, as the field's values are. @throws Problem unknown-parameter */
function boundOf(definition: AnyRecordDefinition, name: string, field: string, given: string): string {
  const order = orderOf(definition, field);
  if (order === chronological) return instantParameter(name, given);
  if (given.trim() !== '' && order?.boundOf(given) !== undefined) return given;
  throw unknown(name, `${name}: expected ${order?.like}, was given ${given.slice(0, 80)}`);
}

/** Every value that a filter can have; undefined where any word may be one. */
function valuesOf(definition: AnyRecordDefinition, config: Configuration, name: string): readonly string[] | undefined {
  const { of } = definition.filters?.[name] ?? {};
  if (of !== undefined) return typeof of === 'string' ? undefined : of;
  if (FLAGS.includes(name)) return ['true', 'false'];
  if (name === 'state') return Object.keys(definition.lifecycle.states);
  const fields = recordFields(definition);
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) return name === 'priority' ? priorities : undefined;
  const { values, options } = field;
  if (values) return values;
  if (options.directory === 'service' || options.directory === 'category')
    return vocabularyOf(config, options.directory);
  return wholeNumbers(options);
}

/** Of a number within narrow bounds, such as a level from 1 to 3, each value. */
function wholeNumbers({ min, max }: FieldOptions): readonly string[] | undefined {
  if (min === undefined || max === undefined || max - min > MAX_SHOWN) return undefined;
  return Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
}

function sortOf(definition: AnyRecordDefinition, request: Request, usual: string): string {
  const sort = request.query.get('sort') ?? usual;
  const known = sortsOf(definition);
  if (known.includes(sort)) return sort;
  throw unknown('sort', `unknown sort ${sort}; known ones: ${known.join(' · ')}`, known);
}

/** An order that some lists have is refused with filters that none of them has. Whoever does not read all has few enough to put in any order. */
function refuseUnserved(definition: AnyRecordDefinition, { caller }: Request, query: ListQuery): void {
  const { sort, filters } = query;
  if (standingSorts(definition).includes(sort) || !readsAll(definition, caller)) return;
  const order = sort.replace(/^-/, '');
  if (shapesOf(definition).some((shape) => shape.order === order && holds(shape, filters))) return;
  const ways = filtersWith(definition, order);
  const known = ways.map((names) => names.join(' and '));
  throw unknown('sort', `${sort} goes with the filters ${known.join(', or ')}`, known);
}

function refuseDeleted({ caller }: Request, { sort }: ListQuery): void {
  if (!caller.roles.has('TAD') && !caller.roles.has('AUD'))
    throw new Problem('forbidden', 'deleted records are listed for TAD and AUD');
  if (!recent.includes(sort)) throw unknown('sort', `deleted records are sorted by ${recent.join(' or ')}`, recent);
}
