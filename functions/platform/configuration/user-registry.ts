/** Keeps what the authorizer knows of stored users in step with them: it reads the registry, and no tenant's items. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { BusEvent } from '#shared/events/envelope';
import { environment } from '#shared/process/environment';
import { userKey, userRegistryKey } from '#shared/store/keys';
import { createStore, type Store, TransactionRefused } from '#shared/store/store';
import { tenantId } from '#shared/tenancy/tenant-id';
import { storedUser } from '#shared/tenancy/users';
import { storeOf } from './documents.ts';

let platform: Store | undefined;
const ATTEMPTS = 10;

/** Copies the user as stored now, unless something newer is there: so events may come twice, late or in any order. */
export async function registerUser({ detail }: BusEvent): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  platform ??= createStore(new DynamoDBClient({}), environment('TABLE_NAME'));
  const key = userRegistryKey(tenant, detail.id);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const stored = storedUser(await (await storeOf(tenant)).get(userKey(tenant, detail.id)));
    const known = await platform.get(key);
    if (!stored || Number(known?.version ?? 0) >= stored.version) return;
    const { roles, active } = stored.user;
    try {
      const condition = known ? { version: Number(known.version) } : ('absent' as const);
      return await platform.put({ ...key, roles, active, version: stored.version }, condition);
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Error(`others changed the registry's entry of a user ${ATTEMPTS} times`);
}
