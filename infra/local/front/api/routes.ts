/** The routes of a REST API in the templates, and the one that a request takes. */

import { staticHeaders } from '#infra/local/front/api/static-headers';
import { asObject, asString, type JsonObject } from '#infra/local/machine/json';
import { authorizerOf, invokedBy, methodsOf, schemesOf } from '#infra/local/machine/template/api-methods';
import { shortId } from '#infra/local/machine/template/physical';
import type { Resource } from '#infra/local/machine/template/template';

export interface Route {
  /** The resource's path, such as `/v1/incidents/{proxy+}`. */
  readonly path: string;
  readonly resourceId: string;
  /** An HTTP method, or ANY. */
  readonly method: string;
  /** The function that answers; undefined for what the gateway answers by itself. */
  readonly functionArn: string | undefined;
  /** What a mock integration answers. */
  readonly mock?: Mock;
  /** The role that API Gateway invokes the function with. */
  readonly roleArn: string | undefined;
  /** The name of the authorizer in the API's description. */
  readonly authorizer: string | undefined;
  readonly apiKeyRequired: boolean;
}

export interface Mock {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Match {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

export type Router = (method: string, path: string) => Match | undefined;

interface Node {
  readonly exact: Map<string, Node>;
  parameter: { readonly name: string; readonly node: Node } | undefined;
  /** The name of a greedy parameter and its methods. */
  greedy: { readonly name: string; readonly node: Node } | undefined;
  readonly methods: Map<string, Route>;
}

/** The one response of a mock integration, whose headers are static values in single quotes. */
function mockOf(integration: JsonObject): Mock | undefined {
  if (integration.type !== 'mock') return undefined;
  const response = asObject(asObject(integration.responses)?.default);
  return { status: Number(response?.statusCode ?? 200), headers: staticHeaders(response?.responseParameters) };
}

/** Reads the routes of an API. Throws for an integration that is neither a function's nor a mock. */
export function readRoutes(api: Resource): readonly Route[] {
  const schemes = schemesOf(api);
  return methodsOf(api).map(({ path, method, integration, schemes: asked }) => {
    const functionArn = invokedBy(integration.uri);
    const mock = mockOf(integration);
    if (!mock && (integration.type !== 'aws_proxy' || functionArn === undefined)) {
      throw new Error(
        `${method} ${path}: the local API front has integrations of type aws_proxy and mock, not ${integration.type}`,
      );
    }
    return {
      path,
      resourceId: shortId(`${api.ref}${path}`),
      method,
      functionArn,
      ...(mock && { mock }),
      roleArn: asString(integration.credentials),
      authorizer: asked.find((name) => authorizerOf(schemes.get(name)) !== undefined),
      apiKeyRequired: asked.some((name) => schemes.get(name)?.name === 'x-api-key'),
    };
  });
}

/** Exact segments win over parameters, and those over greedy ones, as API Gateway chooses. */
export function createRouter(routes: readonly Route[]): Router {
  const root = createNode();
  for (const route of routes) insert(root, segmentsOf(route.path), route);
  return (method, path) => {
    const segments = segmentsOf(path);
    const found = find(root, segments, {});
    const route = found?.node.methods.get(method) ?? found?.node.methods.get('ANY');
    if (!found || !route) return undefined;
    return { route, pathParameters: Object.keys(found.parameters).length > 0 ? found.parameters : null };
  };
}

const createNode = (): Node => ({ exact: new Map(), parameter: undefined, greedy: undefined, methods: new Map() });

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

function insert(node: Node, [first, ...rest]: readonly string[], route: Route): void {
  if (first === undefined) {
    node.methods.set(route.method, route);
    return;
  }
  const [, name, plus] = /^\{([^+}]+)(\+)?\}$/.exec(first) ?? [];
  if (name === undefined) {
    const next = node.exact.get(first) ?? createNode();
    node.exact.set(first, next);
    insert(next, rest, route);
  } else if (plus) {
    node.greedy ??= { name, node: createNode() };
    insert(node.greedy.node, rest, route);
  } else {
    node.parameter ??= { name, node: createNode() };
    insert(node.parameter.node, rest, route);
  }
}

interface Found {
  readonly node: Node;
  readonly parameters: Readonly<Record<string, string>>;
}

function find(node: Node, segments: readonly string[], parameters: Found['parameters']): Found | undefined {
  const [first, ...rest] = segments;
  if (first === undefined) return node.methods.size > 0 ? { node, parameters } : undefined;
  const exact = node.exact.get(first);
  const viaExact = exact && find(exact, rest, parameters);
  if (viaExact) return viaExact;
  if (node.parameter) {
    const { name, node: next } = node.parameter;
    const viaParameter = find(next, rest, { ...parameters, [name]: decoded(first) });
    if (viaParameter) return viaParameter;
  }
  if (!node.greedy) return undefined;
  const { name, node: next } = node.greedy;
  return { node: next, parameters: { ...parameters, [name]: segments.map(decoded).join('/') } };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
