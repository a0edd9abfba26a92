/** Operations that a caller may know of: their own; an administrator all, but not what came of them. */
import { Problem } from '#shared/http/problems';
import { readJob } from '#shared/jobs/job';
import { type Operation, operations } from '#shared/jobs/operation';
import type { Caller } from '#shared/tenancy/context';
import { type Place, places } from '#shared/tenancy/place';

export const placeOf = places('operations');

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

function isOwn({ createdBy }: Operation, { actor }: Caller): boolean {
  return createdBy.id === actor.id && createdBy.homeTenantId === actor.homeTenantId;
}

/** @throws Problem not-found, the same for an operation that is not there and one of somebody else */
export async function findOperation(
  { store, tenant }: Place,
  id: string,
  caller: Caller,
  who: 'caller' | 'administrator too',
): Promise<Operation> {
  const uid = id.toUpperCase();
  const found = ULID.test(uid) ? await readJob(operations, store, tenant, uid) : undefined;
  const isAdministrator = who === 'administrator too' && caller.roles.has('TAD');
  if (found && (isOwn(found, caller) || isAdministrator)) return found;
  throw new Problem('not-found', `you have no operation ${id}`);
}
