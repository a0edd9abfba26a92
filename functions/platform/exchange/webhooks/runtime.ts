/** What the function keeps between invocations. */

import type { TenantId } from '#shared/ids/tenant-id';
import type { Store } from '#shared/store/store';
import { type Configuration, configurationLoader } from '#shared/tenancy/configuration';
import { storesOf } from '#shared/tenancy/place';

/** One tenant's items, with that tenant's credentials, and its configuration when that is needed. */
export interface Place {
  readonly tenant: TenantId;
  readonly store: Store;
  config(): Promise<Configuration>;
}

const storeOf = storesOf('webhooks');
const configurations = configurationLoader();

/** `as it is now` reads the configuration again. */
export async function placeOf(tenant: TenantId, configured?: 'as it is now'): Promise<Place> {
  if (configured) configurations.forget(tenant);
  const store = await storeOf(tenant);
  return { tenant, store, config: () => configurations.load(tenant, store) };
}

/**
 * Whether http://127.0.0.1 may be called on a port: the local runner's setting, which no deployment has; and there not on the runner's own
 * ports, which answer whoever asks from this machine.
 */
export function toLoopback(port: string): boolean {
  const own = (process.env.WEBHOOKS_NOT_TO_PORTS ?? '').split(' ');
  return process.env.WEBHOOKS_TO_LOOPBACK === '1' && !own.includes(port);
}
