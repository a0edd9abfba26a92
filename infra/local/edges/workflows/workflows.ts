/** Step Functions: executions of the deployment's state machines, journaled, by the local clock. */

import type { Functions } from '#infra/local/edges/functions/functions';
import { type Principal, type Role, sessionOf } from '#infra/local/edges/iam/principal';
import { type LocalDefinition, localise } from '#infra/local/edges/workflows/definition';
import { type Run, runExecution } from '#infra/local/edges/workflows/run';
import {
  createWorkflowStore,
  type Execution,
  type ExecutionStatus,
  type TaskResult,
  type WorkflowStore,
} from '#infra/local/edges/workflows/store';
import { createAnswers, isSupported } from '#infra/local/edges/workflows/task';
import type { LocalClock } from '#infra/local/machine/clock/clock';
import type { Journal } from '#infra/local/machine/journal';
import { asObject } from '#infra/local/machine/json';
import type { Deployment } from '#infra/local/machine/template/template';

export interface Workflows {
  readonly store: WorkflowStore;
  /** Whether the deployment has a state machine with this ARN. */
  has(machineArn: string): boolean;
  /** Begins an execution; false when there is one of this name already. */
  start(machineArn: string, name: string, input: string): boolean;
  abort(executionArn: string, error?: string, cause?: string): void;
  /** Settles the task that waits with this token. */
  answer(token: string, result: TaskResult): void;
  heartbeat(token: string): void;
  /** Takes up the executions that were running when the runner ended. */
  resume(): void;
  stop(): void;
}

interface Machine {
  readonly local: LocalDefinition;
  readonly principal: Principal;
}

/** The engine's own timers reach 23 days; a run that lasts longer is begun anew before that, in milliseconds. */
const RENEW_AFTER = 20 * 86_400_000;

/** The state machines of the deployment. Throws for one that cannot be run here. */
export function createWorkflows(options: {
  readonly deployment: Deployment;
  readonly roles: ReadonlyMap<string, Role>;
  readonly functions: Functions;
  readonly journal: Journal;
  readonly clock: LocalClock;
}): Workflows {
  const { deployment, roles, functions, journal, clock } = options;
  const machines = readMachines(deployment, roles);
  const store = createWorkflowStore(journal);
  const answers = createAnswers();
  const runs = new Map<string, { readonly run: Run; readonly end: () => void }>();

  const finish = (arn: string, status: ExecutionStatus, result: Parameters<WorkflowStore['end']>[3]): void => {
    runs.get(arn)?.end();
    store.end(arn, status, clock.now(), result);
  };
  const run = (execution: Execution): void => {
    const { arn, machine } = execution;
    const { local, principal } = machines.get(machine) ?? {};
    if (!local || !principal) {
      finish(arn, 'ABORTED', { cause: 'the state machine is gone' });
      return;
    }
    const running = runExecution(execution, local, { functions, clock, store, answers, principal });
    const { timeoutSeconds } = local;
    const cancelTimeout =
      timeoutSeconds === undefined
        ? () => {}
        : clock.at(execution.startedAt + timeoutSeconds * 1000, () => finish(arn, 'TIMED_OUT', {}));
    const renewal = setTimeout(() => {
      end();
      run(execution);
    }, RENEW_AFTER).unref();
    const end = (): void => {
      running.interrupt();
      cancelTimeout();
      clearTimeout(renewal);
      runs.delete(arn);
    };
    runs.set(arn, { run: running, end });
    void running.result.then((result) => {
      if (!result) return;
      if (result.ok) finish(arn, 'SUCCEEDED', { output: result.output });
      else finish(arn, 'FAILED', { error: result.error, cause: result.cause });
    });
  };

  return {
    store,
    has: (machineArn) => machines.has(machineArn),
    start(machineArn, name, input) {
      const arn = executionArn(machineArn, name);
      const execution = { arn, machine: machineArn, name, input, startedAt: clock.now() };
      if (!store.begin(execution)) return false;
      run({ ...execution, status: 'RUNNING' });
      return true;
    },
    abort: (arn, error, cause) =>
      finish(arn, 'ABORTED', { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) }),
    answer(token, result) {
      store.settle(token, result);
      answers.notify(token);
    },
    heartbeat: (token) => store.heartbeat(token, clock.now()),
    resume() {
      for (const execution of store.list({ status: 'RUNNING' })) run(execution);
    },
    stop() {
      for (const { end } of [...runs.values()]) end();
    },
  };
}

/** The ARN of an execution. */
export const executionArn = (machineArn: string, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

function readMachines(deployment: Deployment, roles: ReadonlyMap<string, Role>): ReadonlyMap<string, Machine> {
  const machines = deployment.ofType('AWS::StepFunctions::StateMachine').map(({ arn, name, properties }) => {
    const definition =
      asObject(JSON.parse(String(properties.DefinitionString ?? 'null'))) ?? asObject(properties.Definition);
    const role = roles.get(String(properties.RoleArn));
    if (!definition || !role) throw new Error(`${name}: its definition or its role is not in the template`);
    const local = localise(definition);
    const foreign = local.tasks.find(({ resource }) => !isSupported(resource));
    if (foreign) throw new Error(`${name}: the local runner has no ${foreign.resource} (state ${foreign.state})`);
    return [arn, { local, principal: sessionOf(role, name) }] as const;
  });
  return new Map(machines);
}
