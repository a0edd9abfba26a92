/** S3 as our code uses it: GET, HEAD, PUT, copy and DELETE of objects by pre-signed URLs, authorised by the policies of whoever signed. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Events } from '#infra/local/edges/events/events';
import type { CredentialRegistry } from '#infra/local/edges/iam/credentials';
import { authorize, type Principal } from '#infra/local/edges/iam/principal';
import { S3Error } from '#infra/local/edges/objects/error';
import { objectFiles } from '#infra/local/edges/objects/files';
import { verify } from '#infra/local/edges/objects/signature';
import type { Activity } from '#infra/local/machine/activity';
import { anywhere, type Listen, readBody } from '#infra/local/machine/http';
import { REGION } from '#infra/local/machine/template/physical';
import type { Deployment } from '#infra/local/machine/template/template';

/** One thing asked of the store, as IAM sees it. */
export interface ObjectObservation {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

export interface ObjectStore {
  /** For AWS_ENDPOINT_URL_S3; buckets are the first segment of paths. */
  readonly url: string;
  /** An AWS service puts an object, as the bucket's policy lets it. */
  keep(bucket: string, key: string, bytes: Buffer): Promise<void>;
  /** Returns the function that ends the subscription. */
  subscribe(subscriber: (observation: ObjectObservation) => void): () => void;
  close(): Promise<void>;
}

export interface ObjectStoreOptions {
  readonly deployment: Deployment;
  readonly credentials: CredentialRegistry;
  readonly activity: Activity;
  /** Where the data directory is. */
  readonly directory: string;
  readonly now: () => number;
  readonly emit: Events['emit'];
  /** By default on a free port. */
  readonly listen?: Listen;
}

/** More than the largest attachment; S3 itself takes 5 GB at once. */
const MAX_OBJECT = 64 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** Starts it. */
export async function startObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  const { deployment, credentials, activity, directory, now, emit, listen = anywhere } = options;
  const buckets = new Set(deployment.ofType('AWS::S3::Bucket').map(({ name }) => name));
  const files = objectFiles(join(directory, 'objects'));
  const subscribers = new Set<(observation: ObjectObservation) => void>();

  const require = (principal: Principal, action: string, bucket: string, key: string): void => {
    const resource = `arn:aws:s3:::${bucket}/${key}`;
    const { allowed } = authorize(principal, { action, resource, context: { 'aws:RequestedRegion': REGION } });
    for (const subscriber of subscribers) subscriber({ principal, action, resource, allowed });
    if (!allowed) throw new S3Error('AccessDenied', `${principal.arn} may not ${action} ${resource}`, 403);
  };

  /** S3 says 403 of what is not there to whoever may not list the bucket, which nobody here may. */
  const found = async (bucket: string, key: string) => {
    const file = await files.read(bucket, key);
    if (file) return file;
    throw new S3Error('AccessDenied', 'Access Denied', 403);
  };

  const put = async (
    principal: Principal,
    bucket: string,
    key: string,
    { headers }: IncomingMessage,
    body: Buffer,
  ): Promise<Answer> => {
    require(principal, 's3:PutObject', bucket, key);
    const source = headers['x-amz-copy-source'];
    let [bytes, contentType, reason] = [body, headers['content-type'] ?? 'binary/octet-stream', 'PutObject'];
    if (typeof source === 'string') {
      const [, from = '', ...rest] = decodeURIComponent(source).replace(/^\/?/, '/').split('/');
      require(principal, 's3:GetObject', from, rest.join('/'));
      const original = await found(from, rest.join('/'));
      const wanted = headers['x-amz-copy-source-if-match'];
      if (wanted !== undefined && wanted !== original.etag)
        throw new S3Error('PreconditionFailed', 'the source is another one by now', 412);
      [bytes, contentType, reason] = [original.bytes, original.contentType, 'CopyObject'];
    }
    const etag = await files.write(bucket, key, bytes, contentType);
    const object = { key, size: bytes.length, etag: etag.replaceAll('"', ''), sequencer: now().toString(16) };
    emit('aws.s3', 'Object Created', { version: '0', bucket: { name: bucket }, object, reason });
    const copied = `<?xml version="1.0" encoding="UTF-8"?>\n<CopyObjectResult><ETag>${etag}</ETag></CopyObjectResult>`;
    return { status: 200, headers: { etag }, ...(reason === 'CopyObject' && { body: copied }) };
  };

  const get = async (principal: Principal, bucket: string, key: string, query: URLSearchParams): Promise<Answer> => {
    require(principal, 's3:GetObject', bucket, key);
    const { bytes, etag, contentType } = await found(bucket, key);
    const disposition = query.get('response-content-disposition');
    return {
      status: 200,
      headers: {
        etag,
        'content-type': query.get('response-content-type') ?? contentType,
        ...(disposition && { 'content-disposition': disposition }),
      },
      body: bytes,
    };
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { method = 'GET', headers } = request;
    const body = await readBody(request, MAX_OBJECT);
    if (!body) throw new S3Error('EntityTooLarge', 'the object is too large', 400);
    const [path = '/', queryText = ''] = (request.url ?? '/').split('?');
    const query = new URLSearchParams(queryText.replaceAll('+', '%2B'));
    const principal = verify({ method, path, query, headers }, credentials, now());
    const [, bucket = '', ...rest] = path.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    if (!buckets.has(bucket)) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', 404);
    switch (method) {
      case 'PUT':
        return put(principal, bucket, key, request, body);
      case 'GET':
      case 'HEAD':
        return get(principal, bucket, key, query);
      case 'DELETE':
        require(principal, 's3:DeleteObject', bucket, key);
        await files.delete(bucket, key);
        return { status: 204 };
      default:
        throw new S3Error('MethodNotAllowed', `${method} is not what is done with objects here`, 405);
    }
  };

  const server = await listen(async (request, response) => {
    const ended = activity.begin();
    try {
      reply(request, response, await answer(request).catch(refusal));
    } finally {
      ended();
    }
  });
  return {
    url: server.url,
    async keep(bucket, key, bytes) {
      if (!buckets.has(bucket)) throw new Error(`there is no bucket ${bucket}`);
      await files.write(bucket, key, bytes, 'message/rfc822');
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    close: server.close,
  };
}

function refusal(error: unknown): Answer {
  const { status, xml } = error instanceof S3Error ? error : new S3Error('InternalError', String(error), 500);
  return { status, headers: { 'content-type': 'application/xml' }, body: xml };
}

function reply({ method }: IncomingMessage, response: ServerResponse, { status, headers, body = '' }: Answer): void {
  const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(method === 'HEAD' ? undefined : body);
}
