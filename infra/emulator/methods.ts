/** Descriptions of APIs with every method by its name: the emulator imports no `x-amazon-apigateway-any-method`. Pure. */
import type { Resource } from '#infra/emulator/lacks';
import { asObject, type JsonObject } from '#infra/local/machine/json';

const ANY = 'x-amazon-apigateway-any-method';
/** What stands for any; OPTIONS is stated by itself. */
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;

/** The same resource, if it is no API with a description. */
export function withMethodsByName(resource: Resource): Resource {
  const body = asObject(resource.Properties.Body);
  const paths = asObject(body?.paths);
  if (resource.Type !== 'AWS::ApiGateway::RestApi' || !paths) return resource;
  const named = Object.entries(paths).map(([path, item]) => [path, byName(asObject(item) ?? {})]);
  return {
    ...resource,
    Properties: { ...resource.Properties, Body: { ...body, paths: Object.fromEntries(named) } },
  };
}

function byName({ [ANY]: any, ...others }: JsonObject): JsonObject {
  if (any === undefined) return others;
  return { ...Object.fromEntries(METHODS.map((method) => [method, any])), ...others };
}
