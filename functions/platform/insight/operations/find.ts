/** Operations that a caller may know of: their own; an administrator all, but only of our automation what came of them. */

import { readJob } from '#shared/jobs/job';
import { type Operation, operations } from '#shared/jobs/operation';
import { Problem } from '#shared/problems/problems';
import type { Caller } from '#shared/tenancy/context';
import { type Place, places } from '#shared/tenancy/place';

export const placeOf = places('operations');

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** @throws Problem not-found, the same for an operation that is not there and one of somebody else */
export async function findOperation(
  { store, tenant }: Place,
  id: string,
  caller: Caller,
  who: 'caller' | 'caller, or administrator of automation' | 'administrator too',
): Promise<Operation> {
  const uid = id.toUpperCase();
  const found = ULID.test(uid) ? await readJob(operations, store, tenant, uid) : undefined;
  const isKnown = who === 'administrator too' || (who !== 'caller' && found?.createdBy.type === 'system');
  const isAdministrator = isKnown && caller.roles.has('TAD');
  if (found && (found.createdBy.id === caller.actor.id || isAdministrator)) return found;
  throw new Problem('not-found', `you have no operation ${id}`);
}
