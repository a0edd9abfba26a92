/** Which tenant a request is for: the caller's own, or a client's that it is delegated to (A17). */

import type { TenantId } from '#shared/ids/tenant-id';
import { covers, delegatedRoles } from '#shared/tenancy/delegation';
import { givenBy } from '#shared/tenancy/operators';
import type { Role } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';
import type { Identity } from './identity.ts';
import { findDelegation, findTenant, type RegisteredTenant } from './registry.ts';

export interface TenantChoice {
  readonly tenantId: TenantId;
  readonly roles: readonly Role[];
  /** Whose limits the request counts against: those of the tenant it is for. */
  readonly limits: Pick<RegisteredTenant, 'tier' | 'usageKey'>;
  readonly delegated: boolean;
  /** Collections that the delegation is for; absent: all of them. */
  readonly scope?: readonly string[];
  /** Whether the caller is an auditor at home: that stays, and an auditor never writes. */
  readonly readsOnly: boolean;
  /** Why the request gets no further than the way in: functions answer it with 404 or 403. */
  readonly refusal: '' | 'not-delegated' | 'no-operator' | 'suspended' | 'deactivated';
}

/**
 * @param wanted the header Itsm-Tenant: id or slug
 * @param collection what the request is about, such as `incidents`: a delegation may be for some collections only
 */
export async function chooseTenant(
  { tenant, roles, scope, clients, deactivated }: Identity,
  wanted: string | undefined,
  collection: string,
): Promise<TenantChoice> {
  const at = { tenantId: tenant.id, roles, limits: tenant, delegated: false, readsOnly: false } as const;
  const own = { ...at, ...(scope && { scope }) };
  const refused = { ...own, refusal: 'not-delegated' } as const;
  if (deactivated) return { ...own, refusal: 'deactivated' };
  if (wanted === undefined || wanted === '' || wanted === tenant.id || wanted === tenant.slug) {
    if (scope && !scope.includes(collection)) return refused;
    return { ...own, refusal: tenant.suspended ? 'suspended' : '' };
  }
  if (tenant.kind !== 'msp' || tenant.suspended) return refused;
  if (!roles.includes('MSP')) return { ...own, refusal: 'no-operator' };
  const client = await findTenant(wanted);
  if (client && !givenBy(clients)(client.slug)) return refused;
  const delegation = client && (await findDelegation(tenant.id, client.id));
  if (!client || !delegation || !covers(delegation, collection, clock.now())) return refused;
  return {
    tenantId: client.id,
    roles: delegatedRoles(delegation),
    limits: client,
    delegated: true,
    ...(delegation.scope && { scope: delegation.scope }),
    readsOnly: roles.includes('AUD'),
    refusal: client.suspended ? 'suspended' : '',
  };
}
