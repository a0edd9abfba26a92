/** Whether a record passes the filters of a list. Comma lists are alternatives, different filters all hold (A1). Pure. */
import type { AnyRecordDefinition, Predicate } from '#shared/process/definition';
import { CUSTOM_FILTER, type ListQuery } from '#shared/process/list-query';
import type { AnyRecord } from '#shared/process/record';
import type { Configuration } from '#shared/tenancy/configuration';

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
    if (field !== undefined) return isWithin(record[field], bound, given);
    switch (name) {
      case 'q':
        return hasWords(record, given);
      case 'tag':
        return intersects(record.tags, wanted);
      case 'ciId':
        return intersects([...(record.ciIds ?? []), record.ciId], wanted);
      case 'watcher':
        return intersects(record.watchers, wanted);
      case 'deleted':
        return (given === 'true') === (record.deletedAt !== undefined);
      case 'unassigned':
        return (given === 'true') === (record.assignedTo === undefined);
      default:
        return wanted.includes(String(record[name] ?? ''));
    }
  });
}

const intersects = (values: unknown, wanted: readonly string[]): boolean =>
  [values].flat().some((value) => value !== undefined && wanted.includes(String(value)));

function isWithin(value: unknown, bound: string | undefined, given: string): boolean {
  const [at, limit] = [Date.parse(String(value ?? '')), Date.parse(given)];
  return bound === 'gte' ? at >= limit : at < limit;
}

function hasWords({ id, title, description = '' }: AnyRecord, given: string): boolean {
  const text = `${id} ${title} ${description}`.toLowerCase();
  return given
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
