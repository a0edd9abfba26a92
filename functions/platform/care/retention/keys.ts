/** Erasures, new timers after a change of periods, and what is left of what was purged. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** Erasures of personal data: how far each is. Without a uid: the list of them. */
export const erasurePk = (tenant: TenantId, uid: string): string => tenantKey(tenant, 'erasure', uid);
export const erasureKey = (tenant: TenantId, uid: string): Key => ({ pk: erasurePk(tenant, uid), sk: 'ERASURE' });
/** The setting of purge timers after a change of periods. */
export const retimingKey = (tenant: TenantId, uid: string): Key => ({
  pk: tenantKey(tenant, 'retiming', uid),
  sk: 'RETIMING',
});
/** What is left of purged records, by their number. */
export const certificatePk = (tenant: TenantId): string => tenantKey(tenant, 'purge-certificate');
export const CERTIFICATE = 'CERTIFICATE#';
export const certificateKey = (tenant: TenantId, number: string): Key => ({
  pk: certificatePk(tenant),
  sk: `${CERTIFICATE}${number}`,
});
