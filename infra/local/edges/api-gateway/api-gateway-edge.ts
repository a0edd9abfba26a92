/** API Gateway's control plane, as far as functions use it: API keys, and attaching them to usage plans. */
import { randomBytes } from 'node:crypto';
import type { UsageKey, UsageKeys } from '#infra/local/edges/api-gateway/usage-keys';
import type { AwsCaller } from '#infra/local/edges/aws/caller';
import { AwsError } from '#infra/local/edges/aws/error';
import { parse, type RestAnswer, type RestRequest, type RestService } from '#infra/local/edges/aws/server';
import { PARTITION, REGION } from '#infra/local/machine/template/physical';
import type { Deployment } from '#infra/local/machine/template/template';

const arnOf = (path: string): string => `arn:${PARTITION}:apigateway:${REGION}::${path}`;
const conflict = (message: string): AwsError => new AwsError('ConflictException', message, 409);
const newId = (): string => randomBytes(5).toString('hex');
const shown = ({ id, name }: UsageKey) => ({ id, name, enabled: true, stageKeys: [] });

/** The service behind /apikeys and /usageplans. */
export function createApiGatewayEdge(deployment: Deployment, keys: UsageKeys): RestService {
  const plans = deployment
    .ofType('AWS::ApiGateway::UsagePlan')
    .map(({ ref, properties }) => ({ id: ref, name: String(properties.UsagePlanName ?? ref) }));
  const fixed = new Set(deployment.ofType('AWS::ApiGateway::ApiKey').map(({ properties }) => properties.Value));

  const routes: Readonly<Record<string, (request: RestRequest, plan: string) => RestAnswer>> = {
    'GET /usageplans': () => json(200, { item: plans }),
    'GET /apikeys': ({ query }) => json(200, { item: keys.named(query.get('name') ?? '').map(shown) }),
    'POST /apikeys': ({ body }) => {
      const { name, value } = parse(body);
      if (typeof name !== 'string' || value !== name || name.length < 20)
        throw new AwsError('BadRequestException', 'expected a name, and the same as value, of 20 characters', 400);
      if (keys.get(name) || fixed.has(name)) throw conflict('API Key already exists');
      const key = { id: newId(), name };
      keys.save(key);
      return json(201, shown(key));
    },
    'POST /usageplans/{id}/keys': ({ body }, plan) => {
      const key = keys.byId(String(parse(body).keyId));
      if (!key || !plans.some(({ id }) => id === plan))
        throw new AwsError('NotFoundException', 'Invalid API Key or usage plan identifier specified', 404);
      if (key.plan !== undefined) throw conflict(`Usage plan ${key.plan} has this key already`);
      keys.save({ ...key, plan });
      return json(201, { id: key.id, name: key.name, type: 'API_KEY' });
    },
  };
  return (request, caller) => {
    const [, top = '', plan = '', ...rest] = request.path.split('/');
    if (top !== 'apikeys' && top !== 'usageplans') return undefined;
    const route = routes[`${request.method} /${[top, ...(plan && ['{id}']), ...rest].join('/')}`];
    return route && answered(request, caller, () => route(request, plan));
  };
}

async function answered({ method, path }: RestRequest, caller: AwsCaller, run: () => RestAnswer): Promise<RestAnswer> {
  caller.require(`apigateway:${method}`, arnOf(path));
  return run();
}

const json = (status: number, body: object): RestAnswer => ({ status, body: JSON.stringify(body) });
