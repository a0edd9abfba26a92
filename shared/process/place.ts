/** Where a platform service works: one tenant, with that tenant's credentials, and what is kept of it between invocations. */
import { environment } from '#shared/process/environment';
import { type Numbers, numbers } from '#shared/process/numbers';
import type { Store } from '#shared/store/store';
import { type Configuration, configurationLoader } from '#shared/tenancy/configuration';
import { tenantStores } from '#shared/tenancy/credentials';
import type { VersionRef } from '#shared/tenancy/documents';
import type { TenantId } from '#shared/tenancy/tenant-id';

export interface Place {
  readonly tenant: TenantId;
  readonly store: Store;
  readonly config: Configuration;
  readonly numbers: Numbers;
  /** Makes sure that these calendar versions can be asked for. */
  ensureCalendars(refs: readonly VersionRef[]): Promise<void>;
}

/** @param service its id, by which its sessions are named. Stores are made at first use: the registry reads a service without a deployment. */
export function places(service: string): (tenant: TenantId) => Promise<Place> {
  const configurations = configurationLoader();
  const reserved = numbers();
  let stores: ((tenant: TenantId) => Promise<Store>) | undefined;
  return async (tenant) => {
    stores ??= tenantStores({ table: environment('TABLE_NAME'), role: environment('TENANT_ROLE_ARN'), name: service });
    const store = await stores(tenant);
    return {
      tenant,
      store,
      config: await configurations.load(tenant, store),
      numbers: reserved,
      ensureCalendars: (refs) => configurations.ensureCalendars(tenant, store, refs),
    };
  };
}
