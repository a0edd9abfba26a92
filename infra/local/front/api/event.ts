/** The events that API Gateway makes of a request: for a function behind a route, and for the authorizer. */
import type { IncomingMessage } from 'node:http';
import type { Match } from '#infra/local/front/api/routes';
import type { JsonObject } from '#infra/local/machine/json';
import { ACCOUNT, arn } from '#infra/local/machine/template/physical';

export interface ApiRequest {
  readonly id: string;
  /** Epoch milliseconds by the local clock. */
  readonly at: number;
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly sourceIp: string;
  readonly protocol: string;
}

export interface ApiStage {
  readonly apiId: string;
  readonly stage: string;
}

/**
 * Reads everything but the body of a request.
 * @param added headers that the front has set, whatever the caller said
 */
export function apiRequest(
  request: IncomingMessage,
  id: string,
  at: number,
  added: Readonly<Record<string, string>> = {},
): ApiRequest {
  const [path = '/', search = ''] = splitOnce(request.url ?? '/', '?');
  const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
  // Without a prototype: a header or parameter may be called `constructor`.
  const multiValueHeaders: Record<string, string[]> = Object.create(null);
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    if (name.toLowerCase() in added) continue;
    const known = Object.keys(multiValueHeaders).find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
    multiValueHeaders[known] = [...(multiValueHeaders[known] ?? []), request.rawHeaders[index + 1] ?? ''];
  }
  for (const [name, value] of Object.entries(added)) multiValueHeaders[name] = [value];
  multiValueHeaders['X-Forwarded-For'] = [sourceIp];
  multiValueHeaders['X-Forwarded-Proto'] = ['http'];
  multiValueHeaders['X-Forwarded-Port'] = [String(request.socket.localPort ?? '')];
  const query: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(search)) query[name] = [...(query[name] ?? []), value];
  return {
    id,
    at,
    method: request.method ?? 'GET',
    path,
    headers: lastOf(multiValueHeaders),
    multiValueHeaders,
    query,
    sourceIp,
    protocol: `HTTP/${request.httpVersion}`,
  };
}

/** A header by name, in whatever case it was sent. */
export function headerOf({ headers }: Pick<ApiRequest, 'headers'>, name: string): string | undefined {
  return Object.entries(headers).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}

/** The ARN by which policies name the method and the path of a request. */
export function methodArn({ method, path }: ApiRequest, { apiId, stage }: ApiStage): string {
  return arn('execute-api', `${apiId}/${stage}/${method}${path}`);
}

/** The event of a REQUEST authorizer. */
export function authorizerEvent(request: ApiRequest, match: Match, stage: ApiStage): JsonObject {
  return { type: 'REQUEST', methodArn: methodArn(request, stage), ...commonEvent(request, match, stage) };
}

/** The event of a proxy integration. */
export function proxyEvent(
  request: ApiRequest,
  match: Match,
  stage: ApiStage,
  {
    authorizer,
    body,
    binary,
  }: { readonly authorizer: JsonObject | undefined; readonly body: Buffer; readonly binary: boolean },
): JsonObject {
  const common = commonEvent(request, match, stage);
  return {
    ...common,
    requestContext: { ...common.requestContext, ...(authorizer === undefined ? {} : { authorizer }) },
    body: body.length === 0 ? null : body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && body.length > 0,
  };
}

function commonEvent(request: ApiRequest, { route, pathParameters }: Match, { apiId, stage }: ApiStage) {
  const { id, at, method, path, headers, multiValueHeaders, query, sourceIp, protocol } = request;
  const hasQuery = Object.keys(query).length > 0;
  return {
    resource: route.path,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders,
    queryStringParameters: hasQuery ? lastOf(query) : null,
    multiValueQueryStringParameters: hasQuery ? query : null,
    pathParameters,
    stageVariables: null,
    requestContext: {
      accountId: ACCOUNT,
      apiId,
      stage,
      requestId: id,
      extendedRequestId: id,
      requestTime: requestTime(at),
      requestTimeEpoch: at,
      httpMethod: method,
      // As at a host name of one's own: the address has no stage in it.
      path,
      protocol,
      resourceId: route.resourceId,
      resourcePath: route.path,
      domainName: headerOf(request, 'host') ?? '',
      identity: { sourceIp, userAgent: headerOf(request, 'user-agent') ?? null },
    },
  };
}

/** Where one value is wanted, API Gateway gives the last. */
function lastOf(values: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? '']));
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** As in `21/Nov/2025:10:05:01 +0000`. */
function requestTime(at: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
