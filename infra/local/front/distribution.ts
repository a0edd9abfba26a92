/** The one address: a distribution's function chooses the REST API that answers, run as it will run in the cloud. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createContext, runInContext } from 'node:vm';
import type { ApiHandler } from '#infra/local/front/api/api';
import { asArray, asObject, type JsonObject } from '#infra/local/machine/json';
import type { Deployment, Resource } from '#infra/local/machine/template/template';

interface Chosen {
  readonly origin: string;
  /** What the function has set or changed. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The front of the deployment; `apiOf` makes what answers at a REST API.
 * Throws for templates without a distribution, or with one that the local front does not have.
 */
export function createFront(
  deployment: Deployment,
  apiOf: (api: Resource) => ApiHandler,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const [distribution, ...others] = deployment.ofType('AWS::CloudFront::Distribution');
  if (!distribution || others.length > 0) throw new Error('expected one distribution before the REST APIs');
  const config = asObject(distribution.properties.DistributionConfig) ?? {};
  const behaviour = asObject(config.DefaultCacheBehavior) ?? {};
  const origins = new Map(
    asArray(config.Origins)
      .map((each) => asObject(each) ?? {})
      .map((origin) => [
        String(origin.Id),
        { answer: apiOf(apiBehind(deployment, origin)), headers: ownHeaders(origin) },
      ]),
  );
  const choose = readFunction(deployment, behaviour, String(behaviour.TargetOriginId));
  return async (request, response) => {
    const chosen = choose(request);
    const origin = origins.get(chosen.origin);
    if (!origin) throw new Error(`the distribution has no origin ${chosen.origin}`);
    await origin.answer(request, response, { ...chosen.headers, ...origin.headers });
  };
}

/** The API whose address an origin is. */
function apiBehind(deployment: Deployment, { Id, DomainName, OriginPath }: JsonObject): Resource {
  const [ref] = String(DomainName).split('.');
  const api = deployment.ofType('AWS::ApiGateway::RestApi').find((each) => each.ref === ref);
  const stage = deployment
    .ofType('AWS::ApiGateway::Stage')
    .find(({ properties, name }) => properties.RestApiId === ref && `/${name}` === OriginPath);
  if (!api || !stage) throw new Error(`the origin ${Id} is no stage of a REST API: ${DomainName}${OriginPath}`);
  return api;
}

/** What the distribution itself adds on the way to an origin. */
const ownHeaders = ({ OriginCustomHeaders }: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    asArray(OriginCustomHeaders).map((each) => {
      const { HeaderName, HeaderValue } = asObject(each) ?? {};
      return [String(HeaderName).toLowerCase(), String(HeaderValue)];
    }),
  );

/** The function of viewer requests, in a world of its own as CloudFront's is. */
function readFunction(
  deployment: Deployment,
  behaviour: JsonObject,
  otherwise: string,
): (request: IncomingMessage) => Chosen {
  const association = asArray(behaviour.FunctionAssociations)
    .map((each) => asObject(each) ?? {})
    .find(({ EventType }) => EventType === 'viewer-request');
  const code = deployment.byArn(String(association?.FunctionARN))?.properties.FunctionCode;
  let origin = otherwise;
  const world: JsonObject & { handler?: unknown } = {
    cf: {
      selectRequestOriginById(id: string) {
        origin = id;
      },
    },
  };
  runInContext(String(code).replace(/^import cf from 'cloudfront';$/m, ''), createContext(world));
  const { handler } = world;
  if (typeof handler !== 'function') throw new Error('the function of the distribution has no handler');
  return (request) => {
    origin = otherwise;
    const before = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, { value: [value].flat().join(', ') }]),
    );
    const [uri = '/'] = (request.url ?? '/').split('?');
    const given = { method: request.method, uri, querystring: {}, cookies: {}, headers: { ...before } };
    const ip = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
    const after = asObject(asObject(handler({ version: '1.0', viewer: { ip }, request: given }))?.headers) ?? {};
    const changed = Object.entries(after).flatMap(([name, header]) => {
      const value = asObject(header)?.value;
      return value === before[name]?.value ? [] : [[name, String(value)] as const];
    });
    return { origin, headers: Object.fromEntries(changed) };
  };
}
