/** The first step of an erasure: the person leaves the directory as if deleted, and what they had open returns to its groups. */

import { keepAdministrator, lastVersion, leavingWrites } from '#shared/capabilities/leavers/leaving-user';
import { taskAssigneePk } from '#shared/capabilities/tasks/keys';
import { recordTypes } from '#shared/grammar/directory';
import type { Job } from '#shared/jobs/job';
import { isWritten, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import * as keys from '#shared/store/keys';
import { userKey } from '#shared/tenancy/keys';
import { storedUser } from '#shared/tenancy/users';
import type { Place } from './runtime.ts';

/** @throws Problem last-administrator */
export async function refuseLastAdministrator({ store, tenant }: Place, person: string): Promise<void> {
  await keepAdministrator(store, tenant, storedUser(await store.get(userKey(tenant, person)))?.user);
}

/** @returns the person's address, by which mail knows them */
export function leave(
  { store, tenant }: Place,
  { uid, createdBy: actor }: Pick<Job, 'uid' | 'createdBy'>,
  id: string,
): Promise<string | undefined> {
  const round = async () => {
    const stored = storedUser(await store.get(userKey(tenant, id)));
    const version = stored?.version ?? (await lastVersion(store, tenant, id));
    const writes = leavingWrites(tenant, { id, version, ...(stored && { stored }) }, { actor, requestId: uid });
    return (await isWritten(store, writes)) ? stored?.user.email?.toLowerCase() : LOST;
  };
  return untilWritten(PERSISTENCE, round, (rounds) => new Error(`others changed user ${id} ${rounds} times`));
}

/** Whether something open is still in the person's hands: the processes return it, each by itself. */
export async function hasWork({ store, tenant }: Place, person: string): Promise<boolean> {
  const found = await Promise.all(
    Object.values(recordTypes).flatMap((type) => [
      store.query({ index: 'assignee', pk: keys.assigneePk(tenant, type, person), limit: 1 }),
      store.query({ index: 'assignee', pk: taskAssigneePk(tenant, type, person), limit: 1 }),
    ]),
  );
  return found.some(({ items }) => items.length > 0);
}
