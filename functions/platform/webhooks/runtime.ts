/** What the function keeps between invocations; made at first use, because the registry reads the service without a deployment. */
import { environment } from '#shared/process/environment';
import type { Store } from '#shared/store/store';
import { type Configuration, configurationLoader } from '#shared/tenancy/configuration';
import { tenantStores } from '#shared/tenancy/credentials';
import type { TenantId } from '#shared/tenancy/tenant-id';

/** One tenant's items, with that tenant's credentials, and its configuration when that is needed. */
export interface Place {
  readonly tenant: TenantId;
  readonly store: Store;
  config(): Promise<Configuration>;
}

let stores: ((tenant: TenantId) => Promise<Store>) | undefined;
const configurations = configurationLoader();

export async function placeOf(tenant: TenantId): Promise<Place> {
  stores ??= tenantStores({ table: environment('TABLE_NAME'), role: environment('TENANT_ROLE_ARN'), name: 'webhooks' });
  const store = await stores(tenant);
  return { tenant, store, config: () => configurations.load(tenant, store) };
}

/** Whether http://127.0.0.1 may be called: the local runner's setting, which no deployment has. */
export const toLoopback = (): boolean => process.env.WEBHOOKS_TO_LOOPBACK === '1';
