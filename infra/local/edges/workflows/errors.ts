/** Errors as the Step Functions engine tells them apart. */
import { StateMachine } from 'aws-local-stepfunctions';

/** An error of a task, by the name that Retry and Catch know it by; the cause is what a catcher gets to see. */
export function taskError(name: string, cause: string): Error {
  return Object.assign(new Error(cause), { name });
}

/** Ends a run without any Retry or Catch taking notice. */
export function interruption(message: string): Error {
  return Object.assign(new Error(message), { isRetryable: false, isCatchable: false });
}

let timeout: Promise<unknown> | undefined;

/**
 * The engine's own States.Timeout. It tells that error by its class, which it does not export, so that no error of ours
 * would be kept from the wildcard States.TaskFailed; we take it from a task that times out.
 */
export function timeoutError(): Promise<unknown> {
  timeout ??= new StateMachine(
    { StartAt: 'Never', States: { Never: { Type: 'Task', Resource: 'never', TimeoutSeconds: 0.001, End: true } } },
    { validationOptions: { noValidate: true } },
  )
    .run(null, { overrides: { taskResourceLocalHandlers: { Never: () => new Promise(() => {}) } } })
    .result.then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.cause : error),
    );
  return timeout;
}
