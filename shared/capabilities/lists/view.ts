/** Saved views: a list's query under a name, for oneself or shared; and running one as the list it stands for. */

import { viewKey } from '#shared/capabilities/lists/keys';
import { nameParameter, type Request } from '#shared/http/request';
import { Problem } from '#shared/problems/problems';
import type { Item, Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';

export const audiences = ['personal', 'group', 'tenant'] as const;

export interface View {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly recordType: string;
  /** Query parameters of the list, as they stand in its address. */
  readonly filters: Readonly<Record<string, string>>;
  readonly sort?: string;
  /** Fields of the answer. */
  readonly columns?: readonly string[];
  readonly audience: (typeof audiences)[number];
  /** The group that it is shared with. */
  readonly group?: string;
  readonly owner: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A view read back. */
export const storedView = (item: Item | undefined): View | undefined => item && (item.view as View);

/** Views of others that are not shared with the caller do not exist for them. */
export function seesView({ audience, owner, group }: View, { actor }: Caller, config: Configuration): boolean {
  if (owner === actor.id || audience === 'tenant') return true;
  return audience === 'group' && group !== undefined && (config.group(group)?.members.includes(actor.id) ?? false);
}

/** A view by id: one's own, or one that is shared. @throws Problem not-found */
export async function findView(store: Store, caller: Caller, config: Configuration, id: string): Promise<View> {
  const { tenant, actor } = caller;
  const items = /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id)
    ? await store.getAll([viewKey(tenant, { owner: actor.id }, id), viewKey(tenant, 'shared', id)])
    : [];
  const view = items.map(storedView).find((found) => found && seesView(found, caller, config));
  if (view) return view;
  throw new Problem('not-found', `there is no view ${id} that you may see`);
}

/**
 * The request for a list with what the view named in it says: the view's filters, sort and columns, where the request itself says nothing.
 * @throws Problem not-found, or unknown-parameter for a view of other records
 */
export async function withView(
  request: Request,
  recordType: string,
  store: Store,
  config: Configuration,
): Promise<Request> {
  const id = nameParameter(request, 'view');
  if (id === undefined) return request;
  const { filters, sort, columns, ...view } = await findView(store, request.caller, config, id);
  if (view.recordType !== recordType)
    throw new Problem('unknown-parameter', `view ${id} is of ${view.recordType} records, not of ${recordType}`, {
      parameter: 'view',
    });
  const stated = [...request.query].filter(([name]) => name !== 'view');
  const query = new Map([
    ...Object.entries(filters),
    ...(sort === undefined ? [] : [['sort', sort] as const]),
    ...(columns === undefined ? [] : [['fields', columns.join(',')] as const]),
    ...stated,
  ]);
  return { ...request, query };
}

/** What is wrong with a list's query, said of the view that it came from. */
export function ofView(error: unknown, id: string | undefined): unknown {
  if (id === undefined || !(error instanceof Problem) || error.slug !== 'unknown-parameter') return error;
  return new Problem(error.slug, `view ${id} can no longer be run as it is: ${error.message}`, {
    ...error.extra,
    view: id,
  });
}
