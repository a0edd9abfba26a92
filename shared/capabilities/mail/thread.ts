/** Which record a Message-ID belongs to: those of mail that we sent, and those of mail that is in a record. */
import { mailThreadKey } from '#shared/capabilities/mail/keys';
import { hashed } from '#shared/capabilities/mail/received';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Item } from '#shared/store/store';
import { toSeconds } from '#shared/time/clock';

/** People answer old mail; after this long they are answered by a new record. */
const KEPT_DAYS = 365;

/** Ids without brackets. SES makes ids of its own, of which it tells us the part before the at-sign only. */
export function threadOf(messageId: string): string {
  const bare = messageId.trim().replace(/^<|>$/g, '');
  const [local = '', host = ''] = bare.split('@');
  return hashed(host === '' || host.toLowerCase().endsWith('.amazonses.com') ? local : bare);
}

/** @param sent whether it is ours: should it come back to us, it goes in a circle */
export function threadItem(
  tenant: TenantId,
  thread: string,
  { type, uid }: { readonly type: string; readonly uid: string },
  now: number,
  sent = false,
): Item {
  const expiresAt = toSeconds(now) + KEPT_DAYS * 86_400;
  return { ...mailThreadKey(tenant, thread), type, uid, ...(sent && { sent }), expiresAt };
}

/**
 * What stands in the References of mail about a record: programs hand it on to whatever answers it. It is no secret, and no proof: it
 * says what the number in the subject says. It has the tenant in it, for each begins with the same numbers, and an id is unique in the world
 * (RFC 5322, 3.6.4).
 */
export const referenceOf = (id: string, tenant: TenantId, domain: string): string =>
  `<${id.toLowerCase()}.record.${tenant}@${domain}>`;

/** The numbers of this tenant's records in a References or In-Reply-To header; older mail does not say whose they are. */
export function numbersIn(references: string, tenant: TenantId): readonly string[] {
  const found = [...references.matchAll(/<([a-z]{2,4}\d{7,9})\.record(?:\.([0-9a-z]{1,26}))?@/gi)];
  return found.flatMap(([, id = '', whose]) =>
    whose === undefined || whose.toLowerCase() === tenant ? [id.toUpperCase()] : [],
  );
}
