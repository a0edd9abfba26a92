/** What the function keeps between invocations. */
import type { Store } from '#shared/store/store';
import { type Configuration, configurationLoader } from '#shared/tenancy/configuration';
import { storesOf } from '#shared/tenancy/place';
import type { TenantId } from '#shared/tenancy/tenant-id';

/** One tenant's items, with that tenant's credentials, and its configuration when that is needed. */
export interface Place {
  readonly tenant: TenantId;
  readonly store: Store;
  config(): Promise<Configuration>;
}

const storeOf = storesOf('webhooks');
const configurations = configurationLoader();

export async function placeOf(tenant: TenantId): Promise<Place> {
  const store = await storeOf(tenant);
  return { tenant, store, config: () => configurations.load(tenant, store) };
}

/** Whether http://127.0.0.1 may be called: the local runner's setting, which no deployment has. */
export const toLoopback = (): boolean => process.env.WEBHOOKS_TO_LOOPBACK === '1';
