/** What the function keeps between invocations; made at first use, because the registry reads the service without a deployment. */
import { type Objects, objectsOf } from '#shared/objects/objects';
import { environment } from '#shared/process/environment';
import type { Store } from '#shared/store/store';
import { type Configuration, configurationLoader } from '#shared/tenancy/configuration';
import { type TenantSession, tenantSessions } from '#shared/tenancy/credentials';
import type { TenantId } from '#shared/tenancy/tenant-id';

/** What work inside one tenant needs. */
export interface Place {
  readonly tenant: TenantId;
  readonly store: Store;
  readonly objects: Objects;
  readonly config: Configuration;
}

let sessions: ((tenant: TenantId) => Promise<TenantSession>) | undefined;
const configurations = configurationLoader();

/** The tenant's items and objects, with that tenant's credentials. */
export async function placeOf(tenant: TenantId): Promise<Place> {
  const bucket = environment('BUCKET_NAME');
  sessions ??= tenantSessions({
    table: environment('TABLE_NAME'),
    role: environment('TENANT_ROLE_ARN'),
    name: 'attachments',
    bucket,
  });
  const { store, sign } = await sessions(tenant);
  return { tenant, store, objects: objectsOf(bucket, sign), config: await configurations.load(tenant, store) };
}
