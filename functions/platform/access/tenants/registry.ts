/** The registry of tenants, reached with the function's own credentials, and the tenants' own partitions with theirs. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '#shared/aws/environment';
import { isTenantId, type TenantId } from '#shared/ids/tenant-id';
import { createStore, type Item, type Store } from '#shared/store/store';
import { slugKey, tenantRegistryKey } from '#shared/tenancy/keys';
import { places, sessionsOf } from '#shared/tenancy/place';

export interface RegistryEntry {
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  readonly kind: 'msp' | 'client';
  readonly zone: string;
  readonly state: 'active' | 'suspended';
  readonly tier: string;
  /** Counts changes from 1 on. */
  readonly version?: number;
  /** The API key that API Gateway counts its requests by. */
  readonly usageKey?: string;
  /** The MSP of a client. */
  readonly parent?: TenantId;
  readonly createdAt: string;
}

let platform: Store | undefined;

/** Items `PLATFORM#…`. */
export function platformStore(): Store {
  platform ??= createStore(new DynamoDBClient({}), environment('TABLE_NAME'));
  return platform;
}

const sessions = sessionsOf('tenants');

/** One tenant's items, with that tenant's credentials. */
export const storeOf = async (tenant: TenantId): Promise<Store> => (await sessions(tenant)).store;

/** The same with the tenant's configuration. */
export const placeOf = places('tenants', sessions);

export function entryOf(item: Item | undefined): RegistryEntry | undefined {
  return item?.entry as RegistryEntry | undefined;
}

/** What the registry keeps of a tenant: the entry, and beside it what the authorizer reads. */
export function entryItem(entry: RegistryEntry): Item {
  const { id, slug, kind, state, tier, parent, usageKey, version } = entry;
  return {
    ...tenantRegistryKey(id),
    id,
    slug,
    kind,
    state,
    tier,
    ...(version && { version }),
    ...(parent && { parent }),
    ...(usageKey && { usageKey }),
    entry,
  };
}

/** Which tenant a slug is, and whether it is suspended: all that the status page is told of the registry. */
export function slugItem({ slug, id, state }: RegistryEntry): Item {
  return { ...slugKey(slug), tenantId: id, state };
}

/** @param name id or slug */
export async function findEntry(name: string): Promise<RegistryEntry | undefined> {
  if (isTenantId(name)) {
    const direct = entryOf(await platformStore().get(tenantRegistryKey(name)));
    if (direct) return direct;
  }
  const id = (await platformStore().get(slugKey(name)))?.tenantId;
  if (typeof id !== 'string' || !isTenantId(id)) return undefined;
  return entryOf(await platformStore().get(tenantRegistryKey(id)));
}
