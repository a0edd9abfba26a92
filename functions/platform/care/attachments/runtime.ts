/** Where the function works; what it opens there is kept between invocations. */
import { objectPlaces } from '#shared/serve/object-places';

export type { ObjectPlace as Place } from '#shared/serve/object-places';

export const placeOf = objectPlaces('attachments');
