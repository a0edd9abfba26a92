/** The AWS services that functions call, beside DynamoDB and STS, behind one address: EventBridge, Step Functions, Lambda, SES, API Gateway's own. */
import { randomUUID } from 'node:crypto';
import { type AwsCaller, callerOf } from '#infra/local/edges/aws/caller';
import { AwsError } from '#infra/local/edges/aws/error';
import type { CredentialRegistry } from '#infra/local/edges/iam/credentials';
import { receivedRequest } from '#infra/local/edges/iam/signature';
import {
  type EdgeListen,
  type EdgeRequest,
  type EdgeResponse,
  type HttpServer,
  readBody,
} from '#infra/local/machine/http';
import { asObject, type JsonObject } from '#infra/local/machine/json';

/** A service of the JSON protocols: the operation's name without its prefix, input and output as they stand there. */
export type JsonService = (operation: string, input: JsonObject, caller: AwsCaller) => Promise<JsonObject>;

export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: EdgeRequest['headers'];
  readonly body: Buffer;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A service of the REST protocol: undefined for a path that is not its own. */
export type RestService = (request: RestRequest, caller: AwsCaller) => Promise<RestAnswer> | undefined;

export interface AwsServerOptions {
  readonly credentials: CredentialRegistry;
  /** JSON services by the prefix of X-Amz-Target, such as `AWSEvents`. */
  readonly json: Readonly<Record<string, JsonService>>;
  readonly rest: readonly RestService[];
  readonly listen: EdgeListen;
}

/** Larger than what any of these services takes. */
const MAX_BODY = 16 * 1024 * 1024;

/** Starts it. */
export function startAwsServer(options: AwsServerOptions): Promise<HttpServer> {
  return options.listen(async (request, response) => {
    const requestId = randomUUID();
    try {
      reply(response, requestId, await answer(request, options));
    } catch (error) {
      const { name, message, status } = error instanceof AwsError ? error : internal(error);
      const headers = { 'x-amzn-errortype': name };
      reply(response, requestId, {
        status,
        headers,
        body: JSON.stringify({ __type: name, message, Message: message }),
      });
    }
  });
}

async function answer(request: EdgeRequest, { credentials, json, rest }: AwsServerOptions): Promise<RestAnswer> {
  const body = await readBody(request, MAX_BODY);
  if (!body) throw new AwsError('RequestEntityTooLargeException', 'the request is too large', 413);
  const identity = credentials.identify(receivedRequest(request, body));
  if (!identity.ok) throw new AwsError(identity.code, identity.message, 403);
  const caller = callerOf(identity.principal);

  const target = String(request.headers['x-amz-target'] ?? '');
  const dot = target.indexOf('.');
  const service = json[target.slice(0, dot)];
  if (service) {
    return { status: 200, body: JSON.stringify(await service(target.slice(dot + 1), parse(body), caller)) };
  }
  const { method = 'GET', headers } = request;
  const [path = '/', search] = (request.url ?? '/').split('?');
  const query = new URLSearchParams(search);
  for (const each of rest) {
    const answered = each({ method, path, query, headers, body }, caller);
    if (answered) return answered;
  }
  throw new AwsError('UnknownOperationException', `the local runner has no ${target || `${method} ${path}`}`, 404);
}

/** A request's JSON body. Throws SerializationException when it is something else. */
export function parse(body: Buffer): JsonObject {
  try {
    const value = asObject(JSON.parse(body.toString('utf8') || '{}'));
    if (value) return value;
  } catch {
    // answered below
  }
  throw new AwsError('SerializationException', 'the request body is not a JSON object');
}

function internal(error: unknown): AwsError {
  return new AwsError('InternalFailure', error instanceof Error ? error.message : String(error), 500);
}

function reply(response: EdgeResponse, requestId: string, { status, headers, body }: RestAnswer): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': requestId,
    ...headers,
  });
  response.end(body);
}
