/** The optional customer managed key of table, attachments and the topic of alarms. */
import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { pinLogicalId } from '#infra/constructs/pinned';
import { arnsOf } from '#infra/names';

/** DynamoDB Developer Guide, "Using customer managed keys": what a caller of an encrypted table needs on its key. */
const neededByDynamoDb = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
  'kms:CreateGrant',
];

/**
 * A rotated key that this deployment's roles may use, and only through DynamoDB and S3. The grant stands in the key policy, in the form of
 * AWS's own managed keys (a caller of this account, through one service), so that roles of other stacks need no reference to the key.
 */
export class TableKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { config, names }: Deployment) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `Encrypts the table ${names.table}`,
      alias: names.key,
      enableKeyRotation: true,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'RolesOfThisDeploymentThroughTableAndBucket',
        principals: [new AnyPrincipal()],
        actions: [...neededByDynamoDb],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:CallerAccount': Aws.ACCOUNT_ID,
            'kms:ViaService': [`dynamodb.${Aws.REGION}.amazonaws.com`, `s3.${Aws.REGION}.amazonaws.com`],
          },
          ArnLike: { 'aws:PrincipalArn': arnsOf(Stack.of(this), names).role(`${names.prefix}-*`) },
        },
      }),
    );
    // CloudWatch puts alarms on the encrypted topic by itself (SNS Developer Guide, "Enable compatibility between event sources and encrypted topics").
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfCloudWatchThroughTheTopic',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
    pinLogicalId(this.key, 'TableKey');
  }
}
