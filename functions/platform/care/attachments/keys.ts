/** Infected files. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** Infected files, for the security officer. */
export const quarantinePk = (tenant: TenantId): string => tenantKey(tenant, 'quarantine');
export const quarantineKey = (tenant: TenantId, attachment: string): Key => ({
  pk: quarantinePk(tenant),
  sk: attachment,
});
