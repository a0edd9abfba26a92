/** Where releases up to 0.2 kept words, and the records that have them: nothing is written there any more. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** A record that has a word, by its ULID. */
export const wordKey = (tenant: TenantId, word: string, uid: string): Key => ({
  pk: tenantKey(tenant, 'word', word),
  sk: uid,
});
/** The words by which a record was found. */
export const searchedKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: tenantKey(tenant, 'searched', type, uid),
  sk: 'WORDS',
});
