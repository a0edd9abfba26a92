/**
 * A receiver's check of a signature, written from the text of Standard Webhooks 1.0.0 and sharing nothing with the sender: "the content to
 * sign is the id, the timestamp and the payload, separated by full stops", HMAC-SHA256 under the base64 after `whsec_`, base64 again,
 * `v1,` before it; several signatures are separated by spaces; timestamps more than five minutes off are refused.
 */
import { webcrypto } from 'node:crypto';

const TOLERANCE_SECONDS = 300;

/** @param now epoch milliseconds. @throws Error saying what is wrong */
export async function verify(
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  secret: string,
  now: number,
): Promise<void> {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (!id || !timestamp || !signatures) throw new Error('a header is missing');
  if (!/^\d+$/.test(timestamp)) throw new Error('the timestamp is not a number of seconds');
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS)
    throw new Error('the timestamp is too old or too new');
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (character) => character.charCodeAt(0));
  const key = await webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const signature of signatures.split(' ')) {
    const [version, value = ''] = signature.split(',');
    const given = Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
    if (version === 'v1' && (await webcrypto.subtle.verify('HMAC', key, given, content))) return;
  }
  throw new Error('no signature fits');
}
