/** What a decision on a specimen may look at: somebody with roles, and a tenant with the defaults. */
import type { Circumstances } from '#shared/engine/circumstances';
import { tenantId } from '#shared/ids/tenant-id';
import type { Role } from '#shared/tenancy/roles';
import { fromInstant } from '#shared/time/clock';
import { configuration } from '#test/conformance/explore';

export const NOW = '2026-06-15T10:00:00Z';

export const circumstancesOf = (user: string, roles: readonly Role[]): Circumstances => ({
  caller: {
    tenant: tenantId('specimen0000'),
    actor: { type: 'human', id: user },
    roles: new Set(roles),
    client: user,
  },
  config: configuration,
  now: fromInstant(NOW),
  openChildren: [],
});
