/** What merging leaves beside a duplicate. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, recordPk } from '#shared/store/keys';

/** What merging changed on a duplicate, and where its links went: what separating it again needs. */
export const mergeKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: 'MERGE',
});
export const MOVED_LINK = 'MOVED-LINK#';
export const movedLinkSk = (kind: string, uid: string): string => `${MOVED_LINK}${kind}#${uid}`;
