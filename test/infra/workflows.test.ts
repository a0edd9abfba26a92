/** Every state machine in the templates is valid Amazon States Language, and the approval is the one agreed on. */
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ofType, plain, stacks, templates } from '#test/infra/templates';

const all = templates();
const definitionSchema = z.object({
  StartAt: z.string(),
  States: z.record(z.string(), z.looseObject({ Type: z.string() })),
});

/** The definition as Step Functions will read it, in an account and region of its own. */
function definitionOf(source: unknown) {
  const text = String(plain(source))
    .replaceAll('<AWS::Partition>', 'aws')
    .replace(/<[A-Za-z0-9]+\.Arn>/g, 'arn:aws:lambda:eu-central-1:123456789012:function:helmdesk-test-workflow-task');
  return definitionSchema.parse(JSON.parse(text));
}

const machines = stacks.flatMap((stack) => ofType(all[stack], 'AWS::StepFunctions::StateMachine'));

describe('state machines', () => {
  it.each(machines)('%s is valid', (_id, { Properties }) => {
    const { isValid, errorsText } = validate(definitionOf(Properties.DefinitionString));
    expect(isValid, errorsText('\n')).toBe(true);
  });

  it('are the approval alone: standard, logged, without the data of executions', () => {
    expect(machines.map(([id]) => id)).toEqual(['ApprovalStateMachine']);
    expect(machines[0]?.[1].Properties).toMatchObject({
      StateMachineName: 'helmdesk-test-approval',
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });
});

describe('the approval', () => {
  const { StartAt, States } = definitionOf(machines[0]?.[1].Properties.DefinitionString);

  it('waits for a decision with a task token, for as long as its policy says', () => {
    expect(StartAt).toBe('WaitDecision');
    expect(States.WaitDecision).toMatchObject({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: { Payload: { task: 'wait-decision', 'taskToken.$': '$$.Task.Token', 'round.$': '$.round' } },
      TimeoutSecondsPath: '$.timeoutSeconds',
      ResultPath: '$.decision',
      Next: 'Conclude',
    });
  });

  it('expires when nobody decided, and only then', () => {
    expect(States.WaitDecision?.Catch).toEqual([
      { ErrorEquals: ['States.Timeout'], ResultPath: '$.timeout', Next: 'Expire' },
    ]);
  });

  it('concludes or expires with one task each, retried', () => {
    for (const [name, task] of [
      ['Conclude', 'conclude'],
      ['Expire', 'expire'],
    ] as const) {
      expect(States[name]).toMatchObject({
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { Payload: { task } },
        Retry: [{ ErrorEquals: ['States.TaskFailed'] }],
        End: true,
      });
    }
    expect(Object.keys(States)).toEqual(['WaitDecision', 'Conclude', 'Expire']);
  });
});
