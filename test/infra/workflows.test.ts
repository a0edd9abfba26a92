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
      Next: 'Evaluate',
    });
  });

  it('asks what follows when it is woken and when time is up, and waits on for as long as it is told', () => {
    expect(States.WaitDecision?.Catch).toEqual([
      { ErrorEquals: ['States.Timeout'], ResultPath: '$.decision', Next: 'Evaluate' },
    ]);
    expect(States.IsDecided).toMatchObject({
      Choices: [{ Variable: '$.next.waiting', BooleanEquals: true, Next: 'WaitOn' }],
      Default: 'Conclude',
    });
    expect(States.WaitOn).toMatchObject({ ResultPath: '$.timeoutSeconds', Next: 'WaitDecision' });
  });

  it('asks and concludes with one task each, retried', () => {
    for (const [name, task] of [
      ['Evaluate', 'evaluate'],
      ['Conclude', 'conclude'],
    ] as const) {
      expect(States[name]).toMatchObject({
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { Payload: { task } },
        Retry: [{ ErrorEquals: ['States.TaskFailed'] }],
      });
    }
    expect(States.Conclude).toMatchObject({ End: true });
    expect(Object.keys(States)).toEqual(['WaitDecision', 'Evaluate', 'IsDecided', 'WaitOn', 'Conclude']);
  });
});
