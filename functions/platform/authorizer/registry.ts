/** Reads the registry of tenants; remembered for a short while, because every request asks. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '#shared/process/environment';
import { delegationKey, slugKey, tenantRegistryKey } from '#shared/store/keys';
import { createStore, type Item } from '#shared/store/store';
import { isRole, type Role } from '#shared/tenancy/roles';
import { isTenantId, type TenantId } from '#shared/tenancy/tenant-id';
import { clock } from '#shared/time/clock';

export interface RegisteredTenant {
  readonly id: TenantId;
  readonly slug: string;
  readonly kind: 'msp' | 'client';
  readonly suspended: boolean;
  readonly tier: string;
}

export interface Delegation {
  readonly roles: readonly Role[];
  readonly until?: string;
}

/** What changes in the registry takes at most this long to be noticed. */
const FRESH_MS = 10_000;
const MAX_REMEMBERED = 5000;

export const platformStore = createStore(new DynamoDBClient({}), environment('TABLE_NAME'));
const remembered = new Map<string, { readonly at: number; readonly item: Promise<Item | undefined> }>();

function recall(key: { readonly pk: string; readonly sk: string }): Promise<Item | undefined> {
  const name = `${key.pk} ${key.sk}`;
  const now = clock.now();
  const known = remembered.get(name);
  if (known && Math.abs(now - known.at) < FRESH_MS) return known.item;
  const item = platformStore.get(key);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(name, { at: now, item });
  // What is not there may be there in a moment: only what was found is remembered.
  item.then(
    (found) => found ?? remembered.delete(name),
    () => remembered.delete(name),
  );
  return item;
}

/** @param name a tenant's id or slug */
export async function findTenant(name: string): Promise<RegisteredTenant | undefined> {
  const id = isTenantId(name) ? name : undefined;
  const direct = id && (await recall(tenantRegistryKey(id)));
  if (direct) return asTenant(direct);
  const alias = (await recall(slugKey(name)))?.tenantId;
  if (typeof alias !== 'string' || !isTenantId(alias)) return undefined;
  const item = await recall(tenantRegistryKey(alias));
  return item && asTenant(item);
}

function asTenant(item: Item): RegisteredTenant | undefined {
  const id = String(item.id);
  if (!isTenantId(id)) return undefined;
  return {
    id,
    slug: String(item.slug),
    kind: item.kind === 'msp' ? 'msp' : 'client',
    suspended: item.state === 'suspended',
    tier: typeof item.tier === 'string' ? item.tier : 'standard',
  };
}

/** What an MSP may do in a client's tenant. */
export async function findDelegation(msp: TenantId, client: TenantId): Promise<Delegation | undefined> {
  const item = await recall(delegationKey(msp, client));
  if (!item) return undefined;
  const given = Array.isArray(item.roles) ? item.roles.map(String).filter(isRole) : [];
  return { roles: given, ...(typeof item.until === 'string' && { until: item.until }) };
}
