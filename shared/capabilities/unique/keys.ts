/** Markers of values that are to differ. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** The one record that has these values of fields that are to differ in all. */
export const uniqueKey = (tenant: TenantId, type: string, hash: string): Key => ({
  pk: tenantKey(tenant, 'unique', type, hash),
  sk: 'HOLDER',
});
