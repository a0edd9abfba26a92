/** A function's own thread: patches the clock, loads the bundle, answers invocations, several at a time. */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, FunctionError, Invocation, WorkerInput } from '#infra/local/functions/protocol';
import { patchDate } from '#infra/local/functions/worker-date';

type Handler = (event: unknown, context: object) => unknown;

/** The runner starts this file with nothing else. */
const input: WorkerInput = workerData;
const port = parentPort;

patchDate(input.clock);
const loading = load();
loading.catch(() => {}); // answered with each invocation

port?.on('message', (invocation: Invocation) => {
  answer(invocation).then((message) => port.postMessage(message));
});

async function load(): Promise<Handler> {
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(input.module).href);
  const handler = module[input.handler];
  if (typeof handler !== 'function') throw new Error(`${input.module} exports no function ${input.handler}`);
  return (event, context) => Reflect.apply(handler, undefined, [event, context]);
}

async function answer({ id, requestId, event, timeoutMs }: Invocation): Promise<Answer> {
  const deadline = performance.now() + timeoutMs;
  const context = {
    ...input.context,
    awsRequestId: requestId,
    functionVersion: '$LATEST',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
  try {
    const handler = await loading;
    const result: unknown = await handler(JSON.parse(event), context);
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
