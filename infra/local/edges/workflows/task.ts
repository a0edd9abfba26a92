/** One attempt of one task: its pause, its function, its token, its timeouts. */

import type { Functions } from '#infra/local/edges/functions/functions';
import { authorize, type Principal } from '#infra/local/edges/iam/principal';
import type { TaskSpec } from '#infra/local/edges/workflows/definition';
import type { Task, TaskResult, WorkflowStore } from '#infra/local/edges/workflows/store';
import type { LocalClock } from '#infra/local/machine/clock/clock';
import { asObject, asString, type JsonObject } from '#infra/local/machine/json';

export interface TaskTools {
  readonly functions: Functions;
  readonly clock: LocalClock;
  readonly store: WorkflowStore;
  /** Who answers tokens: called by SendTaskSuccess and SendTaskFailure. */
  readonly answers: Answers;
  /** The state machine's role. */
  readonly principal: Principal;
}

/** What a task does to the execution it belongs to: nothing any more, once that has been interrupted. */
export type Settle = (result: TaskResult) => void;

/** Tokens that are being waited for. */
export interface Answers {
  wait(token: string): Promise<void>;
  /** The task has been settled in the store, or its heartbeat renewed. */
  notify(token: string): void;
}

/** Nobody waits yet. */
export function createAnswers(): Answers {
  const waiting = new Map<string, (() => void)[]>();
  return {
    wait: (token) =>
      new Promise((resolve) => {
        waiting.set(token, [...(waiting.get(token) ?? []), resolve]);
      }),
    notify(token) {
      const resolves = waiting.get(token) ?? [];
      waiting.delete(token);
      for (const resolve of resolves) resolve();
    },
  };
}

/** What stands in a task's input for the token, until it is known. */
export const TOKEN = '{helmdesk:task-token}';

const LAMBDA = 'states:::lambda:invoke';

/** Whether the resource of a task can be run here. */
export function isSupported(resource: string | undefined): boolean {
  return (
    resource === undefined ||
    resource.includes(':function:') ||
    /states:::lambda:invoke(\.waitForTaskToken)?$/.test(resource)
  );
}

/** Carries the attempt out; resolves when it is settled, by whomever. Begins nothing once `active` is false. */
export async function performTask(
  task: Task,
  spec: TaskSpec,
  parameters: JsonObject,
  tools: TaskTools,
  active: () => boolean,
): Promise<void> {
  const { clock, store, answers } = tools;
  const settle: Settle = (result) => {
    if (active()) store.settle(task.token, result);
    answers.notify(task.token);
  };
  await until(clock, task.notBefore);
  if (!active()) return;
  if (spec.resource === undefined) {
    await until(clock, waitsUntil(parameters, task.enteredAt));
    settle({ ok: true, output: JSON.stringify(parameters.input ?? null) });
    return;
  }
  const deadlines = deadlinesOf(task, parameters, tools, settle);
  const work = spec.resource.endsWith('.waitForTaskToken')
    ? awaitToken(task, parameters, tools, settle, active)
    : invoke(task, spec.resource, parameters, tools).then(settle);
  await Promise.race([work, deadlines.passed]);
  deadlines.cancel();
}

function waitsUntil({ seconds, timestamp }: JsonObject, enteredAt: number): number {
  return typeof timestamp === 'string' ? Date.parse(timestamp) : enteredAt + Number(seconds ?? 0) * 1000;
}

function until(clock: LocalClock, instant: number): Promise<void> {
  if (instant <= clock.now()) return Promise.resolve();
  return new Promise((resolve) => clock.at(instant, resolve));
}

async function awaitToken(
  task: Task,
  parameters: JsonObject,
  tools: TaskTools,
  settle: Settle,
  active: () => boolean,
): Promise<void> {
  const { store, answers } = tools;
  const { token } = task;
  const settled = () => !active() || store.byToken(token)?.result !== undefined;
  // The function may answer its own token, or someone else while it runs.
  const invoked = task.invoked
    ? undefined
    : invoke(task, LAMBDA, parameters, tools).then((result) => {
        if (!result.ok) settle(result);
        else if (active()) store.markInvoked(token);
      });
  while (!settled()) await answers.wait(token);
  await invoked;
}

function deadlinesOf(
  task: Task,
  { timeout, heartbeat }: JsonObject,
  { clock, store }: TaskTools,
  settle: Settle,
): { readonly passed: Promise<void>; readonly cancel: () => void } {
  const begun = Math.max(task.enteredAt, task.notBefore);
  const cancels: (() => void)[] = [];
  const passed = new Promise<void>((resolve) => {
    const expire = (error: string): void => {
      settle({ ok: false, error, cause: error });
      resolve();
    };
    if (typeof timeout === 'number') {
      cancels.push(clock.at(begun + timeout * 1000, () => expire('States.Timeout')));
    }
    if (typeof heartbeat === 'number') {
      const beat = (): void => {
        const next = Math.max(begun, store.byToken(task.token)?.heartbeatAt ?? 0) + heartbeat * 1000;
        if (next <= clock.now()) expire('States.HeartbeatTimeout');
        else cancels.push(clock.at(next, beat));
      };
      beat();
    }
  });
  return {
    passed,
    cancel() {
      for (const cancel of cancels) cancel();
    },
  };
}

async function invoke(
  { token }: Task,
  resource: string,
  { input }: JsonObject,
  { functions, principal }: TaskTools,
): Promise<TaskResult> {
  const optimised = resource.endsWith(LAMBDA);
  const request = optimised ? asObject(input) : undefined;
  const target = request ? asString(request.FunctionName) : resource;
  const lambda = functions.find(target ?? '');
  if (!lambda) return failure('Lambda.ResourceNotFoundException', `Function not found: ${target}`);
  const decision = authorize(principal, { action: 'lambda:InvokeFunction', resource: lambda.arn });
  if (!decision.allowed) {
    const message = `User: ${principal.arn} is not authorized to perform: lambda:InvokeFunction on resource: ${lambda.arn} `;
    return failure('Lambda.AWSLambdaException', message + decision.reason);
  }
  const payload = JSON.stringify(request ? (request.Payload ?? {}) : input).replaceAll(TOKEN, token);
  const outcome = await functions.invoke(lambda.name, payload);
  if (!outcome.ok) return failure(outcome.error.errorType, JSON.stringify(outcome.error));
  if (!optimised) return { ok: true, output: outcome.payload };
  const answer = { ExecutedVersion: '$LATEST', Payload: JSON.parse(outcome.payload), StatusCode: 200 };
  return { ok: true, output: JSON.stringify(answer) };
}

const failure = (error: string, cause: string): TaskResult => ({ ok: false, error, cause });
