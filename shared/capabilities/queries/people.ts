/** What a query reads of people. */
import type { Read } from '#shared/capabilities/queries/reading';
import { type Person, personNamed } from '#shared/tenancy/people';

/** Whoever asks, as the tenant's directory has them; undefined for whom it does not have. */
export const whoever: Read<Person | undefined> = ({ context: { store, request } }) =>
  personNamed(store, request.caller.tenant, request.caller.actor.id);
