/** Which tenant a request is for: the caller's own, or a client's that it is delegated to (A17). */

import type { Role } from '#shared/tenancy/roles';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { clock } from '#shared/time/clock';
import type { Identity } from './identity.ts';
import { findDelegation, findTenant } from './registry.ts';

export interface TenantChoice {
  readonly tenantId: TenantId;
  readonly roles: readonly Role[];
  readonly tier: string;
  readonly delegated: boolean;
  /** Why the request gets no further than the way in: functions answer it with 404 or 403. */
  readonly refusal: '' | 'not-delegated' | 'suspended';
}

/** @param wanted the header Itsm-Tenant: id or slug */
export async function chooseTenant({ tenant, roles }: Identity, wanted: string | undefined): Promise<TenantChoice> {
  const own = { tenantId: tenant.id, roles, tier: tenant.tier, delegated: false } as const;
  if (wanted === undefined || wanted === '' || wanted === tenant.id || wanted === tenant.slug) {
    return { ...own, refusal: tenant.suspended ? 'suspended' : '' };
  }
  const refused = { ...own, refusal: 'not-delegated' } as const;
  if (tenant.kind !== 'msp' || tenant.suspended || !roles.includes('MSP')) return refused;
  const client = await findTenant(wanted);
  const delegation = client && (await findDelegation(tenant.id, client.id));
  if (!client || !delegation) return refused;
  if (delegation.until !== undefined && Date.parse(delegation.until) <= clock.now()) return refused;
  return {
    tenantId: client.id,
    roles: [...new Set<Role>(['MSP', ...delegation.roles])],
    tier: client.tier,
    delegated: true,
    refusal: client.suspended ? 'suspended' : '',
  };
}
