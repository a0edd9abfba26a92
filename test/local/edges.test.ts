/** The edges ask IAM, and speak the protocols of the SDK: EventBridge, Step Functions, Lambda, SES. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineRole, sessionOf } from '#infra/local/edges/iam/principal';
import type { Stack } from '#infra/local/start';
import { consumed, listed, startFixture, TENANT, tool } from '#test/local/fixtures/stack';

const MACHINE = 'arn:aws:states:eu-central-1:000000000000:stateMachine:helmdesk-local-approval';

let stack: Stack;
beforeAll(async () => {
  stack = await startFixture();
});
afterAll(() => stack.stop());

/** What a client of somebody who may do these actions needs. */
function as(...actions: readonly string[]) {
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  const policy = { Version: '2012-10-17', Statement: actions.length > 0 ? [statement] : [] };
  const role = defineRole({ arn: 'arn:aws:iam::000000000000:role/somebody', policies: { own: policy }, trust: {} });
  const { credentials, endpoints } = stack.backend;
  return { endpoint: endpoints.aws, region: 'eu-central-1', credentials: credentials.issue(sessionOf(role, 'test')) };
}

const event = (detail: unknown, Source = 'itsm.event-management') => ({
  EventBusName: 'helmdesk-local',
  Source,
  DetailType: 'alert.response_selected',
  Detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
});

it('PutEvents takes what is right and says what is wrong with the rest', async () => {
  const client = new EventBridgeClient(as('events:PutEvents'));
  const detail = { eventId: 'direct', tenantId: TENANT, failures: 0 };

  const answer = await client.send(
    new PutEventsCommand({
      Entries: [event(detail), event('not json'), event(detail, ''), event(detail, 'itsm.other')],
    }),
  );
  await stack.settled();

  expect(answer.FailedEntryCount).toBe(2);
  expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    'MalformedDetail',
    'InvalidArgument',
    undefined,
  ]);
  expect(await consumed(stack, 'direct')).toHaveLength(1);
});

it.each([
  ['events:PutEvents', () => new EventBridgeClient(as()).send(new PutEventsCommand({ Entries: [event({})] }))],
  [
    'lambda:InvokeFunction',
    () => new LambdaClient(as()).send(new InvokeCommand({ FunctionName: 'helmdesk-local-clock' })),
  ],
  ['states:StartExecution', () => new SFNClient(as()).send(new StartExecutionCommand({ stateMachineArn: MACHINE }))],
])('%s needs a policy that allows it', async (action, send: () => Promise<unknown>) => {
  await expect(send()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(action),
  });
});

it('without credentials nothing is answered', async () => {
  const response = await fetch(stack.backend.endpoints.aws, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSEvents.PutEvents' },
  });

  expect(response.status).toBe(403);
});

