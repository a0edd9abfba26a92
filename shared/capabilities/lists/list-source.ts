/** Which index serves a list best. */

import type { ListQuery } from '#shared/capabilities/lists/list-query';
import { readsAll } from '#shared/engine/access';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { BY_DUE, byUrgency, opened, recent, standingSorts } from '#shared/grammar/list-vocabulary';
import { hasIndex } from '#shared/grammar/lists';
import * as keys from '#shared/store/keys';
import type { QueryInput } from '#shared/store/store';
import type { Caller } from '#shared/tenancy/context';
import { sortableInstant } from '#shared/time/clock';

/** Which partition to read, from which index, and whether its order is the one that was asked for. */
export type IndexSource = Omit<QueryInput, 'limit' | 'after'> & {
  readonly index: keys.IndexName;
  readonly inOrder: boolean;
};

/** What serves the query best: an index that has the order, or one with few records. */
export function sourceOf(
  definition: AnyRecordDefinition,
  { sort, filters, queue }: ListQuery,
  caller: Caller,
): IndexSource {
  const { tenant } = caller;
  const { type, lists } = definition;
  const single = (name: string): string | undefined => {
    const value = filters.get(name);
    return value === undefined || value.includes(',') ? undefined : value === 'me' ? caller.actor.id : value;
  };
  const descending = sort.startsWith('-');
  const standing = standingSorts(definition).includes(sort);
  const urgent = sort === BY_DUE || byUrgency.includes(sort);
  if (queue !== undefined) return { index: 'queue', pk: keys.queuePk(tenant, type, queue), inOrder: urgent };
  if (filters.get('deleted') === 'true')
    return { index: 'list', pk: keys.deletedPk(tenant, type), descending, inOrder: true };
  if (standing && !recent.includes(sort) && !opened.includes(sort)) {
    const [group, user] = [single('assignedGroup'), single('assignedTo')];
    if (group !== undefined && hasIndex(lists, 'queue'))
      return { index: 'queue', pk: keys.queuePk(tenant, type, group), inOrder: urgent };
    if (user !== undefined && hasIndex(lists, 'assignee'))
      return { index: 'assignee', pk: keys.assigneePk(tenant, type, user), inOrder: urgent };
    return { index: 'open', pk: keys.openPk(tenant, type), inOrder: urgent };
  }
  // Whoever a field names finds records of other requesters as well.
  const sole = !readsAll(definition, caller) && !filters.get('watcher') && !definition.parties;
  const own = sole ? caller.actor.id : single('requesterId');
  if (own !== undefined && hasIndex(lists, 'requester'))
    return {
      index: 'requester',
      pk: keys.requesterPk(tenant, type, own),
      descending,
      inOrder: recent.includes(sort),
    };
  const pk = keys.listPk(tenant, type);
  // The order of a declared list that does not serve it: closed records belong to it, and only few can be put in order.
  if (!standing) return { index: 'list', pk, inOrder: false };
  if (opened.includes(sort)) return { index: 'opened', pk, descending, inOrder: true };
  const from = filters.get('updatedAt[gte]');
  return { index: 'list', pk, descending, inOrder: true, ...(from && { from: sortableInstant(from) }) };
}
