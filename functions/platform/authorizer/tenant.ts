/** Which tenant a request is for: the caller's own, or a client's that it is delegated to (A17). */

import { covers, delegatedRoles } from '#shared/tenancy/delegation';
import type { Role } from '#shared/tenancy/roles';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { clock } from '#shared/time/clock';
import type { Identity } from './identity.ts';
import { findDelegation, findTenant, type RegisteredTenant } from './registry.ts';

export interface TenantChoice {
  readonly tenantId: TenantId;
  readonly roles: readonly Role[];
  /** Whose limits the request counts against: those of the tenant it is for. */
  readonly limits: Pick<RegisteredTenant, 'tier' | 'usageKey'>;
  readonly delegated: boolean;
  /** Why the request gets no further than the way in: functions answer it with 404 or 403. */
  readonly refusal: '' | 'not-delegated' | 'suspended' | 'deactivated';
}

/**
 * @param wanted the header Itsm-Tenant: id or slug
 * @param collection what the request is about, such as `incidents`: a delegation may be for some collections only
 */
export async function chooseTenant(
  { tenant, roles, deactivated }: Identity,
  wanted: string | undefined,
  collection: string,
): Promise<TenantChoice> {
  const own = { tenantId: tenant.id, roles, limits: tenant, delegated: false } as const;
  if (deactivated) return { ...own, refusal: 'deactivated' };
  if (wanted === undefined || wanted === '' || wanted === tenant.id || wanted === tenant.slug) {
    return { ...own, refusal: tenant.suspended ? 'suspended' : '' };
  }
  const refused = { ...own, refusal: 'not-delegated' } as const;
  if (tenant.kind !== 'msp' || tenant.suspended || !roles.includes('MSP')) return refused;
  const client = await findTenant(wanted);
  const delegation = client && (await findDelegation(tenant.id, client.id));
  if (!client || !delegation || !covers(delegation, collection, clock.now())) return refused;
  return {
    tenantId: client.id,
    roles: delegatedRoles(delegation),
    limits: client,
    delegated: true,
    refusal: client.suspended ? 'suspended' : '',
  };
}
