/** Lists: what serves a query best is read, a declared list or an index; the rest is filtered, or put in order, within a bounded number of items. */

import { type Filtering, matches } from '#shared/capabilities/lists/list-filters';
import { isRemembered, movedSince, moves, remembered, stands } from '#shared/capabilities/lists/list-moved';
import type { ListQuery } from '#shared/capabilities/lists/list-query';
import { sourceOf } from '#shared/capabilities/lists/list-source';
import { isListed } from '#shared/capabilities/lists/listing';
import { type ListPage, type Passes, pageInOrder } from '#shared/capabilities/lists/page';
import { pageSorted } from '#shared/capabilities/lists/page-sorted';
import { indexReader, type Position } from '#shared/capabilities/lists/reader';
import { rowReader } from '#shared/capabilities/lists/row-reader';
import { rowSourceOf } from '#shared/capabilities/lists/row-source';
import { canSee, readsAll, standingFor } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import type { Stored } from '#shared/engine/items';
import type { AnyRecord } from '#shared/grammar/record';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import type { Request } from '#shared/http/request';
import type { Caller } from '#shared/tenancy/context';
import { clock } from '#shared/time/clock';

export interface Listed {
  readonly records: readonly Stored[];
  readonly nextCursor: string | null;
}

/** One page of records that the caller may see. @throws Problem invalid-cursor, too-many-to-sort */
export async function listRecords(
  { definition, store, config, runtime }: Pick<Context, 'definition' | 'store' | 'config' | 'runtime'>,
  request: Request,
  query: ListQuery,
): Promise<Listed> {
  const { caller } = request;
  const { tenant } = caller;
  const source = sourceOf(definition, query, caller);
  const declared = rowSourceOf(definition, query, caller);
  const way = declared ? declared.shape.name : source.inOrder ? source.index : `${source.index}, put in order`;
  const route = `${request.path.join('/')}?${[...request.query]
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .sort()
    .join('&')} ${caller.actor.id} ${way}`;
  const scope = { key: config.tenant.cursorKey, tenant, route };
  const given = request.query.get('cursor');
  const now = clock.now();
  const { since, seen, moved, ...at }: Standing = given === undefined ? { since: now } : decodeCursor(given, scope);
  const after = Object.keys(at).length > 0 ? at : undefined;
  const passes = passing({ definition, filters: query.filters, person: caller.actor.id, config, now }, caller);
  // A reader goes on as it began: with rows, or without where the list had not all of them yet.
  const begun =
    given === undefined ? declared && isListed({ runtime, store, tenant, definition }, declared.shape) : 'row' in at;
  const rows = (await begun) ? declared : undefined;
  const isMoving = since !== undefined && moves(query, rows);
  const { records, next }: ListPage = moved
    ? { records: [] }
    : rows
      ? await pageInOrder(rowReader(store, tenant, definition, rows), query.limit, passes, after)
      : source.inOrder
        ? await pageInOrder(indexReader(store, source), query.limit, passes, after)
        : await pageSorted(store, definition, source, query, passes, after);
  const known = isMoving ? remembered(seen, records, since) : seen;
  const cursorOf = (position: Standing): string =>
    encodeCursor({ ...position, ...(isMoving && { since, ...(known && { seen: known }) }) }, scope);
  if (next || given === undefined || !isMoving) return { records, nextCursor: next ? cursorOf(next) : null };
  // What changed while the reader was on its way may have jumped over the reader: it comes at the end.
  const news = (stored: Stored | undefined): stored is Stored =>
    passes(stored) &&
    (rows !== undefined || stands(definition, source, stored.record, caller)) &&
    !isRemembered(known, stored);
  const left = query.limit - records.length;
  const moving = movedSince(source, definition, query, caller, since);
  const rest = await pageInOrder(indexReader(store, moving), Math.max(left, 1), news, moved ? after : undefined);
  if (left === 0) {
    const isMore = rest.records.length > 0 || rest.next !== undefined;
    return { records, nextCursor: isMore ? cursorOf({ moved: true }) : null };
  }
  const more = rest.next ? cursorOf({ ...rest.next, moved: true }) : null;
  return { records: [...records, ...rest.records], nextCursor: more };
}

/** Where a reader stands: the position in the order, when it began, what it saw of the time just before, and whether it has come to what moved since. */
interface Standing extends Position {
  readonly since?: number;
  readonly seen?: string;
  readonly moved?: boolean;
}

function passing(filtering: Filtering, caller: Caller): Passes {
  const { definition, config } = filtering;
  const all = readsAll(definition, caller);
  const customOf = ({ customFields, customFieldsInternal }: AnyRecord) => ({
    ...customFields,
    ...(all && customFieldsInternal),
  });
  return (stored): stored is Stored => {
    if (stored === undefined || !canSee(definition, stored.record, caller, config)) return false;
    const record = standingFor(definition, stored.record, caller);
    return matches(filtering, record, customOf(record));
  };
}
