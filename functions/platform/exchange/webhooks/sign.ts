/** Signatures as Standard Webhooks 1.0.0 defines them. */
import { createHmac, randomBytes } from 'node:crypto';
import { toSeconds } from '#shared/time/clock';

const PREFIX = 'whsec_';

/** A new secret: 32 random bytes (the specification asks for 24 to 64). */
export const newSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`;

/**
 * The headers of one attempt.
 * @param secrets the current one, and its predecessor while it is still valid: one signature each, separated by a space
 * @param at epoch milliseconds
 */
export function signed(
  id: string,
  at: number,
  body: string,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(toSeconds(at));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
