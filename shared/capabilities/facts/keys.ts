/** Where facts stand, for figures. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** Facts of a process by the month in which they count. */
export const factPk = (tenant: TenantId, type: string, month: string): string => tenantKey(tenant, 'fact', type, month);
export const factKey = (
  tenant: TenantId,
  type: string,
  month: string,
  at: string,
  uid: string,
  sequence: number,
): Key => ({ pk: factPk(tenant, type, month), sk: `${at}#${uid}#${String(sequence).padStart(8, '0')}` });
