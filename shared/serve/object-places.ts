/** Where a platform service works that has to do with objects, too. */

import { environment } from '#shared/aws/environment';
import type { TenantId } from '#shared/ids/tenant-id';
import { type Objects, objectsOf } from '#shared/objects/objects';
import { type Place, places, sessionsOf } from '#shared/tenancy/place';

/** What work inside one tenant needs. */
export interface ObjectPlace extends Place {
  readonly objects: Objects;
}

/** @returns what finds a tenant's place, its items and objects with that tenant's credentials; see `places` */
export function objectPlaces(name: string): (tenant: TenantId, configured?: 'as it is now') => Promise<ObjectPlace> {
  const sessions = sessionsOf(name);
  const placeOf = places(name, sessions);
  return async (tenant, configured) => {
    const { sign } = await sessions(tenant);
    return { ...(await placeOf(tenant, configured)), objects: objectsOf(environment('BUCKET_NAME'), sign) };
  };
}
