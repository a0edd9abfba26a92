/** What a tenant is made of: its configuration and users, its status page, and the registry of who it is and who may enter. */
import { createHash } from 'node:crypto';
import { alike } from '#shared/ids/person';
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, platformPrefix, tenantKey, tenantPattern } from '#shared/store/keys';

/** Settings, calendars, matrices, definitions, groups: one partition, read at once and cached. */
export const configurationPk = (tenant: TenantId): string => tenantKey(tenant, 'configuration');
export const documentKey = (tenant: TenantId, origin: 'own' | 'inherited', kind: string, id: string): Key => ({
  pk: configurationPk(tenant),
  sk: `${origin}#${kind}#${id}`,
});
/** Versions that clocks still measure by, and the document's history. */
export const documentVersionKey = (tenant: TenantId, kind: string, id: string, version: number): Key => ({
  pk: tenantKey(tenant, 'document', kind, id),
  sk: `VERSION#${String(version).padStart(8, '0')}`,
});
export const documentVersionPk = (tenant: TenantId, kind: string, id: string): string =>
  tenantKey(tenant, 'document', kind, id);
/** Counts what is written of a kind whose documents bear on each other. */
export const documentsTogetherKey = (tenant: TenantId, kind: string): Key => ({
  pk: tenantKey(tenant, 'documents', kind),
  sk: 'TOGETHER',
});

/** What anybody may read of a tenant: how its status page is set up, and the notices on it. */
const STATUS = 'service-status';
export const statusPk = (tenant: TenantId): string => tenantKey(tenant, STATUS);
/** These partitions as a policy names them. */
export const STATUS_PATTERN = tenantPattern(STATUS);
export const statusPageKey = (tenant: TenantId): Key => ({ pk: statusPk(tenant), sk: 'PAGE' });
export const statusNoticeKey = (tenant: TenantId, uid: string): Key => ({ pk: statusPk(tenant), sk: `NOTICE#${uid}` });

export const userKey = (tenant: TenantId, id: string): Key => ({ pk: tenantKey(tenant, 'user'), sk: id });
export const userPk = (tenant: TenantId): string => tenantKey(tenant, 'user');
/** At most one user has an e-mail address. */
export const userEmailKey = (tenant: TenantId, email: string): Key => ({
  pk: tenantKey(tenant, 'user-email', email.toLowerCase()),
  sk: 'HOLDER',
});
/** What became of a user: an audit trail whose entries carry events. */
export const userHistoryPk = (tenant: TenantId, id: string): string => tenantKey(tenant, 'user-history', id);

/** The registry of tenants and access keys: the control plane and the authorizer only. */
const TENANT_PREFIX = platformPrefix('tenant');
export const tenantRegistryKey = (tenant: TenantId): Key => ({
  pk: `${TENANT_PREFIX}${tenant}`,
  sk: 'TENANT',
});
export const SLUG_PREFIX = platformPrefix('slug');
export const slugKey = (slug: string): Key => ({ pk: `${SLUG_PREFIX}${slug}`, sk: 'TENANT' });
export const accessKeyKey = (sha256: string): Key => ({
  pk: `${platformPrefix('access-key')}${sha256}`,
  sk: 'ACCESS-KEY',
});
/** A tenant's own list of its access keys, without their secrets. */
export const accessKeyListPk = (tenant: TenantId): string => tenantKey(tenant, 'access-key');
export const accessKeyListKey = (tenant: TenantId, id: string): Key => ({ pk: accessKeyListPk(tenant), sk: id });
/** What became of a key: an audit trail whose entries carry events. */
export const accessKeyHistoryPk = (tenant: TenantId, id: string): string => tenantKey(tenant, 'access-key-history', id);
const DELEGATION_PREFIX = platformPrefix('delegation');
export const delegationPk = (msp: TenantId): string => `${DELEGATION_PREFIX}${msp}`;
/** Where it stands for whom an MSP works, and who these tenants are. */
export const delegationPatterns: readonly string[] = [`${DELEGATION_PREFIX}*`, `${TENANT_PREFIX}*`];
/** The same delegations, for the client to list. */
export const delegatedPk = (client: TenantId): string => `${platformPrefix('delegated')}${client}`;
/** What a client granted and revoked: an audit trail whose entries carry events. */
export const delegationHistoryPk = (client: TenantId): string => tenantKey(client, 'delegation');
export const delegationKey = (msp: TenantId, client: TenantId): Key => ({ pk: delegationPk(msp), sk: client });
/** What the authorizer knows of a tenant's stored user: whether still active, and with which roles. Ids written alike have one. */
export const userRegistryKey = (tenant: TenantId, id: string): Key => ({
  pk: `${USER_PREFIX}${tenant}#${alike(id)}`,
  sk: 'USER',
});
const USER_PREFIX = platformPrefix('user');
export const userPattern = `${USER_PREFIX}*`;

/** Somebody who is out of a tenant's directory: only by a hash of their id, because they may have been erased. */
export const formerUserKey = (tenant: TenantId, id: string): Key => ({
  pk: `${USER_PREFIX}${tenant}#${createHash('sha256')
    .update(`${tenant}#${alike(id)}`)
    .digest('hex')}`,
  sk: 'FORMER',
});
