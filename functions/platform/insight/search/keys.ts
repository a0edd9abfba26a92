/** Words, and the records that have them. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** Records that have a word, by their ULID. */
export const wordPk = (tenant: TenantId, word: string): string => tenantKey(tenant, 'word', word);
export const wordKey = (tenant: TenantId, word: string, uid: string): Key => ({ pk: wordPk(tenant, word), sk: uid });
/** The words by which a record is found now. */
export const searchedKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: tenantKey(tenant, 'searched', type, uid),
  sk: 'WORDS',
});
