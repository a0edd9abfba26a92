/** What the engine writes beside the record: comments and links within its partition, numbers, markers, and what was consumed. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, referencePk, tenantKey } from '#shared/store/keys';

export const COMMENT = 'COMMENT#';
export const LINK = 'LINK#';
export const commentSk = (ulid: string): string => `${COMMENT}${ulid}`;
export const linkSk = (kind: string, uid: string): string => `${LINK}${kind}#${uid}`;

/** Number → ULID. */
export const numberKey = (tenant: TenantId, type: string, number: string): Key => ({
  pk: tenantKey(tenant, 'number', type),
  sk: number,
});
/** The counter that number blocks are reserved from. */
export const counterKey = (tenant: TenantId, type: string): Key => ({
  pk: tenantKey(tenant, 'counter', type),
  sk: 'COUNTER',
});

/** At most one open record holds a key (see `openKey` in the grammar). */
export const openKeyKey = (tenant: TenantId, type: string, key: string): Key => ({
  pk: tenantKey(tenant, 'open-key', type, key),
  sk: 'HOLDER',
});

/** Marks an event as consumed by a process. */
export const consumedKey = (tenant: TenantId, process: string, eventId: string): Key => ({
  pk: tenantKey(tenant, 'consumed', process, eventId),
  sk: 'CONSUMED',
});

/** The newest sightings of one topic by a process's consumers. */
export const sightingsKey = (tenant: TenantId, process: string, topic: string): Key => ({
  pk: tenantKey(tenant, 'sighting', process, topic),
  sk: 'SIGHTINGS',
});

/** What stands beside a record: derived from it, and kept elsewhere. */
export const besidePk = (tenant: TenantId, uid: string): string => referencePk(tenant, `beside-${uid}`);
