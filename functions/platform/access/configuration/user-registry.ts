/** Keeps what the authorizer knows of stored users in step with them: it reads the registry, and no tenant's items. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '#shared/aws/environment';
import type { BusEvent } from '#shared/events/envelope';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { isWritten, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import { createStore, type Store } from '#shared/store/store';
import { delegationPk, formerUserKey, userKey, userRegistryKey } from '#shared/tenancy/keys';
import { storedUser } from '#shared/tenancy/users';
import { storeOf } from './documents.ts';

let platform: Store | undefined;

/** Items `PLATFORM#…`. */
export function platformStore(): Store {
  platform ??= createStore(new DynamoDBClient({}), environment('TABLE_NAME'));
  return platform;
}

/** Who is stored already under an id that is written alike: the directory takes no second one, whom people would mistake for the first. */
export async function storedAlike(tenant: TenantId, id: string): Promise<string | undefined> {
  const known = (await platformStore().get(userRegistryKey(tenant, id)))?.userId;
  return typeof known === 'string' && known !== id ? known : undefined;
}

/** Slugs of the tenants that have let this one work for them. */
export async function clientSlugs(msp: TenantId): Promise<readonly string[]> {
  return (await platformStore().queryAll({ pk: delegationPk(msp) })).map(({ slug }) => String(slug));
}

/** Copies the user as stored now, unless something newer is there: so events may come twice, late or in any order. */
export async function registerUser({ detail }: BusEvent): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const platform = platformStore();
  const key = userRegistryKey(tenant, detail.id);
  const round = async () => {
    const stored = storedUser(await (await storeOf(tenant)).get(userKey(tenant, detail.id)));
    const known = await platform.get(key);
    if (known && (known.userId ?? detail.id) !== detail.id) return; // two were stored at once: the first one is let in
    if (!stored || Number(known?.version ?? 0) >= stored.version) return;
    const { roles, active, clients } = stored.user;
    const put = { ...key, userId: detail.id, roles, active, ...(clients && { clients }), version: stored.version };
    const condition = known ? { version: Number(known.version) } : 'absent';
    if (!(await isWritten(platform, [{ put, condition }]))) return LOST;
    if (!known) await platform.delete(formerUserKey(tenant, detail.id));
    return undefined;
  };
  const giveUp = (rounds: number) => new Error(`others changed the registry's entry of a user ${rounds} times`);
  await untilWritten(PERSISTENCE, round, giveUp);
}

/** Somebody is out of the directory: their token opens nothing from now on, unless somebody of the id is stored anew. */
export async function unregisterUser({ detail }: BusEvent): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const platform = platformStore();
  if (storedUser(await (await storeOf(tenant)).get(userKey(tenant, detail.id)))) return;
  const known = await platform.get(userRegistryKey(tenant, detail.id));
  await platform.put({ ...formerUserKey(tenant, detail.id), at: detail.at });
  if (known && (known.userId ?? detail.id) === detail.id) await platform.delete(userRegistryKey(tenant, detail.id));
}
