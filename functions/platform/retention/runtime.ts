/** Where the function works; what it opens there is kept between invocations. */
import { objectPlaces } from '#shared/objects/places';

export type { ObjectPlace as Place } from '#shared/objects/places';

export const placeOf = objectPlaces('retention');
