/** An API as one description that API Gateway imports: a route is no resource of the template, of which a stack has 500. */
import { gatewayResponses, staticHeaders } from '#infra/constructs/gateway-responses';
import { PREFLIGHT } from '#shared/http/origins';

/** A path and the function behind it. */
export interface Route {
  /** Such as `/v1/incidents/{proxy+}`. */
  readonly path: string;
  /** The function's id. */
  readonly functionId: string;
  /** GET and HEAD for anybody, without credentials: it says what the service is, or what a tenant shows in public. */
  readonly open?: boolean;
}

export interface ApiParts {
  readonly title: string;
  readonly routes: readonly Route[];
  /** The URI by which API Gateway invokes a function. */
  readonly invocation: (functionId: string) => string;
  /** The role that it invokes with: a permission a function and method would take a resource each. */
  readonly role: string;
}

/** Names in the description, and of nothing outside it. */
const AUTHORIZER = 'RequestAuthorizer';
const KEY = 'UsageKey';

/** The OpenAPI description. Every method but those of open routes and preflights asks the authorizer, and counts against a usage plan. */
export function apiBody({ title, routes, invocation, role }: ApiParts): object {
  const integration = (functionId: string): object => ({
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: invocation(functionId),
    credentials: role,
  });
  return {
    openapi: '3.0.1',
    info: { title, version: 'v1' },
    paths: Object.fromEntries(
      routes.map(({ path, functionId, open }) => {
        const method = { 'x-amazon-apigateway-integration': integration(functionId) };
        if (open) return [path, { get: method, head: method }];
        const guarded = { security: [{ [AUTHORIZER]: [], [KEY]: [] }], ...method };
        return [path, { 'x-amazon-apigateway-any-method': guarded, options: preflight }];
      }),
    ),
    components: {
      securitySchemes: {
        // Asked for every request: what it decides depends on two headers, and a cache would need both to be present.
        [AUTHORIZER]: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'custom',
          'x-amazon-apigateway-authorizer': {
            type: 'request',
            authorizerUri: invocation('authorizer'),
            authorizerCredentials: role,
            identitySource: 'method.request.header.Authorization',
            authorizerResultTtlInSeconds: 0,
          },
        },
        [KEY]: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      },
    },
    'x-amazon-apigateway-gateway-responses': gatewayResponses(),
  };
}

/**
 * What a browser asks before a page calls the API from another host: answered by the gateway, without credentials and without a function. It
 * names no tenant, so it says the same to everybody; who may read answers is said with each (ADR 24).
 */
const preflight = {
  responses: {
    204: {
      description: 'What pages may send',
      headers: Object.fromEntries(Object.keys(PREFLIGHT).map((name) => [name, { schema: { type: 'string' } }])),
    },
  },
  'x-amazon-apigateway-integration': {
    type: 'mock',
    // Without it API Gateway answers 500: every body is binary, and a mock needs its request template as text.
    contentHandling: 'CONVERT_TO_TEXT',
    passthroughBehavior: 'never',
    requestTemplates: { 'application/json': '{"statusCode":204}' },
    responses: {
      default: { statusCode: '204', responseParameters: staticHeaders(PREFLIGHT, 'method.response.header.') },
    },
  },
};
