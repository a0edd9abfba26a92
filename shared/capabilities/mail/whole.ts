/**
 * All that a mail said, where its record or comment leaves something out: what it quotes, or what is too long. It stands beside the record, so
 * that it goes when anything of the record is redacted or somebody is erased, and only who reads everything of the record reads it.
 */
import { mailTextKey } from '#shared/capabilities/mail/keys';
import { besideAttributes } from '#shared/engine/beside';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Key } from '#shared/store/keys';
import type { Item, Store } from '#shared/store/store';
import type { Mail } from './received.ts';

const KIND = 'mail-text';

/** Undefined when the record has all of the mail. @param record the ULID of the record */
export function wholeItem(tenant: TenantId, { uid, user, said }: Mail, record: string): Item | undefined {
  if (said?.whole === undefined) return undefined;
  const derived = { text: said.whole };
  const names = user === undefined ? [] : [user];
  const beside = { record, kind: KIND, place: uid, names, derived };
  return { ...mailTextKey(tenant, uid), mail: uid, version: 1, ...besideAttributes(tenant, beside) };
}

/** What these mails said in full, by their names; without those of which that was taken out. */
export async function wholesOf(
  store: Store,
  tenant: TenantId,
  mails: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (mails.length === 0) return new Map();
  const items = await store.getAll(mails.map((mail): Key => mailTextKey(tenant, mail)));
  return new Map(items.flatMap(({ mail, derived }) => textIn(derived).map((text) => [String(mail), text] as const)));
}

/** The table's own edge. */
function textIn(derived: unknown): readonly string[] {
  const text = derived !== null && typeof derived === 'object' && 'text' in derived ? derived.text : undefined;
  return typeof text === 'string' ? [text] : [];
}
