/**
 * Documents that bear on each other are judged with the others in view, so they are written one after the other: whoever was judged before
 * another one was written is judged anew.
 */

import type { TenantId } from '#shared/ids/tenant-id';
import type { Store, TransactionRefused, Write } from '#shared/store/store';
import type { DocumentForm } from '#shared/tenancy/document-form';
import type { DocumentBodies, DocumentKind } from '#shared/tenancy/documents';
import { documentsTogetherKey } from '#shared/tenancy/keys';

/** Read before the documents are, what is to be written with one of them: that none of its kind was written meanwhile. */
export async function noneMeanwhile(
  { kind, together }: DocumentForm,
  body: unknown,
  store: Store,
  tenant: TenantId,
): Promise<readonly Write[]> {
  if (!together?.(body as DocumentBodies[DocumentKind])) return [];
  const key = documentsTogetherKey(tenant, kind);
  const known = await store.get(key);
  const version = Number(known?.version ?? 0);
  return [{ put: { ...key, version: version + 1 }, condition: known ? { version } : 'absent' }];
}

/** Whether a transaction that ends with these writes was refused for another document alone, so that it may be tried anew. */
export function anotherWasFaster({ reasons }: TransactionRefused, { length }: readonly Write[]): boolean {
  const own = reasons.slice(0, reasons.length - length);
  return length > 0 && !own.some(({ failed, conflict }) => failed || conflict);
}
