/** The option inboundMail: SES keeps mail in a bucket and invokes one function, which may read that bucket and find tenants. */
import { Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { application, configured, named, ofType, plain, templates } from '#test/infra/templates';

const taking = {
  id: 'inbound-mail',
  stage: 'platform',
  paths: ['mail-log'],
  consumes: [],
  uses: ['inbound-mail'],
} as const;
const config = (more: object = {}) => configured({ inboundMail: { domain: 'mail.example.com', ...more } });
const { processes } = templates(config(), [taking]);
const rule =
  'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:receipt-rule-set/helmdesk-test-mail:receipt-rule/helmdesk-test-mail';

it('without it there is no rule, no bucket and no right', () => {
  const without = templates(configured(), [taking]).processes;
  expect([...ofType(without, 'AWS::SES::ReceiptRule'), ...ofType(without, 'AWS::S3::Bucket')]).toEqual([]);
  expect(JSON.stringify(without)).not.toContain('s3:GetObject');
});

it('mail for the domain is kept, looked into for spam and viruses, and handed on', () => {
  const [[, { Properties }] = ['', { Properties: {} }]] = ofType(processes, 'AWS::SES::ReceiptRule');
  expect(plain(Properties)).toMatchObject({
    RuleSetName: 'helmdesk-test-mail',
    Rule: {
      Recipients: ['mail.example.com'],
      Enabled: true,
      ScanEnabled: true,
      Actions: [{ S3Action: { ObjectKeyPrefix: 'received/' } }, { LambdaAction: { InvocationType: 'Event' } }],
    },
  });
  expect(ofType(processes, 'AWS::SES::ReceiptRuleSet')).toHaveLength(1);
  const existing = templates(config({ ruleSet: 'ours' }), [taking]).processes;
  expect(ofType(existing, 'AWS::SES::ReceiptRuleSet')).toEqual([]);
  expect(ofType(existing, 'AWS::SES::ReceiptRule')[0]?.[1].Properties.RuleSetName).toBe('ours');
});

it('raw mail is private, only this rule writes it, and it goes after some days', () => {
  const bucket = processes.Resources.ReceivedMail?.Properties;
  expect(bucket).toMatchObject({
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 7, Status: 'Enabled' }] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
  });
  const policies = JSON.stringify(
    plain(ofType(processes, 'AWS::S3::BucketPolicy').map(([, { Properties }]) => Properties)),
  );
  expect(policies).toContain(`"AWS:SourceArn":"${rule}"`);
  expect(policies).toContain('"Service":"ses.amazonaws.com"');
});

it('the function reads mail and finds tenants, is invoked by this rule, and keeps what it cannot work on', () => {
  const role = named(processes, 'AWS::IAM::Role', 'Description', 'Runs helmdesk-test-inbound-mail');
  const text = JSON.stringify(plain(role.Properties.Policies));
  for (const said of ['s3:GetObject', 'PLATFORM#slug#*', 'sqs:SendMessage']) expect(text).toContain(said);
  for (const never of ['s3:PutObject', 's3:DeleteObject', 's3:ListBucket', 'dynamodb:Query', 'dynamodb:PutItem'])
    expect(text).not.toContain(never);
  const permissions = ofType(processes, 'AWS::Lambda::Permission').map(([, { Properties }]) => plain(Properties));
  expect(permissions).toContainEqual(expect.objectContaining({ Principal: 'ses.amazonaws.com', SourceArn: rule }));
  expect(ofType(processes, 'AWS::SQS::Queue')).toHaveLength(1);
});

it('AwsSolutions finds nothing', () => {
  const app = application(config(), [taking]);
  app.synth();
  expect(app.node.children.filter(Stack.isStack).length).toBeGreaterThan(0);
  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
});
