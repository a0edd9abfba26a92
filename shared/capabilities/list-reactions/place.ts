/** The records of a declared list that a reaction is for: its partition, its stretch, and whether a record stands there. */

import { type Placed, rowsOf, WITH_VALUE } from '#shared/engine/list-rows';
import type { AnyRecordDefinition, OfList } from '#shared/grammar/definition';
import { type ListShape, orderOf, shapesOf } from '#shared/grammar/list-shapes';
import type { TenantId } from '#shared/ids/tenant-id';
import { listRowPk } from '#shared/store/keys';

/** Where the records of a reaction stand. */
export interface ListPlace {
  readonly shape: ListShape;
  readonly pk: string;
  readonly descending: boolean;
  /** Sort keys of the order's values: from the first on, and below the second. */
  readonly from?: string;
  readonly below?: string;
}

/** @throws Error for a list that is not declared, values of other fields than it is by, or a bound that its order does not know */
export function placeOf(definition: AnyRecordDefinition, tenant: TenantId, on: OfList): ListPlace {
  const { type } = definition;
  const shape = shapesOf(definition).find(({ name }) => name === on.list);
  if (!shape) throw new Error(`${type} declares no list ${on.list}`);
  const given = Object.keys(on.equals).toSorted();
  if (given.join() !== shape.by.toSorted().join())
    throw new Error(`${on.list} of ${type} is by ${shape.by.join(', ') || 'nothing'}; was given ${given.join(', ')}`);
  const values = shape.by.map((name) => on.equals[name] ?? '');
  const [from, below] = [on.from, on.below].map((bound) => {
    if (bound === undefined) return undefined;
    const order = orderOf(definition, shape.order);
    const key = order?.boundOf(bound);
    if (key === undefined) throw new Error(`${on.list} of ${type}: expected ${order?.like}, was given ${bound}`);
    return key;
  });
  return {
    shape,
    pk: listRowPk(tenant, type, shape.name, values),
    descending: on.descending ?? false,
    ...(from !== undefined && { from }),
    ...(below !== undefined && { below }),
  };
}

/** Whether the record has its row there, as it is. */
export function standsThere(tenant: TenantId, type: string, place: ListPlace, placed: Placed): boolean {
  const { shape, pk, from, below } = place;
  return rowsOf(tenant, type, [shape], placed).some(
    (row) =>
      row.pk === pk &&
      (from === undefined || (row.sk.startsWith(WITH_VALUE) && row.sk >= `${WITH_VALUE}${from}`)) &&
      (below === undefined || (row.sk.startsWith(WITH_VALUE) && row.sk < `${WITH_VALUE}${below}`)),
  );
}
