/** What the function keeps between invocations. */

import { turns } from '#shared/engine/turns';
import { places } from '#shared/tenancy/place';

export const placeOf = places('search');

/** Events about one record are worked on one after the other. */
export const recordTurns = turns();
