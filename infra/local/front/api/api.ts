/** A REST API: the routes, authorizer and gateway responses of its description, and its usage plans, in the order of API Gateway. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Functions } from '#infra/local/edges/functions/functions';
import { authorize, type Role, sessionOf } from '#infra/local/edges/iam/principal';
import { readAuthorizers } from '#infra/local/front/api/authorizer';
import { compressed, decompressed, takesGzip } from '#infra/local/front/api/compression';
import { type ApiRequest, apiRequest, headerOf, proxyEvent } from '#infra/local/front/api/event';
import {
  type ContextVariables,
  type GatewayResponseType,
  readGatewayResponses,
  substitute,
} from '#infra/local/front/api/gateway-response';
import { readMethodLimits } from '#infra/local/front/api/method-limits';
import { type ProxyResult, proxyResult } from '#infra/local/front/api/proxy-result';
import { createRouter, readRoutes } from '#infra/local/front/api/routes';
import type { UsagePlans } from '#infra/local/front/api/usage-plans';
import type { LocalClock } from '#infra/local/machine/clock/clock';
import { readBody } from '#infra/local/machine/http';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import type { Deployment, Resource } from '#infra/local/machine/template/template';

/** @param added headers that the front has set */
export type ApiHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  added?: Readonly<Record<string, string>>,
) => Promise<void>;

/** API Gateway takes bodies up to 10 MB, and waits 29 seconds for a function. */
const MAX_BODY = 10 * 1024 * 1024;
const PATIENCE = 29_000;

