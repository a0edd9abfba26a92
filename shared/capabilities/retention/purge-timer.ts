/** The timer item at which the retention service purges a record. */
import { retentionKey } from '#shared/capabilities/retention/keys';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import { dueShard } from '#shared/store/keys';
import type { Item } from '#shared/store/store';

/** @param due epoch milliseconds */
export const purgeTimer = (tenant: TenantId, { type, uid, id }: AnyRecord, due: number): Item => ({
  ...retentionKey(tenant, type, uid),
  process: 'retention',
  type,
  tenantId: tenant,
  id,
  duePk: dueShard(uid),
  dueAt: new Date(due).toISOString(),
});
