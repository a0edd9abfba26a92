/** What workers do with objects, by signed requests: look, read, copy, delete. */
import type { ObjectRequest, ObjectSigner } from '#shared/objects/signer';

export interface StoredObject {
  readonly bytes: Buffer;
  /** Of exactly these bytes: a copy that names it copies nothing else. */
  readonly etag: string;
}

export interface Objects {
  exists(key: string): Promise<boolean>;
  /** The object; undefined when there is none, or when it is larger than `most` bytes and not worth reading. */
  get(key: string, most: number): Promise<StoredObject | 'too-large' | undefined>;
  /** @returns the ETag of these bytes */
  put(key: string, bytes: Uint8Array): Promise<string>;
  /** @returns false when the source is gone or is no longer what `etag` says. */
  copy(from: string, to: string, etag: string): Promise<boolean>;
  delete(key: string): Promise<void>;
}

/** Seconds that a request of ours may take to begin. */
const SECONDS = 60;

/** @throws Error when the store refuses or does not answer: whoever calls tries again. */
export function objectsOf(bucket: string, sign: ObjectSigner): Objects {
  const send = async (request: Omit<ObjectRequest, 'seconds'>, body?: Uint8Array<ArrayBuffer>): Promise<Response> => {
    const { method, headers = {}, key } = request;
    const response = await fetch(await sign({ ...request, seconds: SECONDS }), {
      method,
      headers,
      ...(body && { body }),
    });
    if (response.ok || [404, 412].includes(response.status)) return response;
    const said = await response.text();
    // To whoever may not list a bucket, an object that is not there is one that they may not read.
    if (response.status === 403 && said.includes('<Code>AccessDenied</Code>')) return response;
    throw new Error(`${method} ${key}: the object store answered ${response.status} ${said}`);
  };
  return {
    async exists(key) {
      const response = await send({ method: 'GET', key });
      await discard(response);
      return response.ok;
    },
    async get(key, most) {
      const response = await send({ method: 'GET', key });
      if (!response.ok) return void (await discard(response));
      if (Number(response.headers.get('content-length')) > most) {
        await discard(response);
        return 'too-large';
      }
      return { bytes: Buffer.from(await response.arrayBuffer()), etag: response.headers.get('etag') ?? '' };
    },
    async put(key, bytes) {
      const response = await send({ method: 'PUT', key }, new Uint8Array(bytes));
      await discard(response);
      const etag = response.headers.get('etag');
      if (response.ok && etag) return etag;
      throw new Error(`PUT ${key}: the object store answered ${response.status}`);
    },
    async copy(from, to, etag) {
      const headers = { 'x-amz-copy-source': `/${bucket}/${from}`, 'x-amz-copy-source-if-match': etag };
      const response = await send({ method: 'PUT', key: to, headers });
      await discard(response);
      return response.ok;
    },
    async delete(key) {
      await discard(await send({ method: 'DELETE', key }));
    },
  };
}

/** A body that nobody reads holds its connection. */
async function discard(response: Response): Promise<void> {
  if (!response.bodyUsed) await response.body?.cancel();
}
