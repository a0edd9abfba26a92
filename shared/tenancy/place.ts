/** Where a platform service works: one tenant, with that tenant's credentials and configuration. */
import { environment } from '#shared/aws/environment';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Store } from '#shared/store/store';
import { type Configuration, configurationLoader } from '#shared/tenancy/configuration';
import { type TenantSession, tenantSessions } from '#shared/tenancy/credentials';
import type { VersionRef } from '#shared/tenancy/documents';

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
 * @param tenants how many tenants it works in at once, when they are more than usual
 * @returns what opens a session with a tenant; sessions are kept between invocations, and made at first use, because the registry
 * reads services without a deployment
 */
export function sessionsOf(name: string, tenants?: number): (tenant: TenantId) => Promise<TenantSession> {
  let sessions: ((tenant: TenantId) => Promise<TenantSession>) | undefined;
  return (tenant) => {
    sessions ??= tenantSessions({
      table: environment('TABLE_NAME'),
      role: environment('TENANT_ROLE_ARN'),
      name,
      tenants,
      bucket: process.env.BUCKET_NAME,
    });
    return sessions(tenant);
  };
}

/** The same, for whoever needs items only. */
export function storesOf(name: string): (tenant: TenantId) => Promise<Store> {
  const sessions = sessionsOf(name);
  return async (tenant) => (await sessions(tenant)).store;
}

/**
 * @param name the service's, which its sessions bear
 * @returns what finds a tenant's place. `as it is now` reads the configuration again: for whoever has just changed it, or would do harm
 * with one of ten seconds ago.
 */
export function places(
  name: string,
  sessions = sessionsOf(name),
): (tenant: TenantId, configured?: 'as it is now') => Promise<Place> {
  const configurations = configurationLoader();
  return async (tenant, configured) => {
    if (configured) configurations.forget(tenant);
    const { store } = await sessions(tenant);
    return {
      tenant,
      store,
      config: await configurations.load(tenant, store),
      ensureCalendars: (refs) => configurations.ensureCalendars(tenant, store, refs),
    };
  };
}
