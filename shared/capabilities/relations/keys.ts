/** Where relations stand within the partition of a record: by kind and other record; those that are over, by when as well. */
import type { TenantId } from '#shared/ids/tenant-id';
import { tenantKey } from '#shared/store/keys';

export const RELATION = 'RELATION#';
export const PAST_RELATION = 'PAST-RELATION#';
export const relationSk = (kind: string, uid: string): string => `${RELATION}${kind}#${uid}`;
export const pastRelationSk = (kind: string, uid: string, until: string): string =>
  `${PAST_RELATION}${kind}#${uid}#${until}`;
/** Counts what was related by a kind that must stay without circles. */
export const relatedPk = (tenant: TenantId, kind: string): string => tenantKey(tenant, 'related', kind);
