/** Every Lambda function of the deployment: a few threads for all of them, each loaded when it is first needed. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { logGroupOf } from '#infra/local/edges/functions/environment';
import type { FunctionInput } from '#infra/local/edges/functions/protocol';
import {
  type Outcome,
  startThread,
  type Thread,
  type ThreadOptions,
  type Told,
} from '#infra/local/edges/functions/thread';
import { type ThreadPlan, threadPlanOf } from '#infra/local/edges/functions/thread-plan';
import type { Activity } from '#infra/local/machine/activity';
import { asString } from '#infra/local/machine/json';
import type { Deployment, Resource } from '#infra/local/machine/template/template';

export interface Functions {
  /** The function of this name, or with this ARN. */
  find(nameOrArn: string): Resource | undefined;
  /**
   * Invokes and waits. Errors, timeouts and crashes of the function are outcomes; a function that is not in the templates
   * is one as well (ResourceNotFoundException). `timeoutMs` shortens the function's own timeout.
   */
  invoke(nameOrArn: string, event: string, timeoutMs?: number): Promise<Outcome>;
  /** Loads a function before it is needed. */
  warm(nameOrArn: string): void;
  /** Tells of every invocation as it ends, until the function returned is called. */
  subscribe(subscriber: (invocation: Ended) => void): () => void;
  /** Nothing is under way: the threads give back what memory they can. */
  rest(): void;
  stop(): Promise<void>;
}

/** An invocation that ended: of which function, and the milliseconds that it took. */
export interface Ended {
  readonly functionName: string;
  readonly durationMs: number;
}

export interface FunctionsOptions {
  readonly deployment: Deployment;
  readonly clock: SharedArrayBuffer;
  readonly activity: Activity;
  /** The complete environment of a function. */
  readonly environment: (lambda: Resource) => Record<string, string>;
  /** Where what a function writes goes; text comes in pieces of any size. */
  readonly onLog: (functionName: string, text: string) => void;
  /** Threads that an earlier stack has left, by assembly and name; those that can be kept are put there again in the end. */
  readonly threads: Map<string, Thread>;
  /** Has an edge of ours answer what a function asks of it. */
  readonly ask: ThreadOptions['ask'];
  /** The ports of the edges that are asked so. */
  readonly edges: () => readonly number[];
}

/** Lambda refuses larger payloads, 6 MB, in either direction. */
const MAX_PAYLOAD = 6_291_556;

/** The functions of the deployment; no thread runs yet. */
export function createFunctions(options: FunctionsOptions): Functions {
  const { deployment, activity, environment, edges, onLog } = options;
  const byName = new Map(deployment.ofType('AWS::Lambda::Function').map((lambda) => [lambda.name, lambda]));
  const plan = threadPlanOf(deployment);
  const threads = createThreads(options, plan);
  const subscribers = new Set<(invocation: Ended) => void>();
  const find = (nameOrArn: string): Resource | undefined =>
    byName.get(nameOrArn.replace(/^arn:[^:]*:lambda:[^:]*:\d*:function:/, '').replace(/:.*$/, ''));

  /** The thread of a function, which is loaded there. */
  const home = (lambda: Resource): Thread => {
    const thread = threads.of(lambda);
    thread.load(lambda.name, () => ({
      name: lambda.name,
      ...handlerOf(lambda, deployment.directory),
      env: environment(lambda),
      edges: edges(),
      context: {
        functionName: lambda.name,
        invokedFunctionArn: lambda.arn,
        memoryLimitInMB: String(lambda.properties.MemorySize ?? 128),
        logGroupName: logGroupOf(lambda),
        logStreamName: `local/[$LATEST]${randomUUID().replaceAll('-', '')}`,
      },
    }));
    return thread;
  };

  const invoke = async (lambda: Resource, event: string, timeoutMs: number): Promise<Outcome> => {
    if (Buffer.byteLength(event) > MAX_PAYLOAD) return tooLarge('RequestTooLargeException', 'request', event);
    const began = performance.now();
    const outcome = await home(lambda).invoke(lambda.name, randomUUID(), event, timeoutMs);
    const ended: Ended = { functionName: lambda.name, durationMs: performance.now() - began };
    for (const subscriber of subscribers) subscriber(ended);
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
      if (lambda) home(lambda);
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    rest: threads.rest,
    stop: threads.stop,
  };
}

/** The threads that run, by the names that the plan gives them. */
function createThreads(
  { deployment: { directory }, clock, onLog, ask, threads: left }: FunctionsOptions,
  plan: ThreadPlan,
): { of(lambda: Resource): Thread; rest(): void; stop(): Promise<void> } {
  const running = new Map<string, Thread>();
  const retired = new Set<Thread>();
  /** Functions that a thread has crashed with, or waited for in vain: from then on nobody but themselves is harmed by it. */
  const alone = new Set<string>();
  // One that is retired still works for those who were there: they may time out later than whoever had it retired.
  const told: Told = { onLog, onSuspect: (name) => alone.add(name) };

  const start = (name: string, memoryMb: number): Thread => {
    const key = `${directory} ${name}`;
    const kept = left.get(key);
    left.delete(key);
    kept?.tell(told);
    const thread = kept ?? startThread({ clock, memoryMb, ask, ...told });
    running.set(name, thread);
    return thread;
  };

  return {
    of(lambda) {
      const shared = plan.of(lambda);
      const { name, memoryMb } = alone.has(lambda.name) ? plan.alone(lambda) : shared;
      const current = running.get(name);
      if (current?.healthy) return current;
      if (current) retired.add(current);
      return start(name, memoryMb);
    },
    rest() {
      for (const thread of running.values()) if (thread.healthy && thread.idle) thread.rest();
    },
    async stop() {
      const ended = [...retired];
      for (const [name, thread] of running) {
        if (thread.healthy && thread.idle && plan.isKept(name)) left.set(`${directory} ${name}`, thread);
        else ended.push(thread);
      }
      running.clear();
      await Promise.all(ended.map((thread) => thread.stop()));
    },
  };
}

function handlerOf(lambda: Resource, directory: string): Pick<FunctionInput, 'module' | 'handler'> {
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
