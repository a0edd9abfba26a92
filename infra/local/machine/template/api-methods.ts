/** The methods of a REST API as its description has them, for whoever asks what leads where. */
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import type { Resource } from '#infra/local/machine/template/template';

export interface ApiMethod {
  readonly path: string;
  /** An HTTP method, or ANY. */
  readonly method: string;
  readonly integration: JsonObject;
  /** The names of what is asked for, of the description's security schemes. */
  readonly schemes: readonly string[];
}

/** What a description calls `x-amazon-apigateway-any-method` is ANY. */
const ANY = 'x-amazon-apigateway-any-method';

/** Everything that the API answers. Throws for an API that is not described by its `Body`. */
export function methodsOf({ logicalId, properties }: Resource): readonly ApiMethod[] {
  const body = asObject(properties.Body);
  if (!body) throw new Error(`${logicalId}: the local runner has REST APIs that are described by their Body`);
  return Object.entries(asObject(body.paths) ?? {}).flatMap(([path, item]) =>
    Object.entries(asObject(item) ?? {}).map(([method, definition]) => {
      const described = asObject(definition) ?? {};
      return {
        path,
        method: method === ANY ? 'ANY' : method.toUpperCase(),
        integration: asObject(described['x-amazon-apigateway-integration']) ?? {},
        schemes: asArray(described.security).flatMap((each) => Object.keys(asObject(each) ?? {})),
      };
    }),
  );
}

/** The security schemes of an API, by name. */
export function schemesOf({ properties }: Resource): ReadonlyMap<string, JsonObject> {
  const schemes = asObject(asObject(asObject(properties.Body)?.components)?.securitySchemes) ?? {};
  return new Map(Object.entries(schemes).map(([name, scheme]) => [name, asObject(scheme) ?? {}]));
}

/** The authorizer of a security scheme, if it has one. */
export const authorizerOf = (scheme: JsonObject | undefined): JsonObject | undefined =>
  asObject(scheme?.['x-amazon-apigateway-authorizer']);

/** The function that a URI of an integration or authorizer invokes. */
export const invokedBy = (uri: unknown): string | undefined =>
  /functions\/(arn:.+)\/invocations$/.exec(asString(uri) ?? '')?.[1];
