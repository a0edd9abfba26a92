/** Where an index stands, as a tenant's own items: what there is of it, what was found lately, and the segments that are made of that. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

const libraryPk = (tenant: TenantId, library: string): string => tenantKey(tenant, 'found', library);

/** What segments there are; it comes before what was found lately, so that one query reads both. */
export const contentsKey = (tenant: TenantId, library: string): Key => ({
  pk: libraryPk(tenant, library),
  sk: 'CONTENTS',
});
const LATELY = 'LATELY#';
export const latelyKey = (tenant: TenantId, library: string, id: string): Key => ({
  pk: libraryPk(tenant, library),
  sk: `${LATELY}${id}`,
});
export const headRange = (tenant: TenantId, library: string) => ({
  pk: libraryPk(tenant, library),
  from: 'CONTENTS',
  to: `${LATELY}~`,
});
export const isLately = ({ sk }: Key): boolean => sk.startsWith(LATELY);
export const partKey = (tenant: TenantId, library: string, segment: string, part: number): Key => ({
  pk: libraryPk(tenant, library),
  sk: `SEGMENT#${segment}#${String(part).padStart(4, '0')}`,
});