/** One REST API of the deployment. Throws for what the local API front does not have. */
export function createApi(options: {
  readonly deployment: Deployment;
  readonly api: Resource;
  readonly roles: ReadonlyMap<string, Role>;
  readonly functions: Functions;
  readonly clock: LocalClock;
  /** The usage plans, which all APIs have together. */
  readonly admit: UsagePlans;
  /** Whether usage plans limit, and by which milliseconds; benchmarks measure what is behind them. */
  readonly throttle: boolean | (() => number);
  /** One line a request, in the template's format. */
  readonly onAccess: (line: string) => void;
}): ApiHandler {
  const { deployment, api, roles, functions, clock, admit, throttle, onAccess } = options;
  const stageResource = deployment
    .ofType('AWS::ApiGateway::Stage')
    .find(({ properties }) => properties.RestApiId === api.ref);
  const stage = { apiId: api.ref, stage: stageResource?.name ?? 'local' };
  const route = createRouter(readRoutes(api));
  const gatewayResponse = readGatewayResponses(api);
  const hasRoom = readMethodLimits(stageResource, typeof throttle === 'function' ? throttle : undefined);
  const binaryTypes = asArray(api.properties.BinaryMediaTypes).map(String);
  const compressFrom = Number(api.properties.MinimumCompressionSize ?? Number.POSITIVE_INFINITY);
  const accessFormat = asString(asObject(stageResource?.properties.AccessLogSetting)?.Format);

  const isBinary = (contentType: string | undefined): boolean =>
    binaryTypes.some((type) => type === '*/*' || type === contentType?.split(';')[0]?.trim());

  const permitted = new Map<string, boolean>();
  const mayInvoke = (roleArn = '', functionArn: string): boolean => {
    const role = roles.get(roleArn);
    const name = `${roleArn} ${functionArn}`;
    const known = permitted.get(name);
    if (known !== undefined || !role) return known ?? roleArn === '';
    const request = { action: 'lambda:InvokeFunction', resource: functionArn };
    const { allowed } = authorize(sessionOf(role, 'apigateway'), request);
    permitted.set(name, allowed);
    return allowed;
  };
  const authorizers = readAuthorizers(api, stage, functions, mayInvoke);

  /** Everything up to the answer; what the access log needs on the way is told to `note`. */
  const answer = async (
    request: ApiRequest,
    incoming: IncomingMessage,
    note: (variables: ContextVariables) => void,
  ): Promise<ProxyResult> => {
    const refuse = (type: GatewayResponseType, variables: ContextVariables = {}): ProxyResult => {
      note({ ...variables, 'error.message': type });
      const given = gatewayResponse(type, { ...variables, requestId: request.id });
      return { status: given.status, headers: given.headers, body: Buffer.from(given.body) };
    };
    const raw = await readBody(incoming, MAX_BODY);
    if (!raw) return refuse('REQUEST_TOO_LARGE');
    const match = route(request.method, request.path);
    if (!match) return refuse('MISSING_AUTHENTICATION_TOKEN');
    note({ resourcePath: match.route.path });
    if (throttle && !hasRoom(match.route)) return refuse('THROTTLED');

    let authorizer: JsonObject | undefined;
    if (match.route.authorizer !== undefined) {
      const authorization = await authorizers.get(match.route.authorizer)?.(request, match);
      if (!authorization) return refuse('AUTHORIZER_CONFIGURATION_ERROR');
      if (!authorization.ok) return refuse(authorization.response, authorizerVariables(authorization.context));
      authorizer = authorization.context;
      note(authorizerVariables(authorizer));
      if (match.route.apiKeyRequired && throttle) {
        const admission = admit(authorization.usageIdentifierKey, request.at);
        if (!admission.ok) return refuse(admission.response);
      }
    }

    const { functionArn, mock } = match.route;
    if (mock) return { ...mock, body: Buffer.alloc(0) };
    const body = await decompressed(raw, headerOf(request, 'content-encoding'), MAX_BODY);
    if (!body) return refuse('BAD_REQUEST_BODY');
    if (functionArn === undefined || !mayInvoke(match.route.roleArn, functionArn))
      return refuse('API_CONFIGURATION_ERROR');
    const binary = isBinary(headerOf(request, 'content-type'));
    const event = proxyEvent(request, match, stage, { authorizer, body, binary });
    const outcome = await functions.invoke(functionArn, JSON.stringify(event), PATIENCE);
    if (!outcome.ok) {
      if (outcome.error.errorType === 'RequestTooLargeException') return refuse('REQUEST_TOO_LARGE');
      return refuse(outcome.error.errorType === 'Sandbox.Timedout' ? 'INTEGRATION_TIMEOUT' : 'INTEGRATION_FAILURE');
    }
    return proxyResult(outcome.payload, binaryTypes.length > 0) ?? refuse('INTEGRATION_FAILURE');
  };

  return async (incoming, response, added) => {
    const started = performance.now();
    const request = apiRequest(incoming, randomUUID(), clock.now(), added);
    let variables: ContextVariables = {};
    const result = await answer(request, incoming, (more) => {
      variables = { ...variables, ...more };
    });
    const packs =
      result.body.length >= compressFrom &&
      result.headers['content-encoding'] === undefined &&
      takesGzip(headerOf(request, 'accept-encoding'));
    const body = packs ? await compressed(result.body) : result.body;
    response.writeHead(result.status, {
      ...Object.fromEntries(Object.entries(result.headers).map(([name, value]) => [name, headerValue(value)])),
      ...(packs ? { 'content-encoding': 'gzip' } : {}),
      'content-length': body.length,
      'x-amzn-requestid': request.id,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    if (accessFormat === undefined) return;
    const responseLatency = Math.round(performance.now() - started);
    onAccess(
      substitute(accessFormat, {
        requestId: request.id,
        requestTimeEpoch: request.at,
        httpMethod: request.method,
        path: `/${stage.stage}${request.path}`,
        status: result.status,
        responseLength: body.length,
        responseLatency,
        integrationLatency: responseLatency,
        'identity.sourceIp': request.sourceIp,
        'identity.userAgent': headerOf(request, 'user-agent')?.replaceAll(/["\\]/g, ''),
        ...variables,
      }),
    );
  };
}

/** What an authorizer says of the caller, as `$context.authorizer.…`. */
const authorizerVariables = (context: JsonObject = {}): ContextVariables =>
  Object.fromEntries(Object.entries(context).map(([name, value]) => [`authorizer.${name}`, String(value)]));

const headerValue = (value: string | readonly string[]): string | string[] =>
  typeof value === 'string' ? value : [...value];
