/** Pre-signed URLs of the object store, made with a tenant's own session: whoever has one can do that one thing for a while. */
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { clock } from '#shared/time/clock';

export interface SignerCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

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

/** SHA-256 as the signer asks for it; with a secret, HMAC. */
class Sha256 {
  readonly #secret: Parameters<typeof createHmac>[1] | undefined;
  #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = typeof secret === 'string' || secret === undefined ? secret : bytes(secret);
    this.#hash = this.#fresh();
  }

  #fresh() {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret);
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === 'string' ? data : bytes(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#fresh();
  }
}

const bytes = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);

/** Where the bucket answers: at the endpoint that the environment names, or at AWS's own. */
function addressOf(bucket: string, region: string): { readonly base: URL; readonly path: string } {
  const endpoint = process.env.AWS_ENDPOINT_URL_S3;
  if (endpoint) return { base: new URL(endpoint), path: `/${bucket}/` };
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { base: new URL(`https://${bucket}.s3.${region}.${suffix}`), path: '/' };
}

export function objectSigner(bucket: string, credentials: SignerCredentials): ObjectSigner {
  const region = process.env.AWS_REGION ?? '';
  const { base, path } = addressOf(bucket, region);
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });
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
