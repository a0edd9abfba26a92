/** Texts, wishes, and what is known of addresses. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** What a tenant says of notifications: texts and settings in one partition, each user's wishes in another. */
export const notificationTextPk = (tenant: TenantId): string => tenantKey(tenant, 'notification-text');
export const notificationTextKey = (tenant: TenantId, id: string): Key => ({ pk: notificationTextPk(tenant), sk: id });
export const notificationPreferencesKey = (tenant: TenantId, user: string): Key => ({
  pk: tenantKey(tenant, 'notification-preferences'),
  sk: user,
});
/** When somebody was last told the same about the same record. */
export const notificationWindowKey = (tenant: TenantId, hash: string): Key => ({
  pk: tenantKey(tenant, 'notification-window', hash),
  sk: 'WINDOW',
});
/** An address that mail came back from. */
export const bouncedAddressKey = (tenant: TenantId, address: string): Key => ({
  pk: tenantKey(tenant, 'bounced-address', address.toLowerCase()),
  sk: 'BOUNCED',
});
