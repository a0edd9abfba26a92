/** A thread of functions: patches the clock, loads each bundle into surroundings of its own, answers invocations, several at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { createDirectHttp } from '#infra/local/edges/functions/direct-http';
import type {
  Answer,
  FunctionError,
  FunctionInput,
  Invocation,
  Order,
  ThreadInput,
  Written,
} from '#infra/local/edges/functions/protocol';
import { createSurroundings } from '#infra/local/edges/functions/surroundings';
import { patchDate } from '#infra/local/edges/functions/worker-date';
import { collectGarbage } from '#infra/local/machine/collect';

type Handler = (event: unknown, context: object) => unknown;

/** The runner starts this file with nothing else. */
const { clock }: ThreadInput = workerData;
const port = parentPort;

patchDate(clock);
const direct = createDirectHttp((call) => port?.postMessage(call));
const surroundings = createSurroundings({
  write: (name, text) => port?.postMessage({ function: name, text } satisfies Written),
  httpOf: direct.moduleFor,
});
const loaded = new Map<string, { readonly input: FunctionInput; readonly handler: Promise<Handler> }>();

port?.on('message', (order: Order) => {
  if ('load' in order) {
    const handler = load(order.load);
    handler.catch(() => {}); // answered with each invocation
    loaded.set(order.load.name, { input: order.load, handler });
  } else if ('rest' in order) collectGarbage();
  else if ('called' in order) direct.settle(order);
  else void answer(order).then((message) => port.postMessage(message));
});

async function load(input: FunctionInput): Promise<Handler> {
  const module: Readonly<Record<string, unknown>> = await import(surroundings.moduleFor(input));
  const handler = module[input.handler];
  if (typeof handler !== 'function') throw new Error(`${input.module} exports no function ${input.handler}`);
  return (event, context) => Reflect.apply(handler, undefined, [event, context]);
}

async function answer({ id, function: name, requestId, event, timeoutMs }: Invocation): Promise<Answer> {
  const deadline = performance.now() + timeoutMs;
  const known = loaded.get(name);
  const context = {
    ...known?.input.context,
    awsRequestId: requestId,
    functionVersion: '$LATEST',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
  try {
    const handler = await known?.handler;
    const result: unknown = await handler?.(JSON.parse(event), context);
    return { id, payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return { id, error: errorOf(error) };
  }
}

function errorOf(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  const trace = error.stack?.split('\n');
  return { errorType: error.name, errorMessage: error.message, ...(trace ? { trace } : {}) };
}
