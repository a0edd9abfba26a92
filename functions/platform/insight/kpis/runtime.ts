/** Where questions about one tenant are answered. */
import { places } from '#shared/tenancy/place';

export type { Place } from '#shared/tenancy/place';

export const placeOf = places('kpis');
