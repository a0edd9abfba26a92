/** Imports: their files, what became of their rows, and what was imported. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** Parts of a file being imported, and what became of its rows. */
export const importPk = (tenant: TenantId, uid: string): string => tenantKey(tenant, 'import', uid);
export const importKey = (tenant: TenantId, uid: string): Key => ({ pk: importPk(tenant, uid), sk: 'IMPORT' });
/** The mapping of an import, as it was when the file was announced. */
export const importMappingKey = (tenant: TenantId, uid: string): Key => ({ pk: importPk(tenant, uid), sk: 'MAPPING' });
export const IMPORT_PART = 'PART#';
const IMPORT_OUTCOME = 'OUTCOME#';
export const importPartSk = (number: number): string => `${IMPORT_PART}${String(number).padStart(5, '0')}`;
export const importOutcomeSk = (group: string): string => `${IMPORT_OUTCOME}${group}`;
/** Marks what came from another system as imported: it is written with the record, so nothing is imported twice. */
export const importedKey = (tenant: TenantId, mapping: string, externalId: string): Key => ({
  pk: tenantKey(tenant, 'imported', mapping, externalId),
  sk: 'IMPORTED',
});
