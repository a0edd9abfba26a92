/** States of the machine in Amazon States Language (JSONPath): each asks the task function, and then what follows from the table. */

export type StepState = (task: TaskCall, step: string) => Readonly<Record<string, unknown>>;

/** What calls the task function; made once for a machine. */
export interface TaskCall {
  /** ARN of the function `workflow-task`. */
  readonly functionArn: string;
  readonly partition: string;
}

/** The names of the states that every machine has. */
export const PROCEED = 'Proceed';
export const ROUTE = 'Route';

/** Whatever went wrong in a task is tried again for about an hour; tasks are idempotent. Being late is no failure of a task. */
const retry = [
  { ErrorEquals: ['States.HeartbeatTimeout'], MaxAttempts: 0 },
  {
    ErrorEquals: ['States.TaskFailed'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 12,
    MaxDelaySeconds: 600,
    JitterStrategy: 'FULL',
  },
];

/** Which record, and which execution of its workflow: all that a machine ever holds, beside where it goes next. */
const which = {
  'tenantId.$': '$.tenantId',
  'process.$': '$.process',
  'type.$': '$.type',
  'id.$': '$.id',
  'execution.$': '$.execution',
};

const parameters = ({ functionArn }: TaskCall, task: string, more: Readonly<Record<string, string>> = {}) => ({
  FunctionName: functionArn,
  Payload: { task, ...which, ...more },
});

/** Asks the process to do what is to be done now; it answers where the record stands then. */
export const performing: StepState = (task) => ({
  Type: 'Task',
  Resource: `arn:${task.partition}:states:::lambda:invoke`,
  Parameters: parameters(task, 'proceed'),
  ResultSelector: {
    'to.$': '$.Payload.to',
    'moves.$': '$.Payload.moves',
    'seconds.$': '$.Payload.seconds',
    'heartbeatSeconds.$': '$.Payload.heartbeatSeconds',
  },
  ResultPath: '$.next',
  Retry: retry,
  Next: ROUTE,
});

/** Waits for an answer to its token, and asks then; what it was answered is in the table. */
export const waiting: StepState = (task) => ({
  Type: 'Task',
  Resource: `arn:${task.partition}:states:::lambda:invoke.waitForTaskToken`,
  Parameters: parameters(task, 'wait', { 'moves.$': '$.next.moves', 'taskToken.$': '$$.Task.Token' }),
  TimeoutSecondsPath: '$.next.seconds',
  ResultPath: null,
  Retry: retry,
  Catch: [{ ErrorEquals: ['States.Timeout', 'States.HeartbeatTimeout'], ResultPath: '$.late', Next: PROCEED }],
  Next: PROCEED,
});

/** The same with a sign of life asked for. */
export const beating: StepState = (task, step) => ({
  ...waiting(task, step),
  HeartbeatSecondsPath: '$.next.heartbeatSeconds',
});

/** Begins another execution where this one stands, before its history is full. */
export const renewing: StepState = (task) => ({
  Type: 'Task',
  Resource: `arn:${task.partition}:states:::lambda:invoke`,
  Parameters: parameters(task, 'renew'),
  ResultPath: null,
  Retry: retry,
  End: true,
});
