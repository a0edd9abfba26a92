/** Where the state machine of a record waits for an answer. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, recordPk } from '#shared/store/keys';

export const taskTokenKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: 'TASK-TOKEN',
});
