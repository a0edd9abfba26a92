/** Where the function works; what it opens there is kept between invocations. */
import { places, storesOf } from '#shared/tenancy/place';

export type { Place } from '#shared/tenancy/place';

export const placeOf = places('notifications');

/** The tenant's items, without its configuration. */
export const storeOf = storesOf('notifications');
