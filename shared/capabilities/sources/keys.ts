/** Keys of what stands beside records whose values sources report. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** Records that are recognised by some values, by the hash of these: a row each, by its ULID. */
export const identityPk = (tenant: TenantId, type: string, hash: string): string =>
  tenantKey(tenant, 'identity', type, hash);
export const HELD = 'HELD#';
export const heldSk = (uid: string): string => `${HELD}${uid}`;

/** Reports about records of a type of which nobody can tell which one is meant. */
export const unrecognisedPk = (tenant: TenantId, type: string): string => tenantKey(tenant, 'unrecognised', type);

/** The long work that a source's reports about records of a type became last. */
export const reportingKey = (tenant: TenantId, type: string, source: string): Key => ({
  pk: tenantKey(tenant, 'reporting', type),
  sk: source,
});
