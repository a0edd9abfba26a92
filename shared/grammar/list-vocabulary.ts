/** What lists of records can be asked for, by their definition: filters and orders (A1). */
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { shapesOf } from '#shared/grammar/list-shapes';
import { hasIndex } from '#shared/grammar/lists';

const ranges: readonly string[] = ['createdAt', 'updatedAt', 'openedAt'];
/** By last change. */
export const recent: readonly string[] = ['-updatedAt', 'updatedAt'];
/** By opening. */
export const opened: readonly string[] = ['-openedAt', 'openedAt'];
/** Open records, nothing last. */
export const byUrgency: readonly string[] = ['priority,dueAt', 'priority,dueAt,id'];
export const BY_DUE = 'dueAt';

/** Filters that are true or false. */
export const FLAGS: readonly string[] = ['open', 'unassigned', 'deleted'];
/** Fields of several values, whose filter names one of them. */
const ofSeveral: Readonly<Record<string, string>> = { ciIds: 'ciId', tags: 'tag', watchers: 'watcher' };

/** The filter that names values of a field. */
export const filterOf = (field: string): string =>
  (Object.hasOwn(ofSeveral, field) ? ofSeveral[field] : undefined) ?? field;

/** Fields that a list says the first and the last value of. */
const rangesOf = (definition: AnyRecordDefinition): readonly string[] => [
  ...new Set([...ranges, ...shapesOf(definition).map(({ order }) => order)]),
];

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
      ...shapesOf(definition).flatMap(({ by }) => by.map(filterOf)),
      ...Object.keys(definition.filters ?? {}),
    ]),
    ...rangesOf(definition).flatMap((name) => [`${name}[gte]`, `${name}[lt]`]),
  ];
}

/** Those of a queue: whose it is, its path says. */
export function queueFiltersOf(definition: AnyRecordDefinition): readonly string[] {
  return filtersOf(definition).filter((name) => name !== 'assignedGroup' && name !== 'deleted');
}

/** The orders that a list of these records has whatever its filters are. */
export function standingSorts({ lists, dueQueue, sorts = [] }: AnyRecordDefinition): readonly string[] {
  return [
    ...recent,
    ...(hasIndex(lists, 'opened') ? opened : []),
    ...(hasIndex(lists, 'open') ? byUrgency : []),
    ...(dueQueue ? [BY_DUE] : []),
    ...sorts.flatMap((field) => [`-${field}`, field]),
  ];
}

/** Every order, those included that go with certain filters (`refuseUnserved`). */
export function sortsOf(definition: AnyRecordDefinition): readonly string[] {
  const declared = shapesOf(definition).flatMap(({ order }) => [`-${order}`, order]);
  return [...new Set([...standingSorts(definition), ...declared])];
}

/** Which filters an order of declared lists goes with, each as what is to be named together. */
export function filtersWith(definition: AnyRecordDefinition, order: string): readonly (readonly string[])[] {
  return shapesOf(definition)
    .filter((shape) => shape.order === order)
    .map(({ by, states }) => [...by.map(filterOf), ...(states ? ['open'] : [])]);
}
