/** What the function keeps between invocations; made at first use, because the registry reads the service without a deployment. */
import { environment } from '#shared/process/environment';
import type { Store } from '#shared/store/store';
import { type Configuration, configurationLoader } from '#shared/tenancy/configuration';
import { tenantStores } from '#shared/tenancy/credentials';
import type { TenantId } from '#shared/tenancy/tenant-id';

/** What work inside one tenant needs. */
export interface Place {
  readonly tenant: TenantId;
  readonly store: Store;
  readonly config: Configuration;
}

let stores: ((tenant: TenantId) => Promise<Store>) | undefined;
const configurations = configurationLoader();

/** The tenant's items, with that tenant's credentials. */
export function storeOf(tenant: TenantId): Promise<Store> {
  stores ??= tenantStores({
    table: environment('TABLE_NAME'),
    role: environment('TENANT_ROLE_ARN'),
    name: 'notifications',
  });
  return stores(tenant);
}

/** The tenant's store and configuration. */
export async function placeOf(tenant: TenantId): Promise<Place> {
  const store = await storeOf(tenant);
  return { tenant, store, config: await configurations.load(tenant, store) };
}
