/** Where the function works; what it opens there is kept between invocations. */

import type { TenantId } from '#shared/ids/tenant-id';
import { type Place, places } from '#shared/tenancy/place';

export type { Place } from '#shared/tenancy/place';

const somewhere = places('approval-delegations');

/** With the configuration as it stands this moment: whoever has just delegated reads it back. */
export const placeOf = (tenant: TenantId): Promise<Place> => somewhere(tenant, 'as it is now');