it('security 14 credentials without their secret sign nothing', async () => {
  const { credentials, ...rest } = as('lambda:InvokeFunction');
  const thief = new LambdaClient({ ...rest, credentials: { ...credentials, secretAccessKey: 'guessed' } });

  await expect(thief.send(new InvokeCommand({ FunctionName: 'helmdesk-local-clock' }))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
});

it('Invoke answers the result, the error of the function, and what is not there', async () => {
  const client = new LambdaClient(as('lambda:*'));
  const invoke = (FunctionName: string, payload: unknown) =>
    client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) }));
  const text = (payload: Uint8Array | undefined) => JSON.parse(Buffer.from(payload ?? []).toString());

  const result = await invoke('helmdesk-local-clock', {});
  const failure = await invoke('helmdesk-local-incident-management', { path: '/throw' });

  expect(result.FunctionError).toBeUndefined();
  expect(text(result.Payload)).toEqual({ timers: 0, failed: 0 });
  expect(failure.FunctionError).toBe('Unhandled');
  expect(text(failure.Payload)).toMatchObject({ errorType: 'TypeError', errorMessage: 'as asked' });
  await expect(invoke('helmdesk-local-nothing', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

it('an asynchronous invocation is acknowledged, then carried out', async () => {
  const client = new LambdaClient(as('lambda:*'));
  const payload = { 'detail-type': 'x', detail: { eventId: 'async', tenantId: TENANT, failures: 1 } };

  const { StatusCode } = await client.send(
    new InvokeCommand({
      FunctionName: 'helmdesk-local-incident-management',
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(payload)),
    }),
  );
  await tool(stack, '/clock', { advance: 'PT1M' });

  expect(StatusCode).toBe(202);
  expect(await consumed(stack, 'async')).toEqual(['2026-03-27T10:01:00.000Z']);
});

it('executions are idempotent by name, can be described and stopped, and refuse tokens that are over', async () => {
  const client = new SFNClient(as('states:*'));
  const input = {
    tenantId: TENANT,
    process: 'change-management',
    type: 'change',
    id: 'x',
    round: 1,
    timeoutSeconds: 60,
  };
  const start = (name: string, body: unknown) =>
    client.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name, input: JSON.stringify(body) }));

  const { executionArn } = await start('once', input);
  await stack.settled();
  const again = await start('once', input);
  expect(again.executionArn).toBe(executionArn);
  await expect(start('once', { ...input, round: 2 })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  await expect(start('a b', input)).rejects.toMatchObject({ name: 'InvalidName' });

  const [running] = await listed(stack, '/executions?status=RUNNING');
  const [{ token: taskToken }] = Object(running).tasks;
  await client.send(new StopExecutionCommand({ executionArn, error: 'Withdrawn' }));
  const described = await client.send(new DescribeExecutionCommand({ executionArn }));
  const { executions } = await client.send(new ListExecutionsCommand({ stateMachineArn: MACHINE }));

  expect(described).toMatchObject({ status: 'ABORTED', error: 'Withdrawn', input: JSON.stringify(input) });
  expect(executions).toMatchObject([{ name: 'once', status: 'ABORTED' }]);
  const answer = client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
  await expect(answer).rejects.toMatchObject({ name: 'TaskTimedOut' });
  const unknown = client.send(new SendTaskSuccessCommand({ taskToken: 'unknown', output: '{}' }));
  await expect(unknown).rejects.toMatchObject({ name: 'InvalidToken' });
});

it('a task that fails is tried again by the local clock, with another token', async () => {
  const client = new SFNClient(as('states:*'));
  const input = {
    tenantId: TENANT,
    process: 'change-management',
    type: 'change',
    id: 'y',
    round: 1,
    timeoutSeconds: 86_400,
  };
  await client.send(
    new StartExecutionCommand({ stateMachineArn: MACHINE, name: 'again', input: JSON.stringify(input) }),
  );
  await stack.settled();
  const tasks = async () => Object((await listed(stack, '/executions')).find(({ name }) => name === 'again')).tasks;

  const [{ token }] = await tasks();
  await client.send(new SendTaskFailureCommand({ taskToken: token, error: 'Busy', cause: 'later' }));
  await tool(stack, '/clock', { advance: 'PT1M' });

  const [first, second] = await tasks();
  expect(first).toMatchObject({ state: 'WaitDecision', ok: false });
  expect(second).toMatchObject({ state: 'WaitDecision', waiting: true });
  expect(second.token).not.toBe(token);
});

it('mail goes to the outbox', async () => {
  await new SESv2Client(as('ses:SendEmail')).send(
    new SendEmailCommand({
      FromEmailAddress: 'Helmdesk <desk@example.com>',
      Destination: { ToAddresses: ['ada@acme.example'], CcAddresses: ['bob@acme.example'] },
      Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Your incident is resolved.' } } } },
    }),
  );

  expect(await listed(stack, '/outbox')).toMatchObject([
    {
      from: 'Helmdesk <desk@example.com>',
      to: ['ada@acme.example', 'bob@acme.example'],
      subject: 'Hello',
      text: 'Your incident is resolved.',
    },
  ]);
});
