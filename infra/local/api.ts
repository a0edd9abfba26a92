/** The API front: the template's routes, authorizer, usage plans and gateway responses, in the order of API Gateway. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readAuthorizers } from '#infra/local/api/authorizer';
import { compressed, decompressed, takesGzip } from '#infra/local/api/compression';
import { type ApiRequest, apiRequest, headerOf, proxyEvent } from '#infra/local/api/event';
import {
  type ContextVariables,
  type GatewayResponseType,
  readGatewayResponses,
  substitute,
} from '#infra/local/api/gateway-response';
import { readMethodLimits } from '#infra/local/api/method-limits';
import { type ProxyResult, proxyResult } from '#infra/local/api/proxy-result';
import { createRouter, type Route, readRoutes } from '#infra/local/api/routes';
import type { UsageKeys } from '#infra/local/api/usage-keys';
import { readUsagePlans } from '#infra/local/api/usage-plans';
import type { LocalClock } from '#infra/local/clock';
import type { Functions } from '#infra/local/functions';
import { readBody } from '#infra/local/http';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/iam/json';
import { authorize, type Role, sessionOf } from '#infra/local/iam/principal';
import type { Deployment } from '#infra/local/template';

export type ApiHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** API Gateway takes bodies up to 10 MB, and waits 29 seconds for a function. */
const MAX_BODY = 10 * 1024 * 1024;
const PATIENCE = 29_000;

/** The REST API of the deployment. Throws for what the local API front does not have. */
export function createApi(options: {
  readonly deployment: Deployment;
  readonly roles: ReadonlyMap<string, Role>;
  readonly functions: Functions;
  readonly clock: LocalClock;
  /** Keys that functions made. */
  readonly usageKeys: UsageKeys;
  /** Whether usage plans limit, and by which milliseconds; benchmarks measure what is behind them. */
  readonly throttle: boolean | (() => number);
  /** One line a request, in the template's format. */
  readonly onAccess: (line: string) => void;
}): ApiHandler {
  const { deployment, roles, functions, clock, usageKeys, throttle, onAccess } = options;
  const [api, ...others] = deployment.ofType('AWS::ApiGateway::RestApi');
  if (!api || others.length > 0)
    throw new Error(`the templates have ${others.length + (api ? 1 : 0)} REST APIs, not one`);
  const [stageResource] = deployment.ofType('AWS::ApiGateway::Stage');
  const stage = { apiId: api.ref, stage: stageResource?.name ?? 'local' };
  const route = createRouter(readRoutes(deployment, api));
  const authorizers = readAuthorizers(deployment, stage, functions);
  const gatewayResponse = readGatewayResponses(deployment, api);
  const real = typeof throttle === 'function' ? throttle : undefined;
  const admit = readUsagePlans(deployment, usageKeys, real);
  const hasRoom = readMethodLimits(stageResource, real);
  const binaryTypes = asArray(api.properties.BinaryMediaTypes).map(String);
  const compressFrom = Number(api.properties.MinimumCompressionSize ?? Number.POSITIVE_INFINITY);
  const accessFormat = asString(asObject(stageResource?.properties.AccessLogSetting)?.Format);

  const isBinary = (contentType: string | undefined): boolean =>
    binaryTypes.some((type) => type === '*/*' || type === contentType?.split(';')[0]?.trim());

  const permitted = new Map<string, boolean>();
  const mayInvoke = ({ roleArn = '', functionArn }: Route): boolean => {
    const role = roles.get(roleArn);
    const name = `${roleArn} ${functionArn}`;
    const known = permitted.get(name);
    if (known !== undefined || !role) return known ?? roleArn === '';
    const request = { action: 'lambda:InvokeFunction', resource: functionArn };
    const { allowed } = authorize(sessionOf(role, 'apigateway'), request);
    permitted.set(name, allowed);
    return allowed;
  };

  /** Everything up to the answer; what the access log needs on the way is told to `note`. */
  const answer = async (
    request: ApiRequest,
    incoming: IncomingMessage,
    note: (variables: ContextVariables) => void,
  ): Promise<ProxyResult> => {
    const refuse = (type: GatewayResponseType): ProxyResult => {
      note({ 'error.message': type });
      const given = gatewayResponse(type, { requestId: request.id });
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
      if (!authorization.ok) return refuse(authorization.response);
      authorizer = authorization.context;
      for (const [name, value] of Object.entries(authorizer)) note({ [`authorizer.${name}`]: String(value) });
      if (match.route.apiKeyRequired && throttle) {
        const admission = admit(authorization.usageIdentifierKey, request.at);
        if (!admission.ok) return refuse(admission.response);
      }
    }

    const body = await decompressed(raw, headerOf(request, 'content-encoding'), MAX_BODY);
    if (!body) return refuse('BAD_REQUEST_BODY');
    const { functionArn } = match.route;
    if (!mayInvoke(match.route)) return refuse('API_CONFIGURATION_ERROR');
    const binary = isBinary(headerOf(request, 'content-type'));
    const event = proxyEvent(request, match, stage, { authorizer, body, binary });
    const outcome = await functions.invoke(functionArn, JSON.stringify(event), PATIENCE);
    if (!outcome.ok) {
      if (outcome.error.errorType === 'RequestTooLargeException') return refuse('REQUEST_TOO_LARGE');
      return refuse(outcome.error.errorType === 'Sandbox.Timedout' ? 'INTEGRATION_TIMEOUT' : 'INTEGRATION_FAILURE');
    }
    return proxyResult(outcome.payload, binaryTypes.length > 0) ?? refuse('INTEGRATION_FAILURE');
  };

  return async (incoming, response) => {
    const started = performance.now();
    const request = apiRequest(incoming, randomUUID(), clock.now());
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

const headerValue = (value: string | readonly string[]): string | string[] =>
  typeof value === 'string' ? value : [...value];
