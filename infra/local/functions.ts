/** Every Lambda function of the deployment, each in its own worker, started when it is first needed. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Activity } from '#infra/local/activity';
import { logGroupOf } from '#infra/local/functions/environment';
import { type Instance, type Outcome, startInstance } from '#infra/local/functions/instance';
import { asObject, asString } from '#infra/local/iam/json';
import type { Deployment, Resource } from '#infra/local/template';

export interface Functions {
  /** The function of this name, or with this ARN. */
  find(nameOrArn: string): Resource | undefined;
  /**
   * Invokes and waits. Errors, timeouts and crashes of the function are outcomes; a function that is not in the templates
   * is one as well (ResourceNotFoundException). `timeoutMs` shortens the function's own timeout.
   */
  invoke(nameOrArn: string, event: string, timeoutMs?: number): Promise<Outcome>;
  /** Starts the worker of a function before it is needed. */
  warm(nameOrArn: string): void;
  stop(): Promise<void>;
}

export interface FunctionsOptions {
  readonly deployment: Deployment;
  readonly clock: SharedArrayBuffer;
  readonly activity: Activity;
  /** The complete environment of a function. */
  readonly environment: (lambda: Resource) => Record<string, string>;
  /** Where what a function writes goes; text comes in pieces of any size. */
  readonly onLog: (functionName: string, text: string) => void;
  /** Workers that an earlier stack has left, by assembly and function; those that can be kept are put there again in the end. */
  readonly workers: Map<string, Instance>;
}

/** Lambda refuses larger payloads, 6 MB, in either direction. */
const MAX_PAYLOAD = 6_291_556;

/** The functions of the deployment; no worker runs yet. */
export function createFunctions(options: FunctionsOptions): Functions {
  const { deployment, activity, environment, onLog, workers } = options;
  const byName = new Map(deployment.ofType('AWS::Lambda::Function').map((lambda) => [lambda.name, lambda]));
  const instances = new Map<string, Instance>();
  const retired = new Set<Instance>();
  const find = (nameOrArn: string): Resource | undefined =>
    byName.get(nameOrArn.replace(/^arn:[^:]*:lambda:[^:]*:\d*:function:/, '').replace(/:.*$/, ''));

  const start = (lambda: Resource): Instance => {
    const current = instances.get(lambda.name);
    if (current?.healthy) return current;
    if (current) retired.add(current);
    const left = workers.get(nameIn(deployment, lambda.name));
    if (left) {
      workers.delete(nameIn(deployment, lambda.name));
      left.tell((text) => onLog(lambda.name, text));
      instances.set(lambda.name, left);
      return left;
    }
    const handler = handlerOf(lambda, deployment.directory);
    const instance = startInstance({
      input: {
        ...handler,
        clock: options.clock,
        context: {
          functionName: lambda.name,
          invokedFunctionArn: lambda.arn,
          memoryLimitInMB: String(lambda.properties.MemorySize ?? 128),
          logGroupName: logGroupOf(lambda),
          logStreamName: `local/[$LATEST]${randomUUID().replaceAll('-', '')}`,
        },
      },
      env: environment(lambda),
      memoryMb: Number(lambda.properties.MemorySize ?? 128),
      onLog: (text) => onLog(lambda.name, text),
    });
    instances.set(lambda.name, instance);
    return instance;
  };

  const invoke = async (lambda: Resource, event: string, timeoutMs: number): Promise<Outcome> => {
    if (Buffer.byteLength(event) > MAX_PAYLOAD) return tooLarge('RequestTooLargeException', 'request', event);
    const outcome = await start(lambda).invoke(randomUUID(), event, timeoutMs);
    if (outcome.ok && Buffer.byteLength(outcome.payload) > MAX_PAYLOAD) {
      return tooLarge('Function.ResponseSizeTooLarge', 'response', outcome.payload);
    }
    // An authorizer says 401 by throwing this; it is an answer.
    if (!outcome.ok && outcome.error.errorMessage !== 'Unauthorized')
      onLog(lambda.name, `${JSON.stringify({ level: 'ERROR', ...outcome.error })}\n`);
    return outcome;
  };

  return {
    find,
    invoke(nameOrArn, event, timeoutMs = Number.POSITIVE_INFINITY) {
      const lambda = find(nameOrArn);
      if (!lambda) return Promise.resolve(notFound(nameOrArn));
      const own = Number(lambda.properties.Timeout ?? 3) * 1000;
      return activity.during(invoke(lambda, event, Math.min(own, timeoutMs)));
    },
    warm(nameOrArn) {
      const lambda = find(nameOrArn);
      if (lambda) start(lambda);
    },
    async stop() {
      const ended = [...retired];
      const notKept = thatRememberSlugs(deployment);
      for (const [name, instance] of instances) {
        if (instance.healthy && instance.idle && !notKept.has(name)) workers.set(nameIn(deployment, name), instance);
        else ended.push(instance);
      }
      instances.clear();
      await Promise.all(ended.map((instance) => instance.stop()));
    },
  };
}

const nameIn = ({ directory }: Deployment, name: string): string => `${directory} ${name}`;

/** What the others remember is of tenants, by their ids; authorizers, and functions that need none, remember which tenant a slug is of. */
function thatRememberSlugs({ ofType }: Deployment): ReadonlySet<string> {
  const authorizers = ofType('AWS::ApiGateway::Authorizer').map(({ properties }) => properties.AuthorizerUri);
  const open = ofType('AWS::ApiGateway::Method')
    .filter(({ properties }) => properties.AuthorizationType === 'NONE')
    .map(({ properties }) => asObject(properties.Integration)?.Uri);
  return new Set([...authorizers, ...open].map((uri) => /:function:([^/:]+)/.exec(String(uri))?.[1] ?? ''));
}

function handlerOf(lambda: Resource, directory: string): { readonly module: string; readonly handler: string } {
  const asset = asString(lambda.metadata['aws:asset:path']);
  if (asset === undefined) throw new Error(`${lambda.name} has no aws:asset:path: synthesise with asset metadata`);
  const [file = 'index', handler = 'handler'] = String(lambda.properties.Handler ?? '').split('.');
  const candidates = ['.mjs', '.js', '.cjs'].map((extension) => resolve(directory, asset, `${file}${extension}`));
  return { module: candidates.find((path) => existsSync(path)) ?? candidates[0] ?? file, handler };
}

function notFound(name: string): Outcome {
  const errorMessage = `Function not found: ${name}`;
  return { ok: false, error: { errorType: 'ResourceNotFoundException', errorMessage } };
}

function tooLarge(errorType: string, what: string, payload: string): Outcome {
  const errorMessage = `the ${what} payload has ${Buffer.byteLength(payload)} bytes, more than ${MAX_PAYLOAD}`;
  return { ok: false, error: { errorType, errorMessage } };
}
