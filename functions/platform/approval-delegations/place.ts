/** What the function keeps between invocations; made at first use, because the registry reads the service without a deployment. */
import { environment } from '#shared/process/environment';
import { configurationPk } from '#shared/store/keys';
import type { Item, Store } from '#shared/store/store';
import { type Configuration, compileConfiguration, effectiveDocuments } from '#shared/tenancy/configuration';
import { tenantStores } from '#shared/tenancy/credentials';
import type { TenantProfile } from '#shared/tenancy/documents';
import type { TenantId } from '#shared/tenancy/tenant-id';

let stores: ((tenant: TenantId) => Promise<Store>) | undefined;

export interface Place {
  readonly tenant: TenantId;
  readonly store: Store;
  readonly config: Configuration;
}

/** The tenant's store, and its configuration as it stands this moment: whoever has just delegated reads it back. */
export async function placeOf(tenant: TenantId): Promise<Place> {
  stores ??= tenantStores({
    table: environment('TABLE_NAME'),
    role: environment('TENANT_ROLE_ARN'),
    name: 'approval-delegations',
  });
  const store = await stores(tenant);
  const items: readonly Item[] = await store.queryAll({ pk: configurationPk(tenant) });
  const profile = items.find(({ kind }) => kind === 'tenant')?.body as TenantProfile | undefined;
  if (!profile) throw new RangeError(`tenant ${tenant} has no profile: it was never onboarded`);
  return { tenant, store, config: compileConfiguration(effectiveDocuments(items, profile.zone), new Map()) };
}
