/** What IAM does not look at: whether every item that was written names its own tenant wherever it names one. */
import { asArray, asObject, asString } from '#infra/local/machine/json';
import type { Item } from '#shared/store/item';
import { indexes, tenantOf } from '#shared/store/keys';

const text = (item: Item, attribute: string): string | undefined => asString(item[attribute]);

/** Sentences about an item that stands in another tenant's index, or says that it is another's. */
export function strayIn(item: Item): readonly string[] {
  const { pk, sk } = item;
  const tenant = tenantOf(pk);
  if (tenant === undefined) return pk.startsWith('PLATFORM#') ? [] : [`an item is nobody’s: ${pk}`];
  const partitions = Object.entries(indexes).flatMap(([index, [attribute]]) => (index === 'due' ? [] : attribute));
  const named = [...new Set(partitions)].flatMap((attribute) => {
    const value = text(item, attribute);
    return value === undefined || tenantOf(value) === tenant ? [] : [`${pk} stands in ${attribute} ${value}`];
  });
  const said = text(item, 'tenantId') ?? tenant;
  const events = asArray(asObject(item.entry)?.events).flatMap((event) => {
    const other = asString(asObject(event)?.tenantId);
    return other === undefined || other === tenant ? [] : [`${pk} ${sk} has an event of ${other}`];
  });
  return [...named, ...(said === tenant ? [] : [`${pk} says it is of ${said}`]), ...events];
}

/** Looks at every item of the table. */
export const straysIn = (items: readonly Item[]): readonly string[] => items.flatMap(strayIn);
