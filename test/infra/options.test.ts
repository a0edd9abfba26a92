/** What each option of the configuration adds, and that nothing of it is there without. */
import { describe, expect, it } from 'vitest';
import { application, configured, ofType, plain, stacks, templates, text } from '#test/infra/templates';

const none = templates();
const domain = {
  name: 'itsm.example.com',
  certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b',
  hostedZoneId: 'Z0123456789ABC',
};

describe('without options', () => {
  it('nothing is deployed that costs while idle', () => {
    const types = new Set(stacks.flatMap((stack) => Object.values(none[stack].Resources).map(({ Type }) => Type)));
    for (const type of [
      'AWS::WAFv2::WebACL',
      'AWS::KMS::Key',
      'AWS::ApiGateway::DomainName',
      'AWS::EC2::NatGateway',
      'AWS::EC2::VPC',
    ]) {
      expect(types).not.toContain(type);
    }
    expect(text(none)).not.toContain('ProvisionedConcurrency');
  });

  it('the template suits any account and region', () => {
    expect(text(none)).not.toMatch(/\b\d{12}\b/);
  });
});

describe('waf', () => {
  it('puts a firewall before the stage', () => {
    const { api } = templates(configured({ waf: true }));
    expect(ofType(api, 'AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
    expect(ofType(api, 'AWS::WAFv2::WebACL')[0]?.[1].Properties).toMatchObject({
      Scope: 'REGIONAL',
      DefaultAction: { Allow: {} },
      Rules: [
        { Name: 'RatePerAddress', Action: { Block: {} } },
        { Name: 'AWSManagedRulesAmazonIpReputationList' },
        { Name: 'AWSManagedRulesKnownBadInputsRuleSet' },
        { Name: 'AWSManagedRulesCommonRuleSet' },
      ],
    });
  });
});

describe('domain', () => {
  const { api } = templates(configured({ region: 'eu-central-1', domain }));

  it('maps the host name to the API and closes the generated address', () => {
    expect(ofType(api, 'AWS::ApiGateway::DomainName')[0]?.[1].Properties).toMatchObject({
      DomainName: domain.name,
      RegionalCertificateArn: domain.certificateArn,
      SecurityPolicy: 'TLS_1_2',
    });
    expect(ofType(api, 'AWS::ApiGateway::BasePathMapping')).toHaveLength(1);
    expect(api.Resources.Api?.Properties.DisableExecuteApiEndpoint).toBe(true);
    expect(api.Outputs?.ApiUrl).toMatchObject({ Value: 'https://itsm.example.com' });
  });

  it('writes its records for IPv4 and IPv6', () => {
    const records = ofType(api, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties);
    expect(records.map(({ Type }) => Type)).toEqual(['A', 'AAAA']);
    for (const record of records)
      expect(record).toMatchObject({ Name: domain.name, HostedZoneId: domain.hostedZoneId });
  });
});

describe('customerManagedKey', () => {
  it('encrypts table and attachments with a rotated key that only this deployment uses, and only through DynamoDB and S3', () => {
    const { data } = templates(configured({ customerManagedKey: true }));
    expect(data.Resources.Table?.Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    const [rule] = Object(data.Resources.Attachments?.Properties.BucketEncryption).ServerSideEncryptionConfiguration;
    expect(rule).toMatchObject({ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } });
    expect(data.Resources.TableKey?.Properties.EnableKeyRotation).toBe(true);
    expect(plain(data.Resources.TableKey?.Properties.KeyPolicy)).toMatchObject({
      Statement: [
        { Action: 'kms:*', Principal: { AWS: 'arn:<AWS::Partition>:iam::<AWS::AccountId>:root' } },
        {
          Condition: {
            StringEquals: {
              'kms:CallerAccount': '<AWS::AccountId>',
              'kms:ViaService': ['dynamodb.<AWS::Region>.amazonaws.com', 's3.<AWS::Region>.amazonaws.com'],
            },
            ArnLike: { 'aws:PrincipalArn': 'arn:<AWS::Partition>:iam::<AWS::AccountId>:role/helmdesk-test-*' },
          },
        },
      ],
    });
  });

  it('covers every role that reads the table: their names begin as its policy says', () => {
    const all = templates(configured({ customerManagedKey: true }));
    for (const stack of stacks) {
      for (const [id, { Properties }] of ofType(all[stack], 'AWS::IAM::Role')) {
        // A role without a name of its own gets one that begins with the stack's.
        expect(Properties.RoleName ?? `helmdesk-test-${stack}-${id}`, id).toMatch(/^helmdesk-test-/);
      }
    }
  });
});

describe('alarmEmail', () => {
  it('subscribes the address to the topic of alarms', () => {
    const { observability } = templates(configured({ alarmEmail: 'ops@example.com' }));
    expect(ofType(observability, 'AWS::SNS::Subscription')[0]?.[1].Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    });
    expect(ofType(none.observability, 'AWS::SNS::Subscription')).toEqual([]);
  });
});

describe('retainData', () => {
  it('protects the stack of data, and only that, from deletion', () => {
    const protectedStacks = (retainData: boolean) =>
      application(configured({ retainData }))
        .synth()
        .stacks.filter(({ terminationProtection }) => terminationProtection)
        .map(({ stackName }) => stackName);
    expect(protectedStacks(true)).toEqual(['helmdesk-test-data']);
    expect(protectedStacks(false)).toEqual([]);
  });
});
