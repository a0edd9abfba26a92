/** Every state machine in the templates is valid Amazon States Language: the approval is the one agreed on, the others follow from definitions. */
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

  it('are the approval and one a type of record with a workflow: standard, logged, without the data of executions', () => {
    expect(machines.map(([id, { Properties }]) => [id, Properties.StateMachineName])).toEqual([
      ['ApprovalStateMachine', 'helmdesk-test-approval'],
      ['ChangeStateMachine', 'helmdesk-test-change'],
    ]);
    for (const [, { Properties }] of machines)
      expect(Properties).toMatchObject({
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

describe('a workflow of records', () => {
  const { StartAt, States } = definitionOf(machines[1]?.[1].Properties.DefinitionString);

  it('has a state a step, and goes by nothing but what the table answers', () => {
    expect(StartAt).toBe('Proceed');
    const steps = ['At window', 'At prepare', 'At go', 'At agent', 'At soak'];
    expect(Object.keys(States)).toEqual(['Proceed', 'Route', ...steps, 'Hold', 'Renew', 'End']);
    expect(States.Proceed).toMatchObject({ Parameters: { Payload: { task: 'proceed' } }, Next: 'Route' });
    expect(States.Route).toMatchObject({
      Choices: [
        ...['window', 'prepare', 'go', 'agent', 'soak'].map((step) => ({
          Variable: '$.next.to',
          StringEquals: step,
          Next: `At ${step}`,
        })),
        { StringEquals: 'hold', Next: 'Hold' },
        { StringEquals: 'end', Next: 'End' },
      ],
      Default: 'Renew',
    });
  });

  it('carries out a command at once, and waits for everything else with a token that a roll-back can answer', () => {
    expect(States['At prepare']).toMatchObject({ Resource: 'arn:aws:states:::lambda:invoke', Next: 'Route' });
    for (const step of ['window', 'go', 'agent', 'soak'])
      expect(States[`At ${step}`]).toMatchObject({
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Parameters: { Payload: { task: 'wait', 'moves.$': '$.next.moves', 'taskToken.$': '$$.Task.Token' } },
        TimeoutSecondsPath: '$.next.seconds',
        ResultPath: null,
        Catch: [{ ErrorEquals: ['States.Timeout', 'States.HeartbeatTimeout'], Next: 'Proceed' }],
        Next: 'Proceed',
      });
  });

  it('asks an agent for signs of life, and does not try again when there is none', () => {
    const beating = Object.keys(States).filter((state) => 'HeartbeatSecondsPath' in (States[state] ?? {}));
    expect(beating).toEqual(['At agent']);
    expect(States['At agent']?.Retry).toMatchObject([
      { ErrorEquals: ['States.HeartbeatTimeout'], MaxAttempts: 0 },
      { ErrorEquals: ['States.TaskFailed'] },
    ]);
  });
});
