/** Who refers to whom. */
import type { TenantId } from '#shared/ids/tenant-id';
import { tenantKey } from '#shared/store/keys';

/** Who refers to a record, by its number; and the guards of who does. */
export const referrersPk = (tenant: TenantId, type: string, number: string): string =>
  tenantKey(tenant, 'referrers', type, number);
export const REFERRER = 'REFERRER#';
export const referrerSk = (type: string, uid: string, field: string): string => `${REFERRER}${type}#${uid}#${field}`;
