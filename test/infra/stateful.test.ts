/** What holds data keeps its logical id for ever: a change here replaces a table, a bus or the API's address in every deployment. */
import { describe, expect, it } from 'vitest';
import { configured, named, ofType, plain, type StackName, stacks, templates } from '#test/infra/templates';

/** Committed on purpose: a diff of this list is a decision, and needs a migration in the release notes. */
const pinned: Readonly<Partial<Record<StackName, Readonly<Record<string, string>>>>> = {
  data: {
    Table: 'AWS::DynamoDB::Table',
    TableKey: 'AWS::KMS::Key',
    Bus: 'AWS::Events::EventBus',
    Archive: 'AWS::Events::Archive',
    Attachments: 'AWS::S3::Bucket',
    AccessLog: 'AWS::Logs::LogGroup',
    TenantRole: 'AWS::IAM::Role',
  },
  workflows: {
    ApprovalStateMachine: 'AWS::StepFunctions::StateMachine',
    ChangeStateMachine: 'AWS::StepFunctions::StateMachine',
  },
  api: {
    Api: 'AWS::ApiGateway::RestApi',
    UsagePlanStandard: 'AWS::ApiGateway::UsagePlan',
    UsageKeyStandard: 'AWS::ApiGateway::ApiKey',
  },
  'service-operation': { Api: 'AWS::ApiGateway::RestApi' },
  'service-transition': { Api: 'AWS::ApiGateway::RestApi' },
  observability: { AlarmTopic: 'AWS::SNS::Topic' },
};

const keySchema = [
  { AttributeName: 'pk', KeyType: 'HASH' },
  { AttributeName: 'sk', KeyType: 'RANGE' },
];

describe('stateful resources', () => {
  const all = templates(configured({ customerManagedKey: true }));

  it.each(stacks)('of the stack %s keep their logical ids', (stack) => {
    const types = new Set(Object.values(pinned).flatMap((entries) => Object.values(entries)));
    types.delete('AWS::IAM::Role');
    types.delete('AWS::Logs::LogGroup');

    const found = Object.entries(all[stack].Resources)
      .filter(([id, { Type }]) => types.has(Type) || id in (pinned[stack] ?? {}))
      .map(([id, { Type }]) => [id, Type]);

    expect(Object.fromEntries(found)).toEqual(pinned[stack] ?? {});
  });

  it('are a table whose keys, indexes, stream and expiry are these', () => {
    const table = named(all.data, 'AWS::DynamoDB::Table', 'TableName', 'helmdesk-test').Properties;

    expect(table).toMatchObject({
      KeySchema: keySchema,
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    const record = ['record', 'sequence', 'hash', 'listed', 'places', 'expiresAt'];
    const list = { ProjectionType: 'INCLUDE', NonKeyAttributes: record };
    const index = (name: string, sort = `${name}Sk`, projection: object = list) => ({
      IndexName: name,
      KeySchema: [
        { AttributeName: `${name}Pk`, KeyType: 'HASH' },
        { AttributeName: sort, KeyType: 'RANGE' },
      ],
      Projection: projection,
    });
    const due = { ProjectionType: 'INCLUDE', NonKeyAttributes: ['process', 'type', 'id', 'tenantId'] };
    expect(table.GlobalSecondaryIndexes).toEqual([
      ...['list', 'open', 'queue', 'assignee', 'requester'].map((name) => index(name)),
      {
        IndexName: 'opened',
        KeySchema: [
          { AttributeName: 'listPk', KeyType: 'HASH' },
          { AttributeName: 'openedSk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
      index('reference', 'referenceSk', { ProjectionType: 'KEYS_ONLY' }),
      index('due', 'dueAt', due),
    ]);
  });
});

describe('the bucket of attachments', () => {
  it('is private and encrypted, takes TLS only, tells of uploads, and clears what is not to stay', () => {
    const { data } = templates();
    const bucket = data.Resources.Attachments?.Properties;

    expect(bucket).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LifecycleConfiguration: {
        Rules: [
          { Prefix: 'incoming/', ExpirationInDays: 1, Status: 'Enabled' },
          { Prefix: 'mail/', ExpirationInDays: 14, Status: 'Enabled' },
          { Prefix: 'quarantine/', ExpirationInDays: 90, Status: 'Enabled' },
          { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
        ],
      },
    });
    const policies = JSON.stringify(ofType(data, 'AWS::S3::BucketPolicy').map(([, { Properties }]) => Properties));
    expect(policies).toContain('"Effect":"Deny"');
    expect(policies).toContain('"aws:SecureTransport":"false"');
  });
});

describe('retention', () => {
  it('keeps the table, its key, the access log and running approvals by default', () => {
    const { data, workflows } = templates(configured({ customerManagedKey: true }));

    for (const id of ['Table', 'TableKey', 'AccessLog', 'Attachments']) {
      expect(data.Resources[id]).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
    expect(data.Resources.Table?.Properties.DeletionProtectionEnabled).toBe(true);
    expect(workflows.Resources.ApprovalStateMachine?.DeletionPolicy).toBe('Retain');
  });

  it('keeps nothing when told so, but still records every change of the table', () => {
    const { data } = templates(configured({ retainData: false }));

    expect(data.Resources.Table).toMatchObject({ DeletionPolicy: 'Delete' });
    expect(data.Resources.Table?.Properties).toMatchObject({
      DeletionProtectionEnabled: false,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('gives every log the configured number of days', () => {
    const all = templates(configured({ logRetentionDays: 30 }));
    for (const stack of stacks) {
      for (const [id, log] of ofType(all[stack], 'AWS::Logs::LogGroup')) {
        expect(log.Properties.RetentionInDays, id).toBe(30);
      }
    }
  });

  it('is the only thing another stack imports: the stream of the table', () => {
    const all = templates();
    const referring = (kind: string) =>
      stacks.flatMap(
        (stack) => JSON.stringify(plain(all[stack].Resources)).match(new RegExp(`<${kind} [^>]+>`, 'g')) ?? [],
      );
    const imports = referring('import');
    expect(new Set(imports).size).toBe(1);
    expect(imports[0]).toContain('TableStreamArn');
    // Read by output, which holds nobody back: the ids of the APIs of the stages.
    expect(new Set(referring('output')).size).toBe(2);
    for (const output of referring('output')) expect(output).toMatch(/^<output helmdesk-test-service-.+Api/);
  });
});
