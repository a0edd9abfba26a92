/** Reads the registry of tenants; remembered for a short while, because every request asks. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '#shared/aws/environment';
import { isTenantId, type TenantId } from '#shared/ids/tenant-id';
import { createStore, type Item } from '#shared/store/store';
import { type Delegation, delegationIn, rolesIn } from '#shared/tenancy/delegation';
import { delegationKey, formerUserKey, slugKey, tenantRegistryKey, userRegistryKey } from '#shared/tenancy/keys';
import type { Role } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';

export interface RegisteredTenant {
  readonly id: TenantId;
  readonly slug: string;
  readonly kind: 'msp' | 'client';
  readonly suspended: boolean;
  readonly tier: string;
  /** The API key that its requests are counted by; absent until onboarding has come that far. */
  readonly usageKey?: string;
}

/** A user whom the tenant has stored. */
export interface RegisteredUser {
  /** As it is written in the directory. */
  readonly id: string;
  readonly active: boolean;
  readonly clients?: readonly string[];
  readonly roles: readonly Role[];
}

/** What changes in the registry takes at most this long to be noticed: a grant that ends is over everywhere within ten seconds. */
const FRESH_MS = 8_000;
const MAX_REMEMBERED = 5000;

export const platformStore = createStore(new DynamoDBClient({}), environment('TABLE_NAME'));
const remembered = new Map<string, { readonly at: number; readonly item: Promise<Item | undefined> }>();

/** @param absence whether that there is nothing is remembered too: it need not be there a moment later */
function recall(key: { readonly pk: string; readonly sk: string }, absence = false): Promise<Item | undefined> {
  const name = `${key.pk} ${key.sk}`;
  const now = clock.now();
  const known = remembered.get(name);
  if (known && Math.abs(now - known.at) < FRESH_MS) return known.item;
  const item = platformStore.get(key);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(name, { at: now, item });
  item.then(
    (found) => found ?? (absence || remembered.delete(name)),
    () => remembered.delete(name),
  );
  return item;
}

/** No slug is longer. */
const MAX_SLUG = 40;

/** @param name a tenant's id or slug */
export async function findTenant(name: string): Promise<RegisteredTenant | undefined> {
  if (name === '' || name.length > MAX_SLUG) return undefined;
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
    ...(typeof item.usageKey === 'string' && { usageKey: item.usageKey }),
  };
}

/** What an MSP may do in a client's tenant. */
export async function findDelegation(msp: TenantId, client: TenantId): Promise<Delegation | undefined> {
  const item = await recall(delegationKey(msp, client));
  return item && delegationIn(item);
}

/** Longer ids are nobody's whom the users API stored. */
const MAX_USER_ID = 80;

/**
 * The user stored under this id or one that is written alike; whoever was deleted is not active. Most tokens are of people whom nobody stored, so that is remembered as well.
 */
export async function findUser(tenant: TenantId, id: string): Promise<RegisteredUser | undefined> {
  if (id.length > MAX_USER_ID) return undefined;
  const item = await recall(userRegistryKey(tenant, id), true);
  if (!item && (await recall(formerUserKey(tenant, id), true))) return { id, active: false, roles: [] };
  if (!item) return undefined;
  const clients = Array.isArray(item.clients) ? { clients: item.clients.map(String) } : {};
  return { id: String(item.userId ?? id), active: item.active === true, roles: rolesIn(item), ...clients };
}
