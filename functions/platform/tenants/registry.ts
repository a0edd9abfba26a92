/** The registry of tenants, reached with the function's own credentials, and the tenants' own partitions with theirs. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Problem } from '#shared/http/problems';
import { environment } from '#shared/process/environment';
import { delegationKey, slugKey, tenantRegistryKey } from '#shared/store/keys';
import { createStore, type Item, type Store } from '#shared/store/store';
import { storesOf } from '#shared/tenancy/place';
import { isTenantId, type TenantId } from '#shared/tenancy/tenant-id';
import { clock } from '#shared/time/clock';

export interface RegistryEntry {
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  readonly kind: 'msp' | 'client';
  readonly zone: string;
  readonly state: 'active' | 'suspended';
  readonly tier: string;
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

/** One tenant's items, with that tenant's credentials. */
export const storeOf = storesOf('tenants');

export function entryOf(item: Item | undefined): RegistryEntry | undefined {
  return item?.entry as RegistryEntry | undefined;
}

/** What the registry keeps of a tenant: the entry, and beside it what the authorizer reads. */
export function entryItem(entry: RegistryEntry): Item {
  const { id, slug, kind, state, tier, parent, usageKey } = entry;
  return {
    ...tenantRegistryKey(id),
    id,
    slug,
    kind,
    state,
    tier,
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

/** A client that is delegated to the MSP. @throws Problem not-found, the same for unknown and for foreign ones */
export async function clientOf(msp: TenantId, name: string): Promise<RegistryEntry> {
  const entry = await findEntry(name);
  const delegated = entry && (await platformStore().get(delegationKey(msp, entry.id)));
  const over = typeof delegated?.until === 'string' && Date.parse(delegated.until) <= clock.now();
  if (!entry || !delegated || over) throw new Problem('not-found', `there is no client ${name} that you may work for`);
  return entry;
}
