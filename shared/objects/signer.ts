/** Pre-signed URLs of the object store, made with a tenant's own session: whoever has one can do that one thing for a while. */
import { hostOf, type SessionCredentials, signatureOf } from '#shared/aws/signature';
import { clock } from '#shared/time/clock';

export interface ObjectRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly seconds: number;
  /** Sent with the request as they stand here, or the signature does not hold. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Signs a request; the URL holds for so many seconds, and no longer than the session. */
export type ObjectSigner = (request: ObjectRequest) => Promise<string>;

/** Where the bucket answers: at the endpoint that the environment names, or at AWS's own. */
function addressOf(bucket: string, region: string): { readonly base: URL; readonly path: string } {
  const endpoint = process.env.AWS_ENDPOINT_URL_S3;
  if (endpoint) return { base: new URL(endpoint), path: `/${bucket}/` };
  return { base: new URL(`https://${hostOf(`${bucket}.s3`, region)}`), path: '/' };
}

export function objectSigner(bucket: string, credentials: SessionCredentials): ObjectSigner {
  const region = process.env.AWS_REGION ?? '';
  const { base, path } = addressOf(bucket, region);
  const signer = signatureOf({ service: 's3', region, credentials, uriEscapePath: false });
  return async ({ method, key, seconds, headers = {}, query = {} }) => {
    const request = {
      method,
      protocol: base.protocol,
      hostname: base.hostname,
      path: `${path}${key}`,
      query: { ...query },
      headers: { ...headers, host: base.host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    };
    const signed = await signer.presign(request, {
      expiresIn: seconds,
      signingDate: new Date(clock.now()),
      unhoistableHeaders: new Set(Object.keys(headers)),
      signableHeaders: new Set(Object.keys(headers)),
    });
    const parameters = Object.entries(signed.query ?? {}).map(
      ([name, value]) => `${encode(name)}=${encode(String(value))}`,
    );
    return `${base.origin}${path}${key}?${parameters.join('&')}`;
  };
}

/** As signatures want it: everything but letters, digits and `-_.~` (RFC 3986). */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
