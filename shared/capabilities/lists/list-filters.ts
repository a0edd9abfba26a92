/** Whether a record passes the filters of a list. Comma lists are alternatives, different filters all hold (A1). Pure. */

import { CUSTOM_FILTER, type ListQuery } from '#shared/capabilities/lists/list-query';
import { isOpen } from '#shared/engine/decide';
import type { AnyRecordDefinition, Predicate } from '#shared/grammar/definition';
import { orderOf } from '#shared/grammar/list-shapes';
import type { AnyRecord } from '#shared/grammar/record';
import type { Configuration } from '#shared/tenancy/configuration';
import { hasWords } from '#shared/text/folding';

export interface Filtering {
  readonly definition: AnyRecordDefinition;
  readonly filters: ListQuery['filters'];
  /** Who `me` is. */
  readonly person: string;
  readonly config: Configuration;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** @param custom the record's custom fields, as far as the caller may see them */
export function matches(
  { definition, filters, person, config, now }: Filtering,
  record: AnyRecord,
  custom: Readonly<Record<string, unknown>>,
): boolean {
  return [...filters].every(([name, given]) => {
    const wanted = given.split(',').map((value) => (value === 'me' ? person : value));
    const own = definition.filters?.[name]?.holds as Predicate<AnyRecord> | undefined;
    if (own) return wanted.some((word) => own(record, word, config, now));
    if (name.startsWith(CUSTOM_FILTER)) return intersects(custom[name.slice(CUSTOM_FILTER.length)], wanted);
    const [, field, bound] = /^(\w+)\[(gte|lt)\]$/.exec(name) ?? [];
    if (field !== undefined) {
      const order = orderOf(definition, field);
      return isWithin(order?.keyOf(record[field]), bound, order?.boundOf(given));
    }
    switch (name) {
      case 'q':
        return hasWords(`${record.id} ${record.title} ${record.description ?? ''}`, given);
      case 'tag':
        return intersects(record.tags, wanted);
      case 'ciId':
        return intersects([...(record.ciIds ?? []), record.ciId], wanted);
      case 'watcher':
        return intersects(record.watchers, wanted);
      case 'deleted':
        return (given === 'true') === (record.deletedAt !== undefined);
      case 'open':
        return (given === 'true') === isOpen(definition, record);
      case 'unassigned':
        return (given === 'true') === (record.assignedTo === undefined);
      default:
        return intersects(record[name] ?? '', wanted);
    }
  });
}

const intersects = (values: unknown, wanted: readonly string[]): boolean =>
  [values].flat().some((value) => value !== undefined && wanted.includes(String(value)));

function isWithin(value: string | undefined, bound: string | undefined, limit: string | undefined): boolean {
  if (value === undefined || limit === undefined) return false;
  return bound === 'gte' ? value >= limit : value < limit;
}
