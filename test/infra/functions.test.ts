/** Every function as it is deployed: names, size, environment, and what triggers it. */
import { describe, expect, it } from 'vitest';
import { configured, named, ofType, plain, stacks, type Template, templates, text } from '#test/infra/templates';

const all = templates();
const everything = {
  STAGE: 'test',
  LOG_LEVEL: 'INFO',
  TABLE_NAME: 'helmdesk-test',
  ITEMS_READ: '1 record entry answer notification',
};
const BUCKET_NAME = 'helmdesk-test-attachments-<AWS::AccountId>-<AWS::Region>';
const tenantRole = 'arn:<AWS::Partition>:iam::<AWS::AccountId>:role/helmdesk-test-tenant';

function environment(template: Template, id: string): unknown {
  const { Environment } = named(template, 'AWS::Lambda::Function', 'FunctionName', `helmdesk-test-${id}`).Properties;
  return plain(Environment);
}

describe('every function', () => {
  const functions = stacks.flatMap((stack) => ofType(all[stack], 'AWS::Lambda::Function'));

  it('runs on the same runtime, size and time limit, and logs JSON to a group of its own', () => {
    for (const [id, { Properties }] of functions) {
      expect(Properties, id).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        MemorySize: 1024,
        Timeout: 29,
        Handler: 'index.handler',
        LoggingConfig: { LogFormat: 'JSON' },
      });
    }
    const groups = stacks
      .flatMap((stack) => ofType(all[stack], 'AWS::Logs::LogGroup'))
      .map(([, { Properties }]) => Properties.LogGroupName);
    for (const [, { Properties }] of functions)
      expect(groups).toContain(`/aws/lambda/${String(Properties.FunctionName)}`);
  });

  it('says which packed items it reads, whatever it writes itself', () => {
    const written = templates(configured({ itemFormat: 'text' }));
    for (const of of [all, written])
      for (const [id, { Properties }] of stacks.flatMap((stack) => ofType(of[stack], 'AWS::Lambda::Function')))
        expect(Object(Object(Properties.Environment).Variables).ITEMS_READ, id).toBe(everything.ITEMS_READ);
  });

  it('is no helper that CDK added', () => {
    for (const [id, { Properties }] of functions) expect(Properties.FunctionName, id).toMatch(/^helmdesk-test-/);
  });
});

describe('environments', () => {
  it('of processes name the tenant role, and of the platform say so', () => {
    expect(environment(all['service-operation'], 'incident-management')).toEqual({
      Variables: { ...everything, TENANT_ROLE_ARN: tenantRole, BUCKET_NAME },
    });
    expect(environment(all.processes, 'tenants')).toEqual({
      Variables: { ...everything, TENANT_ROLE_ARN: tenantRole, BUCKET_NAME },
    });
  });

  it('of the fixed functions hold what they need and nothing else', () => {
    expect(environment(all.api, 'authorizer')).toEqual({
      Variables: {
        ...everything,
        FRONT_PROOF: { 'Fn::Select': [2, { 'Fn::Split': ['/', '<AWS::StackId>'] }] },
        AUTOMATION: expect.stringMatching(/^authorizer .*\bclock\b.*\bincident-management\b.* workflow$/),
        OIDC_ISSUER: 'https://issuer.example',
        OIDC_AUDIENCE: 'helmdesk',
        OIDC_JWKS_URI: 'https://issuer.example/.well-known/jwks.json',
        TIERS: 'standard=50/200',
      },
    });
    expect(environment(all.workflows, 'stream-relay')).toEqual({
      Variables: {
        ...everything,
        EVENT_BUS_NAME: 'helmdesk-test',
        WORKFLOWS: JSON.stringify({
          approval: {
            starts: 'opened',
            carries: ['round', 'timeoutSeconds'],
            wakes: ['decided', 'rescheduled'],
            beats: [],
          },
          change: {},
        }),
        STATE_MACHINE_PREFIX: 'arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:stateMachine:helmdesk-test-',
      },
    });
    for (const id of ['clock', 'workflow-task']) {
      expect(environment(all.workflows, id)).toEqual({
        Variables: { ...everything, FUNCTION_NAME_PREFIX: 'helmdesk-test-' },
      });
    }
    expect(environment(all.api, 'service-info')).toEqual({ Variables: everything });
  });
});

describe('consumed events', () => {
  const deadLetters = 'arn:<AWS::Partition>:sqs:<AWS::Region>:<AWS::AccountId>:helmdesk-test-dead-letters';
  const consuming = all['service-operation'];
  const rules = ofType(consuming, 'AWS::Events::Rule').map(([, { Properties }]) => Properties);

  it('are one rule a function on the bus, tried for an hour and then kept', () => {
    expect(rules.map(({ EventPattern }) => EventPattern)).toEqual([
      {
        $or: [
          { source: ['itsm.event-management'], 'detail-type': ['alert.response_selected'] },
          { source: ['itsm.change-management'], 'detail-type': ['change.closed'] },
        ],
      },
      { source: ['itsm.incident-management'], 'detail-type': ['incident.resolved'] },
    ]);
    for (const rule of rules) {
      expect(rule).toMatchObject({
        EventBusName: 'helmdesk-test',
        Targets: [
          {
            RetryPolicy: { MaximumRetryAttempts: 8, MaximumEventAgeInSeconds: 3600 },
            DeadLetterConfig: { Arn: expect.anything() },
          },
        ],
      });
    }
  });

  it('are kept in one queue by the functions that consume, and by no other, with the function’s name', () => {
    const queues = stacks
      .flatMap((stack) => ofType(all[stack], 'AWS::SQS::Queue'))
      .map(([, { Properties }]) => Properties.QueueName);
    expect(queues).toEqual(['helmdesk-test-dead-letters', 'helmdesk-test-stream-relay-dlq']);
    for (const rule of rules) expect(text(rule.Targets)).toContain(deadLetters);
    const kept = ofType(consuming, 'AWS::Lambda::EventInvokeConfig').map(([, { Properties }]) => Properties);
    expect(kept).toHaveLength(2);
    for (const { DestinationConfig } of kept)
      expect(plain(DestinationConfig)).toMatchObject({
        OnFailure: { Destination: deadLetters },
      });
  });
});

describe('triggers', () => {
  it('bring new timeline entries and every change of an approval to the stream relay', () => {
    const [mapping] = ofType(all.workflows, 'AWS::Lambda::EventSourceMapping');
    expect(mapping?.[1].Properties).toMatchObject({
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: {
        Filters: [
          { Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"sk":{"S":[{"prefix":"EVENT#"}]}}}}' },
          { Pattern: '{"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"APPROVAL#"}]}}}}' },
        ],
      },
    });
  });

  it('fire the clock every minute', () => {
    const rule = named(all.workflows, 'AWS::Events::Rule', 'ScheduleExpression', 'rate(1 minute)');
    expect(rule.Properties).toMatchObject({
      State: 'ENABLED',
      Targets: [{ RetryPolicy: { MaximumRetryAttempts: 0 } }],
    });
  });
});
