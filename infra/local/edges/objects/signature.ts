/** Pre-signed URLs of S3 (Signature Version 4, query parameters), checked as AWS checks them: identity, signature, headers, expiry. */
import type { CredentialRegistry } from '#infra/local/edges/iam/credentials';
import type { Principal } from '#infra/local/edges/iam/principal';
import { canonicalRequest, type ReceivedRequest, sameSignature, signatureOf } from '#infra/local/edges/iam/signature';
import { S3Error } from '#infra/local/edges/objects/error';

const WEEK = 604_800;

/** Who signed the request. @throws S3Error in the words of S3 */
export function verify(
  request: Omit<ReceivedRequest, 'body'>,
  credentials: CredentialRegistry,
  now: number,
): Principal {
  const { query, headers } = request;
  const [accessKeyId = '', date = '', region = '', service = '', terminal = ''] = parameter(
    query,
    'X-Amz-Credential',
  ).split('/');
  if (parameter(query, 'X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256' || service !== 's3' || terminal !== 'aws4_request')
    throw new S3Error('AuthorizationQueryParametersError', 'expected AWS4-HMAC-SHA256 for s3', 400);
  const identity = credentials.find(accessKeyId, query.get('X-Amz-Security-Token') ?? undefined);
  if (!identity.ok || identity.secretAccessKey === undefined)
    throw new S3Error(
      identity.ok ? 'InvalidAccessKeyId' : codes[identity.code],
      'the credentials are not valid',
      identity.ok ? 403 : statusOf(identity.code),
    );
  const signedAt = parameter(query, 'X-Amz-Date');
  const seconds = Number(parameter(query, 'X-Amz-Expires'));
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > WEEK)
    throw new S3Error('AuthorizationQueryParametersError', 'X-Amz-Expires is from 1 second to a week', 400);
  const signedHeaders = parameter(query, 'X-Amz-SignedHeaders').split(';');
  const canonical = canonicalRequest(request, signedHeaders, 'UNSIGNED-PAYLOAD');
  const { secretAccessKey } = identity;
  const scope = [date, region, service, terminal].join('/');
  const expected = signatureOf(canonical, { scope, signedAt, secretAccessKey });
  if (!sameSignature(expected, parameter(query, 'X-Amz-Signature')) || !signedAt.startsWith(date))
    throw new S3Error('SignatureDoesNotMatch', 'the signature is not that of this request', 403);
  const unsigned = Object.keys(headers).find((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (unsigned !== undefined) throw new S3Error('AccessDenied', `the header ${unsigned} is not signed`, 403);
  if (instantOf(signedAt) + seconds * 1000 <= now) throw new S3Error('AccessDenied', 'Request has expired', 403);
  return identity.principal;
}

const codes = {
  MissingAuthenticationTokenException: 'AccessDenied',
  UnrecognizedClientException: 'InvalidAccessKeyId',
  ExpiredTokenException: 'ExpiredToken',
  InvalidSignatureException: 'SignatureDoesNotMatch',
} as const;
const statusOf = (code: keyof typeof codes): number => (code === 'ExpiredTokenException' ? 400 : 403);

function parameter(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value) return value;
  throw new S3Error('AccessDenied', `the request is not signed: it has no ${name}`, 403);
}

/** `20260615T070000Z` in epoch milliseconds. */
function instantOf(basic: string): number {
  return Date.parse(basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
