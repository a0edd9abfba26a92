/** Who leaves has their open work returned to its groups (A11). */
import { departureConsumptions } from '#shared/capabilities/leavers/departures';
import { described } from '#shared/capabilities/leavers/described';
import { defineCapability } from '#shared/engine/capability';

export const leavers = defineCapability<unknown, never, never>({
  name: 'leavers',
  described,
  consumes: ({ id }) => departureConsumptions(id),
});
