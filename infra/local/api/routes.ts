/** The routes of the REST API in the templates, and the one that a request takes. */
import { asObject, asString } from '#infra/local/iam/json';
import type { Deployment, Resource } from '#infra/local/template';

export interface Route {
  /** The resource's path, such as `/v1/incidents/{proxy+}`. */
  readonly path: string;
  readonly resourceId: string;
  /** An HTTP method, or ANY. */
  readonly method: string;
  readonly functionArn: string;
  /** The role that API Gateway invokes the function with. */
  readonly roleArn: string | undefined;
  /** The Ref of the authorizer. */
  readonly authorizer: string | undefined;
  readonly apiKeyRequired: boolean;
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

/** Reads the routes of the API. Throws for an integration that is not a function's. */
export function readRoutes(deployment: Deployment, api: Resource): readonly Route[] {
  const resources = new Map(
    deployment
      .ofType('AWS::ApiGateway::Resource')
      .filter(({ properties }) => properties.RestApiId === api.ref)
      .map((resource) => [resource.ref, resource]),
  );
  const pathOf = (id: string): string => {
    const resource = resources.get(id);
    return resource ? `${pathOf(String(resource.properties.ParentId))}/${resource.properties.PathPart}` : '';
  };
  return deployment
    .ofType('AWS::ApiGateway::Method')
    .filter(({ properties }) => properties.RestApiId === api.ref)
    .map(({ logicalId, properties }) => {
      const integration = asObject(properties.Integration) ?? {};
      const functionArn = /functions\/(arn:.+)\/invocations$/.exec(String(integration.Uri))?.[1];
      if (integration.Type !== 'AWS_PROXY' || functionArn === undefined) {
        throw new Error(
          `${logicalId}: the local API front has integrations of type AWS_PROXY, not ${integration.Type}`,
        );
      }
      return {
        path: pathOf(String(properties.ResourceId)) || '/',
        resourceId: String(properties.ResourceId),
        method: String(properties.HttpMethod),
        functionArn,
        roleArn: asString(integration.Credentials),
        authorizer: properties.AuthorizationType === 'CUSTOM' ? String(properties.AuthorizerId) : undefined,
        apiKeyRequired: properties.ApiKeyRequired === true,
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
