/** One run of one execution on the engine: tasks that are in the journal are replayed, the others carried out. */
import { createHash } from 'node:crypto';
import { StateMachine } from 'aws-local-stepfunctions';
import type { LocalDefinition, TaskSpec } from '#infra/local/edges/workflows/definition';
import { interruption, taskError, timeoutError } from '#infra/local/edges/workflows/errors';
import { createRetries } from '#infra/local/edges/workflows/retry';
import type { Execution, TaskResult } from '#infra/local/edges/workflows/store';
import { performTask, type TaskTools, TOKEN } from '#infra/local/edges/workflows/task';
import { asObject, type JsonObject } from '#infra/local/machine/json';

export type RunResult =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly error: string; readonly cause: string };

export interface Run {
  /** Undefined when it was interrupted. */
  readonly result: Promise<RunResult | undefined>;
  /** Leaves the execution as the journal has it. */
  interrupt(): void;
}

/** The order of attempts at a state is the same in every run, so an attempt is known by state, input and count. */
type Visits = Map<string, number>;

/** Starts the engine on the execution. */
export function runExecution(execution: Execution, machine: LocalDefinition, tools: TaskTools): Run {
  const visits: Visits = new Map();
  const { promise: interrupted, reject: interrupt } = Promise.withResolvers<never>();
  interrupted.catch(() => {});
  let over = false;

  const handlers = machine.tasks.map((spec) => {
    const retries = createRetries(spec.retry);
    let pause = 0;
    const handle = async (input: unknown) => {
      if (over) throw interruption('interrupted');
      const attempt = attemptOf(execution, spec, asObject(input) ?? {}, pause, visits, tools, () => !over);
      pause = 0;
      const result = await Promise.race([attempt, interrupted]);
      if (result.ok) {
        retries.succeeded();
        return JSON.parse(result.output);
      }
      pause = retries.failed(result.error) ?? 0;
      throw result.error === 'States.Timeout' ? await timeoutError() : taskError(result.error, result.cause);
    };
    return [spec.state, handle] as const;
  });

  const engine = new StateMachine(machine.definition, { validationOptions: { noValidate: true } });
  const run = engine.run(JSON.parse(execution.input), {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(handlers),
      // The pause before another attempt is ours, by the local clock.
      retryIntervalOverrides: Object.fromEntries(machine.tasks.map(({ state }) => [state, 0])),
    },
    context: {
      Execution: { Id: execution.arn, Name: execution.name },
      StateMachine: { Id: execution.machine, Name: execution.machine.split(':').at(-1) },
      Task: { Token: TOKEN },
    },
  });
  const result = run.result.then(
    (output): RunResult => ({ ok: true, output: JSON.stringify(output ?? null) }),
    (error: unknown): RunResult => failureOf(error),
  );
  return {
    result: result.then((value) => (over ? undefined : value)),
    interrupt() {
      over = true;
      interrupt(interruption('interrupted'));
    },
  };
}

async function attemptOf(
  execution: Execution,
  spec: TaskSpec,
  parameters: JsonObject,
  pause: number,
  visits: Visits,
  tools: TaskTools,
  active: () => boolean,
): Promise<TaskResult> {
  const { store, clock } = tools;
  const visit = `${spec.state}/${createHash('sha256').update(JSON.stringify(parameters)).digest('hex').slice(0, 16)}`;
  const count = (visits.get(visit) ?? 0) + 1;
  visits.set(visit, count);
  const now = clock.now();
  const task = store.enter({
    execution: execution.arn,
    step: `${visit}/${count}`,
    state: spec.state,
    enteredAt: now,
    notBefore: now + pause,
  });
  if (!task.result) await performTask(task, spec, parameters, tools, active);
  if (!active()) throw interruption('interrupted');
  const { result } = store.byToken(task.token) ?? {};
  if (!result) throw interruption(`${spec.state} ended without a result`);
  return result;
}

/** The engine wraps what ended the execution; its name and message are the error and the cause. */
function failureOf(error: unknown): RunResult {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(reason instanceof Error)) return { ok: false, error: 'States.Runtime', cause: String(reason) };
  return { ok: false, error: reason.name, cause: reason.message };
}
