/** Webhooks and what was sent. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** Webhooks of a tenant, with how each fares, in one partition; what was sent, by webhook. */
export const webhookPk = (tenant: TenantId): string => tenantKey(tenant, 'webhook');
export const webhookKey = (tenant: TenantId, id: string): Key => ({ pk: webhookPk(tenant), sk: id });
export const webhookHealthKey = (tenant: TenantId, id: string): Key => ({ pk: webhookPk(tenant), sk: `${id}#HEALTH` });
export const webhookDeliveryPk = (tenant: TenantId, webhook: string): string =>
  tenantKey(tenant, 'webhook-delivery', webhook);
export const webhookDeliveryKey = (tenant: TenantId, webhook: string, id: string): Key => ({
  pk: webhookDeliveryPk(tenant, webhook),
  sk: id,
});
