/** A thread that functions live in: their invocations in flight, its end. */
import { Worker } from 'node:worker_threads';
import type {
  Answer,
  Call,
  FunctionError,
  FunctionInput,
  Order,
  ThreadInput,
  Written,
} from '#infra/local/edges/functions/protocol';
import { workerProgram } from '#infra/local/edges/functions/worker-program';
import type { DirectAnswer, DirectMessage } from '#infra/local/machine/direct';

export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly error: FunctionError };

/** Told what a function wrote, in pieces of any size. */
export type OnLog = (functionName: string, text: string) => void;

export interface Thread {
  /** Loads the function, unless it has been. What goes wrong with that is the outcome of its invocations. */
  load(name: string, describe: () => FunctionInput): void;
  /** Never rejects: an error of the function, its timeout and the end of the thread are outcomes. The function has been loaded. */
  invoke(name: string, requestId: string, event: string, timeoutMs: number): Promise<Outcome>;
  /** False once it has crashed or one of its functions has timed out: it takes no more invocations. */
  readonly healthy: boolean;
  /** Whether it has no invocation in flight. */
  readonly idle: boolean;
  /** Nothing is asked of it for now: it gives back what memory it can. */
  rest(): void;
  /** Has others take what is written, and be told of suspects, from now on. */
  tell(told: Told): void;
  stop(): Promise<void>;
}

/**
 * What a thread may hold of objects just made. Left to V8 it is 48 MB each, taken from the first load on and never given back; below 16 it is
 * gathered too often.
 */
const YOUNG_GENERATION_MB = 24;

/** Who is told what happens in a thread. */
export interface Told {
  readonly onLog: OnLog;
  /** A function that it was working for when it crashed, or that has timed out. */
  readonly onSuspect: (functionName: string) => void;
}

export interface ThreadOptions extends Told {
  readonly clock: SharedArrayBuffer;
  readonly memoryMb: number;
  /** Has the edge at a port of this machine answer. */
  readonly ask: (port: number, message: DirectMessage) => Promise<DirectAnswer>;
}

/** Starts a thread without functions. */
export function startThread({ clock, memoryMb, ask, ...options }: ThreadOptions): Thread {
  let told: Told = options;
  const worker = new Worker(workerProgram(), {
    workerData: { clock } satisfies ThreadInput,
    // Nothing of the machine's own environment reaches a function.
    env: {},
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  const waiting = new Map<number, { readonly name: string; readonly settle: (outcome: Outcome) => void }>();
  const loaded = new Set<string>();
  let healthy = true;
  let next = 0;

  const give = (order: Order): void => worker.postMessage(order);
  const settle = (id: number, outcome: Outcome): void => {
    waiting.get(id)?.settle(outcome);
    waiting.delete(id);
    // One that timed out has what is still in flight finish, as other environments would on AWS; then it ends.
    if (!healthy && waiting.size === 0) void worker.terminate();
  };
  const fail = (errorType: string, errorMessage: string): void => {
    healthy = false;
    for (const [id, { name }] of [...waiting]) {
      told.onSuspect(name);
      settle(id, { ok: false, error: { errorType, errorMessage } });
    }
  };
  const answer = async ({ call, port, ...message }: Call): Promise<void> => {
    const called = await ask(port, message).catch((error: unknown) => ({ failure: String(error) }));
    give({ called: call, ...called });
  };
  worker.on('message', (message: Answer | Call | Written) => {
    if ('call' in message) void answer(message);
    else if ('text' in message) told.onLog(message.function, message.text);
    else if ('payload' in message) settle(message.id, { ok: true, payload: message.payload });
    else settle(message.id, { ok: false, error: message.error });
  });
  worker.on('error', (error) => {
    for (const name of new Set([...waiting.values()].map((each) => each.name)))
      told.onLog(name, `${String(error.stack ?? error)}\n`);
    fail('Runtime.UnhandledError', `${error.name}: ${error.message}`);
  });
  worker.on('exit', (code) => fail('Runtime.ExitError', `Runtime exited with error: exit status ${code}`));
  worker.unref();

  return {
    load(name, describe) {
      if (loaded.has(name)) return;
      loaded.add(name);
      give({ load: describe() });
    },
    get healthy() {
      return healthy;
    },
    get idle() {
      return waiting.size === 0;
    },
    rest: () => give({ rest: true }),
    tell(next) {
      told = next;
    },
    invoke(name, requestId, event, timeoutMs) {
      const id = next++;
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          healthy = false;
          told.onSuspect(name);
          const errorMessage = `${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
          settle(id, { ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage } });
        }, timeoutMs);
        waiting.set(id, {
          name,
          settle(outcome) {
            clearTimeout(timer);
            resolve(outcome);
          },
        });
        give({ id, function: name, requestId, event, timeoutMs });
      });
    },
    async stop() {
      healthy = false;
      await worker.terminate();
    },
  };
}
