/** Names in a view that its lists do not have, or not for its owner: it could never be run. They are refused, as the list itself refuses them. */
import type * as z from 'zod/mini';
import { CUSTOM_FILTER } from '#shared/capabilities/lists/list-query';
import { readsAll } from '#shared/engine/access';
import { recordTypeOf } from '#shared/grammar/record-types';
import { type FieldError, Problem } from '#shared/problems/problems';
import type { Caller } from '#shared/tenancy/context';
import type { viewSchema } from './schema.ts';

function unknown(pointer: string, what: string, given: string, known: readonly string[]): FieldError {
  return {
    pointer,
    code: 'unknown-reference',
    message: `there is no ${what} ${given}; known ones: ${known.join(', ')}`,
  };
}

const isCustom = (name: string): boolean => name.startsWith(CUSTOM_FILTER);

/** What is said of custom fields depends on templates, which come and go: whoever runs the view is told. @throws Problem unknown-reference */
export function refuseUnknown(
  { recordType, filters, sort, columns = [] }: z.infer<typeof viewSchema>,
  caller: Caller,
): void {
  const type = recordTypeOf(recordType);
  if (!type) return;
  const all = readsAll(type, caller);
  // What somebody cannot read they are not told of by a refusal either.
  const seen = (names: readonly string[]) => (all ? names : names.filter((name) => !type.internal.includes(name)));
  const [known, fields] = [seen(type.filters), seen(type.fields)];
  const others = filters.watcher !== undefined && !all && !['me', caller.actor.id].includes(filters.watcher);
  const errors = [
    ...Object.keys(filters).flatMap((name) =>
      known.includes(name) || isCustom(name) ? [] : [unknown(`/filters/${name}`, 'filter', name, known)],
    ),
    ...(others ? [unknown('/filters/watcher', 'watcher', filters.watcher ?? '', ['me'])] : []),
    ...(sort === undefined || type.sorts.includes(sort) ? [] : [unknown('/sort', 'order', sort, type.sorts)]),
    ...columns.flatMap((name, index) =>
      fields.includes(name) || isCustom(name) ? [] : [unknown(`/columns/${index}`, 'field', name, fields)],
    ),
  ];
  if (errors.length > 0)
    throw new Problem(
      'unknown-reference',
      errors
        .map(({ message }) => message)
        .slice(0, 5)
        .join('; '),
      { errors },
    );
}
