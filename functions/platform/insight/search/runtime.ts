/** What the function keeps between invocations. */

import { places } from '#shared/tenancy/place';

export const placeOf = places('search');
