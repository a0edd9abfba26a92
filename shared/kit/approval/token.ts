/**
 * A token that carries one voter's decision from a mail or a chat (A10): bound to the voter, the round and what it is about, valid until
 * the round is due. It is made anew from what it is bound to, so none is kept; that it is used once, the round itself knows.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';

const claims = z.strictObject({
  /** Ulid of the approval. */
  approval: z.string().check(z.maxLength(26)),
  voter: z.string().check(z.maxLength(120)),
  /** Level or escalation within the round. */
  step: z.int(),
  material: z.string().check(z.maxLength(64)),
  dueAt: z.string().check(z.maxLength(35)),
});
export type TokenClaims = z.infer<typeof claims>;

/** Characters of a token at most. */
export const MAX_TOKEN = 800;

/** The tenant's key signs other things too: what is signed begins with what it is for. */
const sign = (tenantKey: string, payload: string): string =>
  createHmac('sha256', tenantKey).update(`approval-token.${payload}`).digest('base64url');

/** @param tenantKey the tenant's own secret. */
export function tokenOf(tenantKey: string, bound: TokenClaims): string {
  const payload = Buffer.from(JSON.stringify(bound)).toString('base64url');
  return `${payload}.${sign(tenantKey, payload)}`;
}

/** What a token is bound to; undefined when this tenant did not sign it. */
export function claimsOf(tenantKey: string, token: string): TokenClaims | undefined {
  const [payload = '', signature = '', ...rest] = token.split('.');
  const [expected, given] = [Buffer.from(sign(tenantKey, payload)), Buffer.from(signature)];
  if (rest.length > 0 || expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
}
