/** Answers that are given again, and who read what of a client. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

export const idempotencyKey = (tenant: TenantId, hash: string): Key => ({
  pk: tenantKey(tenant, 'idempotency', hash),
  sk: IDEMPOTENCY,
});
export const IDEMPOTENCY = 'RESULT';
/** What an MSP's people read and did in the tenant, by month. */
export const accessLogPk = (tenant: TenantId, month: string): string => tenantKey(tenant, 'access-log', month);
