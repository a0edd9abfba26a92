/** What the function keeps between invocations. */
import { places } from '#shared/process/place';
import { turns } from '#shared/process/turns';

export const placeOf = places('search');

/** Events about one record are worked on one after the other. */
export const recordTurns = turns();
