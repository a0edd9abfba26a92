/** One worker of one function: its invocations in flight, its end. */
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Answer, FunctionError, Invocation, WorkerInput } from '#infra/local/functions/protocol';

export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly error: FunctionError };

export interface Instance {
  /** Never rejects: an error of the function, its timeout and its crash are outcomes. */
  invoke(requestId: string, event: string, timeoutMs: number): Promise<Outcome>;
  /** False once it has crashed or timed out: it takes no more invocations. */
  readonly healthy: boolean;
  /** Whether it has no invocation in flight. */
  readonly idle: boolean;
  /** Has somebody else take what it writes from now on. */
  tell(onLog: (text: string) => void): void;
  stop(): Promise<void>;
}

export interface InstanceOptions {
  readonly input: WorkerInput;
  readonly env: Record<string, string>;
  readonly memoryMb: number;
  readonly onLog: (text: string) => void;
}

/** Starts a worker; what goes wrong while it loads is the outcome of its invocations. */
export function startInstance({ input, env, memoryMb, ...options }: InstanceOptions): Instance {
  let onLog = options.onLog;
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: input,
    env,
    execArgv: ['--disable-warning=ExperimentalWarning', '--enable-source-maps'],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const waiting = new Map<number, (outcome: Outcome) => void>();
  let healthy = true;
  let next = 0;

  const settle = (id: number, outcome: Outcome): void => {
    waiting.get(id)?.(outcome);
    waiting.delete(id);
    // One that timed out has what is still in flight finish, as other environments would on AWS; then it ends.
    if (!healthy && waiting.size === 0) void worker.terminate();
  };
  const fail = (errorType: string, errorMessage: string): void => {
    healthy = false;
    for (const id of [...waiting.keys()]) settle(id, { ok: false, error: { errorType, errorMessage } });
  };
  worker.on('message', (answer: Answer) =>
    settle(answer.id, 'payload' in answer ? { ok: true, payload: answer.payload } : { ok: false, error: answer.error }),
  );
  worker.on('error', (error) => {
    onLog(`${String(error.stack ?? error)}\n`);
    fail('Runtime.UnhandledError', `${error.name}: ${error.message}`);
  });
  worker.on('exit', (code) => fail('Runtime.ExitError', `Runtime exited with error: exit status ${code}`));
  const write = (text: string): void => onLog(text);
  forward(worker.stdout, write);
  forward(worker.stderr, write);
  worker.unref();

  return {
    get healthy() {
      return healthy;
    },
    get idle() {
      return waiting.size === 0;
    },
    tell(next) {
      onLog = next;
    },
    invoke(requestId, event, timeoutMs) {
      const id = next++;
      const invocation: Invocation = { id, requestId, event, timeoutMs };
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          healthy = false;
          const errorMessage = `${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
          settle(id, { ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage } });
        }, timeoutMs);
        waiting.set(id, (outcome) => {
          clearTimeout(timer);
          resolve(outcome);
        });
        worker.postMessage(invocation);
      });
    },
    async stop() {
      healthy = false;
      await worker.terminate();
    },
  };
}

function forward(stream: Readable, onLog: (text: string) => void): void {
  stream.setEncoding('utf8').on('data', onLog);
}
