/** What the relay looks at before it puts a tenant's events on the bus. */

import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** Whether webhooks of the tenant listen. */
export const listeningKey = (tenant: TenantId): Key => ({ pk: tenantKey(tenant, 'listening'), sk: 'WEBHOOKS' });
