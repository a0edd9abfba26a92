/** Signature Version 4 as the receiver sees it: what was signed, put together again from what came, and the signature that it should bear. */
import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { EdgeRequest } from '#infra/local/machine/http';

/** A request as it stands on the wire. */
export interface ReceivedRequest {
  readonly method: string;
  /** Percent-encoded as it came, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string | Buffer;
}

/** What came, with its body read. */
export function receivedRequest(
  { method = 'GET', url = '/', headers }: EdgeRequest,
  body: string | Buffer,
): ReceivedRequest {
  const [path = '/', query = ''] = url.split('?');
  return { method, path, query: new URLSearchParams(query.replaceAll('+', '%2B')), headers, body };
}

export interface Signing {
  /** `<date>/<region>/<service>/aws4_request`. */
  readonly scope: string;
  /** `20260615T070000Z`. */
  readonly signedAt: string;
  readonly secretAccessKey: string;
}

/** The signature in hexadecimal that a canonical request should bear. */
export function signatureOf(canonicalRequest: string, { scope, signedAt, secretAccessKey }: Signing): string {
  const text = ['AWS4-HMAC-SHA256', signedAt, scope, sha256(canonicalRequest)].join('\n');
  return createHmac('sha256', signingKey(secretAccessKey, scope)).update(text).digest('hex');
}

/** Derived four times over from a secret for each day, region and service; those of late are kept. */
const signingKeys = new Map<string, KeyObject>();
const KEPT_KEYS = 1000;

function signingKey(secretAccessKey: string, scope: string): KeyObject {
  const name = `${secretAccessKey} ${scope}`;
  const known = signingKeys.get(name);
  if (known) return known;
  const derived = scope
    .split('/')
    .reduce((secret: string | Buffer, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  const key = createSecretKey(Buffer.from(derived));
  if (signingKeys.size >= KEPT_KEYS) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

/** Compares in constant time. */
export const sameSignature = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Method, path, query and the signed headers as they are signed, with what stands for the body. */
export function canonicalRequest(
  { method, path, query, headers }: Omit<ReceivedRequest, 'body'>,
  signedHeaders: readonly string[],
  payload: string,
): string {
  const parameters = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  const lines = signedHeaders.map(
    (name) =>
      `${name}:${String(headers[name] ?? '')
        .trim()
        .replace(/\s+/g, ' ')}\n`,
  );
  return [method, path, parameters.join('&'), lines.join(''), signedHeaders.join(';'), payload].join('\n');
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8}\/[^/,\s]+\/[^/,\s]+\/aws4_request),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/**
 * Whether the request bears, in its Authorization header, the signature of its sender. Services but S3 sign the path encoded once more.
 * When it was signed is not compared with a clock: ours can be moved under a request that is on its way.
 */
export function isSigned(request: ReceivedRequest, secretAccessKey: string): boolean {
  const { headers, body, path } = request;
  const [, , scope = '', names = '', signature = ''] = AUTHORIZATION.exec(String(headers.authorization ?? '')) ?? [];
  const signedAt = String(headers['x-amz-date'] ?? '');
  if (signature === '' || !signedAt.startsWith(scope.slice(0, 8))) return false;
  const signed = { ...request, path: path.split('/').map(encode).join('/') };
  const canonical = canonicalRequest(signed, names.split(';'), sha256(body));
  return sameSignature(signatureOf(canonical, { scope, signedAt, secretAccessKey }), signature);
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
const sha256 = (content: string | Buffer): string => hash('sha256', content);
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
