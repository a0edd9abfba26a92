/** Work that goes on in steps. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** An operation: work that a request began and that goes on in steps; what it is to do, and what came of it. */
export const operationPk = (tenant: TenantId, uid: string): string => tenantKey(tenant, 'operation', uid);
export const operationKey = (tenant: TenantId, uid: string): Key => ({ pk: operationPk(tenant, uid), sk: 'OPERATION' });
export const OPERATION_RESULT = 'RESULT#';
const chunkSk = (prefix: string, ...numbers: readonly number[]): string =>
  `${prefix}${numbers.map((number) => String(number).padStart(5, '0')).join('#')}`;
export const operationPageSk = (number: number): string => chunkSk('PAGE#', number);
export const operationInputSk = (chunk: number): string => chunkSk('INPUT#', chunk);
export const operationResultSk = (chunk: number, part: number): string => chunkSk(OPERATION_RESULT, chunk, part);
