/** An API Gateway event as a process function gets it, the authorizer's answer included. */
import { randomUUID } from 'node:crypto';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query, such as `/v1/incidents?limit=50`. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Somebody else than Ada, an agent. */
  readonly by?: { readonly user: string; readonly roles: string };
}

const ADA = { user: 'ada', roles: 'AGT' };

/** The event of a call by one of the tenant's people. */
export function apiEvent(tenant: string, { method, path, body, headers = {}, by: { user, roles } = ADA }: Call) {
  const url = new URL(path, 'http://localhost');
  const names = [...new Set(url.searchParams.keys())];
  return {
    httpMethod: method,
    path: url.pathname,
    resource: url.pathname,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    multiValueHeaders: {},
    queryStringParameters: Object.fromEntries(url.searchParams),
    multiValueQueryStringParameters: Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name)])),
    pathParameters: null,
    stageVariables: null,
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: {
      requestId: randomUUID(),
      authorizer: {
        tenantId: tenant,
        homeTenantId: tenant,
        userId: user,
        clientId: user,
        name: user,
        actorType: 'human',
        roles,
        refusal: '',
      },
    },
  };
}
