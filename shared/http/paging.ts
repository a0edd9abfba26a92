/** Pages of what is not a record list: how many on one, and where the next begins. */
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import type { Request } from '#shared/http/request';
import { Problem } from '#shared/problems/problems';
import type { Item, QueryInput, Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

/** The `limit` asked for. @throws Problem unknown-parameter */
export function limitOf(request: Request): number {
  return wholeNumber(request, 'limit', { from: 1, to: MAX_LIMIT, otherwise: DEFAULT_LIMIT });
}

/** A whole number as a query parameter has it: digits, and nothing else that JavaScript would take for one. @throws Problem unknown-parameter */
export function wholeNumber(
  { query }: Pick<Request, 'query'>,
  name: string,
  { from, to, otherwise }: { readonly from: number; readonly to: number; readonly otherwise: number },
): number {
  const given = query.get(name);
  if (given === undefined) return otherwise;
  const number = /^(0|[1-9]\d{0,8})$/.test(given) ? Number(given) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new Problem('unknown-parameter', `${name} is a whole number from ${from} to ${to}, was given ${given}`, {
    parameter: name,
  });
}

type Position = Readonly<Record<string, unknown>>;

function scopeOf({ path, query, caller }: Request, { tenant }: Configuration) {
  const others = [...query].filter(([name]) => name !== 'cursor' && name !== 'limit').sort();
  return { key: tenant.cursorKey, tenant: caller.tenant, route: `${path.join('/')}?${others.join('&')}` };
}

/** The position that the request's cursor stands for. @throws Problem invalid-cursor */
export function positionOf(request: Request, config: Configuration): Position | undefined {
  const given = request.query.get('cursor');
  return given === undefined ? undefined : decodeCursor(given, scopeOf(request, config));
}

/** The cursor of a position. */
export function cursorOf(request: Request, config: Configuration, position: Position): string {
  return encodeCursor(position, scopeOf(request, config));
}

/** One page of items. @param most fewer than `limit` may ask for @throws Problem unknown-parameter, invalid-cursor */
export async function pageOf(
  request: Request,
  { store, config }: { readonly store: Store; readonly config: Configuration },
  query: Omit<QueryInput, 'limit' | 'after'>,
  most = MAX_LIMIT,
): Promise<{ readonly items: readonly Item[]; readonly nextCursor: string | null }> {
  const after = positionOf(request, config);
  const limit = Math.min(limitOf(request), most);
  const { items, next } = await store.query({ ...query, limit, ...(after && { after }) });
  return { items, nextCursor: next ? cursorOf(request, config, next) : null };
}

/** One page of entries of which every item holds several. @throws Problem unknown-parameter, invalid-cursor */
export async function pageOfEntries<E>(
  request: Request,
  config: Configuration,
  store: Store,
  query: Pick<QueryInput, 'pk' | 'begins'>,
  entriesOf: (item: Item) => readonly E[],
): Promise<{ readonly items: readonly E[]; readonly nextCursor: string | null }> {
  const limit = limitOf(request);
  const { skip: skipped = 0, ...key } = positionOf(request, config) ?? {};
  let after: Position | undefined = 'sk' in key ? key : undefined;
  let skip = Number(skipped);
  const items: E[] = [];
  for (;;) {
    const page = await store.query({ ...query, limit, ...(after && { after }) });
    for (const item of page.items) {
      const entries = entriesOf(item);
      const taken = entries.slice(skip, skip + limit - items.length);
      items.push(...taken);
      if (skip + taken.length < entries.length)
        return { items, nextCursor: cursorOf(request, config, { ...after, skip: skip + taken.length }) };
      skip = 0;
      after = { pk: item.pk, sk: item.sk };
    }
    if (!page.next) return { items, nextCursor: null };
    if (items.length === limit) return { items, nextCursor: cursorOf(request, config, { ...after, skip: 0 }) };
  }
}
