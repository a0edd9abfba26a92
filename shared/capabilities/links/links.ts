/** Links of records (A6), as they stand beside them. */

import type { Context } from '#shared/engine/context';
import { LINK, linkSk } from '#shared/engine/keys';
import { type LinkKind, linkKinds } from '#shared/grammar/directory';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import { recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

export interface Link {
  readonly kind: LinkKind;
  readonly type: string;
  readonly uid: string;
  readonly id: string;
}

/** Every link of a record. */
export async function linksOf(
  { store, request }: Pick<Context, 'store' | 'request'>,
  type: string,
  uid: string,
): Promise<readonly Link[]> {
  const items = await store.queryAll({ pk: recordPk(request.caller.tenant, type, uid), begins: LINK });
  return items.map((item) => item.link as Link);
}

/** A record that a link begins at. */
export type LinkEnd = Pick<AnyRecord, 'type' | 'uid' | 'id'>;

/** A link of a record, both ways. */
export function linkWrites(tenant: TenantId, link: Link, { type, uid, id }: LinkEnd): Write[] {
  const inverse = linkKinds[link.kind];
  return [
    { put: { pk: recordPk(tenant, type, uid), sk: linkSk(link.kind, link.uid), link } },
    {
      put: {
        pk: recordPk(tenant, link.type, link.uid),
        sk: linkSk(inverse, uid),
        link: { kind: inverse, type, uid, id },
      },
    },
  ];
}

/** The same, taken away. */
export function linkRemovals(tenant: TenantId, link: Link, { type, uid }: Pick<LinkEnd, 'type' | 'uid'>): Write[] {
  return [
    { delete: { pk: recordPk(tenant, type, uid), sk: linkSk(link.kind, link.uid) } },
    { delete: { pk: recordPk(tenant, link.type, link.uid), sk: linkSk(linkKinds[link.kind], uid) } },
  ];
}
