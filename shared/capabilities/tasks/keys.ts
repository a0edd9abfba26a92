/** Where tasks of a record stand, and under whom they are found. */
import type { TenantId } from '#shared/ids/tenant-id';
import { tenantKey } from '#shared/store/keys';

export const TASK = 'TASK#';
export const taskSk = (number: number): string => `${TASK}${String(number).padStart(4, '0')}`;
/** Tasks that a person has in hand, of records of one type. */
export const taskAssigneePk = (tenant: TenantId, type: string, user: string): string =>
  tenantKey(tenant, type, 'task-assignee', user);
