/** The approval workflow in Amazon States Language: wait until a round is decided or due, ask what follows, conclude. Nothing else. */

/** Whatever went wrong in a task is tried again for about an hour; tasks are idempotent. A timeout is not a failed task. */
const retry = [
  {
    ErrorEquals: ['States.TaskFailed'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 12,
    MaxDelaySeconds: 600,
    JitterStrategy: 'FULL',
  },
];

const input = {
  'tenantId.$': '$.tenantId',
  'process.$': '$.process',
  'type.$': '$.type',
  'id.$': '$.id',
  'round.$': '$.round',
};

/**
 * The definition, as an object; `taskFunction` is the ARN of the function `workflow-task`, `partition` the one of AWS it is deployed in.
 * Input: `{ tenantId, process, type, id, round, timeoutSeconds }`. The stream relay answers the task token once the table says that the
 * round is decided, or due at another instant: the wait then begins anew, as it does when time was up and the round went on to the next
 * level or the next in its chain.
 */
export function approvalDefinition(taskFunction: string, partition = 'aws') {
  const task = (name: string, extra: Readonly<Record<string, string>> = {}) => ({
    FunctionName: taskFunction,
    Payload: { task: name, ...input, ...extra },
  });
  return {
    Comment: 'Waits for the decision on one round of one approval; the policy that decides is the record’s own.',
    StartAt: 'WaitDecision',
    States: {
      WaitDecision: {
        Type: 'Task',
        Resource: `arn:${partition}:states:::lambda:invoke.waitForTaskToken`,
        Parameters: task('wait-decision', { 'timeoutSeconds.$': '$.timeoutSeconds', 'taskToken.$': '$$.Task.Token' }),
        TimeoutSecondsPath: '$.timeoutSeconds',
        ResultPath: '$.decision',
        Retry: retry,
        Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.decision', Next: 'Evaluate' }],
        Next: 'Evaluate',
      },
      Evaluate: {
        Type: 'Task',
        Resource: `arn:${partition}:states:::lambda:invoke`,
        Parameters: task('evaluate'),
        ResultSelector: { 'waiting.$': '$.Payload.waiting', 'timeoutSeconds.$': '$.Payload.timeoutSeconds' },
        ResultPath: '$.next',
        Retry: retry,
        Next: 'IsDecided',
      },
      IsDecided: {
        Type: 'Choice',
        Choices: [{ Variable: '$.next.waiting', BooleanEquals: true, Next: 'WaitOn' }],
        Default: 'Conclude',
      },
      WaitOn: {
        Type: 'Pass',
        InputPath: '$.next.timeoutSeconds',
        ResultPath: '$.timeoutSeconds',
        Next: 'WaitDecision',
      },
      Conclude: {
        Type: 'Task',
        Resource: `arn:${partition}:states:::lambda:invoke`,
        Parameters: task('conclude'),
        ResultPath: null,
        Retry: retry,
        End: true,
      },
    },
  };
}
