/** What is left to do for somebody who left. */
import type { TenantId } from '#shared/ids/tenant-id';
import { eventSk, type Key, tenantKey } from '#shared/store/keys';

/** Where a process notes that it has more work of somebody who left than it returned so far. */
export const departureKey = (tenant: TenantId, process: string, eventId: string, chunk: number): Key => ({
  pk: tenantKey(tenant, 'departure', process, eventId),
  sk: eventSk(chunk),
});
