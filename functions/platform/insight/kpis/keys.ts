/** What evaluations of targets found. */
import type { TenantId } from '#shared/ids/tenant-id';
import { EVENT, type Key, tenantKey } from '#shared/store/keys';

/** What an evaluation of a KPI's target has found: its events, each once. */
export const kpiTargetPk = (tenant: TenantId, process: string, key: string): string =>
  tenantKey(tenant, 'kpi-target', process, key);
export const kpiTargetKey = (tenant: TenantId, process: string, key: string, month: string): Key => ({
  pk: kpiTargetPk(tenant, process, key),
  sk: `${EVENT}${month}`,
});
