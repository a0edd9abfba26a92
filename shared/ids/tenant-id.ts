/** Tenant ids: ours, never chosen by a customer, in an alphabet that no key delimiter or policy wildcard is in. */

declare const brand: unique symbol;
/** 12–26 characters of `[0-9a-z]`; only {@link tenantId} makes one. */
export type TenantId = string & { readonly [brand]: 'TenantId' };

const SHAPE = /^[0-9a-z]{12,26}$/;

export function isTenantId(text: string): text is TenantId {
  return SHAPE.test(text);
}

/** @throws RangeError when the text is not shaped like a tenant id. */
export function tenantId(text: string): TenantId {
  if (isTenantId(text)) return text;
  throw new RangeError(`expected a tenant id of 12 to 26 characters of [0-9a-z], was given ${JSON.stringify(text)}`);
}
