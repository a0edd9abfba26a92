/** The bytes of a request's body, within the limit, and as text. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Problem } from '#shared/problems/problems';

/** 1 MiB (A1). */
export const MAX_BODY_BYTES = 1_048_576;

/** One sentence for one limit, whoever finds the body too large: the gateway, which takes more, or a function. */
export const TOO_LARGE = `A request body may have 1 MiB (${MAX_BODY_BYTES} bytes); send less at once.`;

/** @throws Problem payload-too-large */
export function bytesOf({ body, isBase64Encoded }: Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'>): Uint8Array {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > MAX_BODY_BYTES) throw new Problem('payload-too-large', TOO_LARGE);
  return bytes;
}

/** @throws Problem malformed-request for bytes that are not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem('malformed-request', 'the body has bytes that are not UTF-8; send it as UTF-8');
  }
}
