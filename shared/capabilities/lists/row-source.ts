/** Which declared list serves a query: one whose fields are all filtered by a few values each, and that has the order asked for. */
import { holds, type ListQuery } from '#shared/capabilities/lists/list-query';
import type { RowSource } from '#shared/capabilities/lists/row-reader';
import { readsAll } from '#shared/engine/access';
import { combined } from '#shared/engine/list-rows';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { type ListShape, orderOf, shapesOf } from '#shared/grammar/list-shapes';
import { filterOf } from '#shared/grammar/list-vocabulary';
import { listRowPk } from '#shared/store/keys';
import type { Caller } from '#shared/tenancy/context';

/** Partitions that one page reads at once. */
const MOST_PARTITIONS = 10;

/** Undefined: no list serves it as it stands. Whoever does not read all records has a list of their own that is shorter. */
export function rowSourceOf(
  definition: AnyRecordDefinition,
  { sort, filters, queue }: ListQuery,
  caller: Caller,
): RowSource | undefined {
  if (queue !== undefined || filters.get('deleted') === 'true' || !readsAll(definition, caller)) return undefined;
  const order = sort.replace(/^-/, '');
  const descending = sort.startsWith('-');
  const candidates = shapesOf(definition).flatMap((shape): RowSource[] => {
    if (shape.order !== order || !holds(shape, filters)) return [];
    const values = shape.by.map((name) => meant(filters.get(filterOf(name)) ?? '', caller));
    if (values.reduce((product, { length }) => product * length, 1) > MOST_PARTITIONS) return [];
    const partitions = combined(values).map((each) => listRowPk(caller.tenant, definition.type, shape.name, each));
    return [{ shape, partitions, descending, ...boundsOf(definition, shape, filters) }];
  });
  // The one that has least beside what is asked for.
  const narrowness = ({ shape: { by, states } }: RowSource): number => 2 * by.length + (states ? 1 : 0);
  return candidates.sort((a, b) => narrowness(b) - narrowness(a))[0];
}

/** Values that are alternatives, each once; `me` is the caller. */
const meant = (given: string, { actor }: Caller): readonly string[] => [
  ...new Set(given.split(',').map((value) => (value === 'me' ? actor.id : value))),
];

function boundsOf(
  definition: AnyRecordDefinition,
  { order }: ListShape,
  filters: ListQuery['filters'],
): Pick<RowSource, 'from' | 'below'> {
  const [from, below] = ['gte', 'lt'].map((bound) => {
    const given = filters.get(`${order}[${bound}]`);
    return given === undefined ? undefined : orderOf(definition, order)?.boundOf(given);
  });
  return { ...(from !== undefined && { from }), ...(below !== undefined && { below }) };
}
