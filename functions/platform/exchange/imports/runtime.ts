/** Where an import works; number blocks are kept between invocations. */
import { type Numbers, numbers } from '#shared/engine/numbers';
import type { TenantId } from '#shared/ids/tenant-id';
import { places, type Place as Somewhere } from '#shared/tenancy/place';

/** What an import inside one tenant needs. */
export interface Place extends Somewhere {
  readonly numbers: Numbers;
}

const somewhere = places('imports');
const kept = numbers();

/** The tenant's store and configuration, with that tenant's credentials. */
export async function placeOf(tenant: TenantId): Promise<Place> {
  return { ...(await somewhere(tenant)), numbers: kept };
}
