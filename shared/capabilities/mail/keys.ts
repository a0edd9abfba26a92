/** Mails that came in, and what tells which record one belongs to. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** A mail that came in, named by a hash; what it asks of a process stands beside it. */
export const mailPk = (tenant: TenantId, uid: string): string => tenantKey(tenant, 'mail', uid);
export const mailKey = (tenant: TenantId, uid: string): Key => ({ pk: mailPk(tenant, uid), sk: 'MAIL' });
/** What it says, where a record does not have all of it. */
export const mailTextKey = (tenant: TenantId, uid: string): Key => ({ pk: mailPk(tenant, uid), sk: 'TEXT' });
/** The record that a Message-ID belongs to, by the id's hash: what answers it is about that record. */
export const mailThreadKey = (tenant: TenantId, hash: string): Key => ({
  pk: tenantKey(tenant, 'mail-thread', hash),
  sk: 'THREAD',
});
/** How much mail an address, by its hash, has sent within an hour; and the record that takes what is too much of an hour. */
export const mailHourKey = (tenant: TenantId, sender: string): Key => ({
  pk: tenantKey(tenant, 'mail-sender', sender),
  sk: 'HOUR',
});
export const mailOverflowKey = (tenant: TenantId, sender: string, hour: string): Key => ({
  pk: tenantKey(tenant, 'mail-sender', sender),
  sk: `OVERFLOW#${hour}`,
});
