/**
 * How keys of the table begin: each partition key with its tenant, delimiter included, so that one policy isolates them all. Here are those of records
 * and of the indexes; what else there is stands in the `keys.ts` of whoever owns it.
 */
import { createHash } from 'node:crypto';
import { isTenantId, type TenantId } from '#shared/ids/tenant-id';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Attribute names of the partition and sort key of each index. */
export const indexes = {
  list: ['listPk', 'listSk'],
  open: ['openPk', 'openSk'],
  queue: ['queuePk', 'queueSk'],
  assignee: ['assigneePk', 'assigneeSk'],
  requester: ['requesterPk', 'requesterSk'],
  /** The same partitions as `list`, in another order; it has keys only. */
  opened: ['listPk', 'openedSk'],
  reference: ['referencePk', 'referenceSk'],
  due: ['duePk', 'dueAt'],
} as const;
export type IndexName = keyof typeof indexes;

/** What indexes have of a record beside its keys, where they do not have all of it: what lists show and filter by (ADR 74). */
export const listedAttributes = ['record', 'sequence', 'hash', 'listed', 'places', 'expiresAt'] as const;

/** Due timers are spread over this many partitions of the index `due`. */
export const DUE_SHARDS = 4;

/** The beginning of every partition of a tenant. Files called keys.ts alone call it: each stands with the owner of what it names. */
export const tenantKey = (tenant: TenantId, ...parts: readonly string[]): string =>
  `TENANT#${tenant}#${parts.join('#')}`;

/** Such partitions of all tenants, as a policy names them. Onboarding makes ids of 26 characters, so that no longer key of a tenant is like it. */
export const tenantPattern = (kind: string): string => `TENANT#${'?'.repeat(26)}#${kind}`;

/** The tenant that a partition belongs to; undefined for one that is no tenant's. */
export function tenantOf(pk: string): TenantId | undefined {
  const [prefix, tenant = '', ...rest] = pk.split('#');
  return prefix === 'TENANT' && rest.length > 0 && isTenantId(tenant) ? tenant : undefined;
}

/** Partition of one record: the record and everything that is about it. */
export const recordPk = (tenant: TenantId, type: string, uid: string): string => tenantKey(tenant, type, uid);
export const recordKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: RECORD,
});
export const RECORD = 'RECORD';

/** Sort keys within a record's partition; a prefix lists them in order. */
export const EVENT = 'EVENT#';
export const eventSk = (sequence: number): string => `${EVENT}${String(sequence).padStart(8, '0')}`;

/** Partition keys of indexes, each split by record type. */
export const listPk = (tenant: TenantId, type: string): string => tenantKey(tenant, type, 'all');
/** Deleted records stand in the same index as the others, under a key of their own. */
export const deletedPk = (tenant: TenantId, type: string): string => tenantKey(tenant, type, 'deleted');
export const openPk = (tenant: TenantId, type: string): string => tenantKey(tenant, type, 'open');
/** @param group absent: what no group has */
export const queuePk = (tenant: TenantId, type: string, group = NOBODYS_QUEUE): string =>
  tenantKey(tenant, type, 'queue', group);
export const NOBODYS_QUEUE = 'unassigned';
export const assigneePk = (tenant: TenantId, type: string, user: string): string =>
  tenantKey(tenant, type, 'assignee', user);
export const requesterPk = (tenant: TenantId, type: string, user: string): string =>
  tenantKey(tenant, type, 'requester', user);
export const referencePk = (tenant: TenantId, target: string): string => tenantKey(tenant, 'reference', target);

/** A value as part of a partition key: it cannot be taken for two, and is never too long. */
function valuePart(value: string): string {
  if (Buffer.byteLength(value) > LONGEST_VALUE) return `%${createHash('sha256').update(value).digest('base64url')}`;
  return value.replace(/[%#]/g, encodeURIComponent);
}
const LONGEST_VALUE = 200;
/** Rows of a declared list: which records have these values, in the list's order. */
export const listRowPk = (tenant: TenantId, type: string, list: string, values: readonly string[]): string =>
  tenantKey(tenant, type, 'rows', list, ...values.map(valuePart));
/** Guards of who stands in a partition of {@link listRowPk}. */
export const rowsGuardPk = (rowsPk: string): string => `${rowsPk}#guard`;

/** Which declared lists of a type have rows of every record, and how far older records were given theirs. */
export const listingKey = (tenant: TenantId, type: string): Key => ({ pk: tenantKey(tenant, 'listing'), sk: type });

/** The registry of tenants and access keys: the control plane and the authorizer only. */
export const PLATFORM_PREFIX = 'PLATFORM#';
/** Its partitions of a kind, which files called keys.ts alone begin. */
export const platformPrefix = (kind: string): string => `${PLATFORM_PREFIX}${kind}#`;
/** Nothing stands here; whether the table answers is found out by asking for it. */
export const healthKey: Key = { pk: `${PLATFORM_PREFIX}health`, sk: 'HEALTH' };

/** Which shard of the due index a record's timer stands in: any stable spread will do. */
export function dueShard(uid: string): string {
  let sum = 0;
  for (let i = 0; i < uid.length; i++) sum = (sum + uid.charCodeAt(i)) % DUE_SHARDS;
  return dueShardKey(sum);
}

export const dueShardKey = (shard: number): string => `DUE#${shard}`;
