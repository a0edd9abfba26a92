/** Where a platform service works: one tenant, with that tenant's credentials and configuration. */
import { environment } from '#shared/process/environment';
import type { Store } from '#shared/store/store';
import { type Configuration, configurationLoader } from '#shared/tenancy/configuration';
import { tenantStores } from '#shared/tenancy/credentials';
import type { VersionRef } from '#shared/tenancy/documents';
import type { TenantId } from '#shared/tenancy/tenant-id';

/** What work inside one tenant needs. */
export interface Place {
  readonly tenant: TenantId;
  readonly store: Store;
  readonly config: Configuration;
  /** Makes sure that these calendar versions can be asked for. */
  ensureCalendars(refs: readonly VersionRef[]): Promise<void>;
}

/**
 * @param name the service's, which its sessions bear
 * @returns what finds a tenant's place; stores are kept between invocations, and made at first use, because the registry reads
 * services without a deployment
 */
export function places(name: string): (tenant: TenantId) => Promise<Place> {
  let stores: ((tenant: TenantId) => Promise<Store>) | undefined;
  const configurations = configurationLoader();
  return async (tenant) => {
    stores ??= tenantStores({ table: environment('TABLE_NAME'), role: environment('TENANT_ROLE_ARN'), name });
    const store = await stores(tenant);
    return {
      tenant,
      store,
      config: await configurations.load(tenant, store),
      ensureCalendars: (refs) => configurations.ensureCalendars(tenant, store, refs),
    };
  };
}
