/** The timer of a record's end, and the list of what is held. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, recordPk, tenantKey } from '#shared/store/keys';

/** The timer at which the record is purged; there once it is closed or deleted, and not under legal hold. */
export const retentionKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: RETENTION,
});
export const RETENTION = 'RETENTION';

/** Records under legal hold. */
export const legalHoldPk = (tenant: TenantId): string => tenantKey(tenant, 'legal-hold');
export const legalHoldKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: legalHoldPk(tenant),
  sk: `${type}#${uid}`,
});
