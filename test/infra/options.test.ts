/** What each option of the configuration adds, and that nothing of it is there without. */
import { describe, expect, it } from 'vitest';
import {
  application,
  configured,
  ofType,
  plain,
  stacks,
  type Template,
  templateSchema,
  templates,
  text,
} from '#test/infra/templates';

const none = templates();
const domain = {
  name: 'itsm.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b',
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
  const assembly = application(configured({ waf: true, region: 'eu-central-1' })).synth();

  it('makes a firewall where distributions look for it, and puts it before the address', () => {
    const stack = assembly.getStackByName('helmdesk-test-firewall');
    expect(stack.environment.region).toBe('us-east-1');
    const firewall = templateSchema.parse(stack.template);
    expect(ofType(firewall, 'AWS::WAFv2::WebACL')[0]?.[1].Properties).toMatchObject({
      Scope: 'CLOUDFRONT',
      DefaultAction: { Allow: {} },
      Rules: [
        { Name: 'RatePerAddress', Action: { Block: {} } },
        { Name: 'AWSManagedRulesAmazonIpReputationList' },
        { Name: 'AWSManagedRulesKnownBadInputsRuleSet' },
        { Name: 'AWSManagedRulesCommonRuleSet' },
      ],
    });
    expect(firewall.Outputs).toHaveProperty('FirewallArn');
    const { api } = templates(configured({ waf: true, region: 'eu-central-1' }));
    expect(api.Resources.Front?.Properties.DistributionConfig).toMatchObject({
      WebACLId: {
        'Fn::GetStackOutput': {
          StackName: 'helmdesk-test-firewall',
          OutputName: 'FirewallArn',
          Region: 'us-east-1',
        },
      },
    });
  });

  it('is no stack without', () => {
    expect(application().node.tryFindChild('helmdesk-test-firewall')).toBeUndefined();
  });
});

describe('domain', () => {
  const { api } = templates(configured({ region: 'eu-central-1', domain }));

  it('is a name of the distribution, with a current policy of TLS', () => {
    expect(api.Resources.Front?.Properties.DistributionConfig).toMatchObject({
      Aliases: [domain.name],
      ViewerCertificate: {
        AcmCertificateArn: domain.certificateArn,
        SslSupportMethod: 'sni-only',
        MinimumProtocolVersion: 'TLSv1.2_2025',
      },
    });
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
        { Principal: { Service: 'cloudwatch.amazonaws.com' } },
      ],
    });
  });

  it('encrypts the topic of alarms too, which CloudWatch may then write to', () => {
    const { data, observability } = templates(configured({ customerManagedKey: true }));
    const topic = (template: Template) => plain(ofType(template, 'AWS::SNS::Topic')[0]?.[1].Properties.KmsMasterKeyId);

    expect(topic(observability)).toContain(':alias/helmdesk-test');
    expect(plain(data.Resources.TableKey?.Properties.KeyPolicy)).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Principal: { Service: 'cloudwatch.amazonaws.com' },
        }),
      ]),
    });
    expect(topic(none.observability)).toBeUndefined();
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

describe('itemFormat', () => {
  it('tells every function to write as the release before reads, and nothing where it need not', () => {
    const told = (of: typeof none) =>
      Object.values(of)
        .flatMap((template) => ofType(template, 'AWS::Lambda::Function'))
        .map(([, { Properties }]) => Object(Object(Properties.Environment).Variables))
        .filter(({ TABLE_NAME }) => TABLE_NAME !== undefined)
        .map(({ ITEM_FORMAT }) => ITEM_FORMAT);
    expect(new Set(told(none))).toEqual(new Set([undefined]));
    expect(new Set(told(templates(configured({ itemFormat: 'text' }))))).toEqual(new Set(['text']));
  });
});

describe('indexes', () => {
  it('have what lists need, or all as tables of 0.2.0 do, under the same names and keys', () => {
    const indexesWith = (indexes: 'lean' | 'whole') => {
      const [table] = ofType(templates(configured({ indexes })).data, 'AWS::DynamoDB::Table');
      const found = Object(table?.[1].Properties).GlobalSecondaryIndexes as readonly {
        readonly IndexName: string;
        readonly Projection: { readonly ProjectionType: string };
      }[];
      const keys = found.map(({ Projection: _, ...index }) => index);
      return [
        keys,
        Object.fromEntries(found.map(({ IndexName, Projection }) => [IndexName, Projection.ProjectionType])),
      ];
    };
    const [lean, projected] = indexesWith('lean');
    const [whole, all] = indexesWith('whole');
    expect(whole).toEqual(lean);
    expect(projected).toMatchObject({ list: 'INCLUDE', queue: 'INCLUDE', opened: 'KEYS_ONLY', reference: 'KEYS_ONLY' });
    expect(all).toMatchObject({ list: 'ALL', queue: 'ALL', opened: 'KEYS_ONLY', reference: 'ALL', due: 'INCLUDE' });
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
