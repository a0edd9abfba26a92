/** The API of Step Functions, as far as functions and tools use it. */
import { randomUUID } from 'node:crypto';
import type { AwsCaller } from '#infra/local/edges/aws/caller';
import { AwsError } from '#infra/local/edges/aws/error';
import type { JsonService } from '#infra/local/edges/aws/server';
import type { Execution, Task } from '#infra/local/edges/workflows/store';
import { executionArn, type Workflows } from '#infra/local/edges/workflows/workflows';
import { asString, type JsonObject } from '#infra/local/machine/json';

/** Names of executions: 1 to 80 characters, none of which means something in an ARN or a URL. */
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/** The service behind X-Amz-Target AWSStepFunctions. */
export function createWorkflowService(workflows: Workflows): JsonService {
  const { store } = workflows;

  const start = (input: JsonObject, caller: AwsCaller): JsonObject => {
    const machine = required(input, 'stateMachineArn');
    caller.require('states:StartExecution', machine);
    if (!workflows.has(machine)) {
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machine}'`);
    }
    const name = asString(input.name) ?? randomUUID();
    if (!NAME.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
    const text = asString(input.input) ?? '{}';
    if (!isJson(text)) throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${text}'`);
    const arn = executionArn(machine, name);
    if (!workflows.start(machine, name, text)) {
      // The same name with the same input is the same request, as long as the execution runs.
      const known = store.find(arn);
      if (known?.status !== 'RUNNING' || known.input !== text) {
        throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      }
    }
    return { executionArn: arn, startDate: seconds(store.find(arn)?.startedAt ?? 0) };
  };

  /** The task that waits with the token. Throws for one that is unknown, was answered, or came too late. */
  const waiting = (operation: string, input: JsonObject, caller: AwsCaller): Task => {
    const task = store.byToken(required(input, 'taskToken'));
    const execution = task && store.find(task.execution);
    caller.require(`states:${operation}`, execution?.machine ?? '*');
    if (!task) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    if (task.result || execution?.status !== 'RUNNING') {
      throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    return task;
  };

  const known = (operation: string, input: JsonObject, caller: AwsCaller): Execution => {
    const arn = required(input, 'executionArn');
    caller.require(`states:${operation}`, arn);
    const execution = store.find(arn);
    if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  };

  return async (operation, input, caller) => {
    switch (operation) {
      case 'StartExecution':
        return start(input, caller);
      case 'SendTaskSuccess': {
        const output = required(input, 'output');
        const { token } = waiting(operation, input, caller);
        if (!isJson(output)) throw new AwsError('InvalidOutput', `Invalid Output: '${output}'`);
        workflows.answer(token, { ok: true, output });
        return {};
      }
      case 'SendTaskFailure': {
        const { token } = waiting(operation, input, caller);
        const error = asString(input.error) ?? 'States.TaskFailed';
        workflows.answer(token, { ok: false, error, cause: asString(input.cause) ?? '' });
        return {};
      }
      case 'SendTaskHeartbeat':
        workflows.heartbeat(waiting(operation, input, caller).token);
        return {};
      case 'DescribeExecution':
        return describe(known(operation, input, caller));
      case 'StopExecution': {
        const { arn, status } = known(operation, input, caller);
        if (status === 'RUNNING') workflows.abort(arn, asString(input.error), asString(input.cause));
        return { stopDate: seconds(store.find(arn)?.stoppedAt ?? 0) };
      }
      case 'ListExecutions': {
        const machine = required(input, 'stateMachineArn');
        caller.require('states:ListExecutions', machine);
        const status = asString(input.statusFilter);
        const found = store.list({ machine, ...(status === undefined ? {} : { status }) });
        return {
          executions: found
            .toReversed()
            .slice(0, Number(input.maxResults || 100))
            .map(summary),
        };
      }
      default:
        throw new AwsError('UnknownOperationException', `the local runner has no states:${operation}`);
    }
  };
}

/** The protocol's timestamps: epoch seconds with a fraction. */
const seconds = (milliseconds: number): number => milliseconds / 1000;

function summary({ arn, machine, name, status, startedAt, stoppedAt }: Execution): JsonObject {
  return {
    executionArn: arn,
    stateMachineArn: machine,
    name,
    status,
    startDate: seconds(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: seconds(stoppedAt) }),
  };
}

function describe(execution: Execution): JsonObject {
  const { input, output, error, cause } = execution;
  return { ...summary(execution), input, output, error, cause };
}

function required(input: JsonObject, name: string): string {
  const value = asString(input[name]);
  if (value) return value;
  throw new AwsError('ValidationException', `Value at '${name}' failed to satisfy constraint: Member must not be null`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
