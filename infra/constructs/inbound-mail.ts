/** The way in for mail: SES keeps what it receives for the domain in a bucket, then invokes the function that takes it. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { DeployConfig } from '#infra/config';
import { acknowledge } from '#infra/constructs/acknowledge';
import type { Deployment } from '#infra/constructs/deployment';
import { pinLogicalId } from '#infra/constructs/pinned';
import { arnsOf } from '#infra/names';

/** What precedes SES's id of a mail in its key. */
export const MAIL_PREFIX = 'received/';

/**
 * Raw mail is nobody's yet: it stays for some days, for a redrive, and is encrypted by S3, as SES could not use a key whose policy names
 * this deployment only. The rule goes into the rule set that is active in the account, if it is named, else into one of its own, which
 * CloudFormation cannot activate (docs/operations.md).
 */
export class InboundMail extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { config, names }: Deployment,
    { domain, rawMailDays, ruleSet }: NonNullable<DeployConfig['inboundMail']>,
    functionId: string,
  ) {
    super(scope, id);
    const stack = Stack.of(this);
    const functionArn = arnsOf(stack, names).function(functionId);
    const ruleSetName = ruleSet ?? names.mail;
    const ruleName = names.mail;
    const ruleArn = stack.formatArn({
      service: 'ses',
      resource: 'receipt-rule-set',
      resourceName: `${ruleSetName}:receipt-rule/${ruleName}`,
    });
    const bucket = this.bucketOf(names.mailBucket, rawMailDays, ruleArn, config.retainData);
    const permission = new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: 'ses.amazonaws.com',
      sourceAccount: stack.account,
      sourceArn: ruleArn,
    });
    const rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName,
      rule: {
        name: ruleName,
        recipients: [domain],
        enabled: true,
        scanEnabled: true,
        tlsPolicy: 'Optional',
        // In this order: the function finds the mail in the bucket.
        actions: [
          { s3Action: { bucketName: bucket.bucketName, objectKeyPrefix: MAIL_PREFIX } },
          { lambdaAction: { functionArn, invocationType: 'Event' } },
        ],
      },
    });
    // SES looks whether it may do both before it takes the rule.
    rule.addResourceDependency(permission);
    rule.node.addDependency(bucket.policy ?? bucket);
    if (ruleSet === undefined) rule.addResourceDependency(new CfnReceiptRuleSet(this, 'RuleSet', { ruleSetName }));
  }

  private bucketOf(bucketName: string, days: number, ruleArn: string, retained: boolean): Bucket {
    const bucket = new Bucket(this, 'Bucket', {
      bucketName,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(days), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    pinLogicalId(bucket, 'ReceivedMail');
    bucket.addToResourcePolicy(
      new PolicyStatement({
        actions: ['s3:PutObject'],
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        resources: [bucket.arnForObjects(`${MAIL_PREFIX}*`)],
        conditions: { StringEquals: { 'AWS:SourceAccount': Stack.of(this).account, 'AWS:SourceArn': ruleArn } },
      }),
    );
    acknowledge(
      bucket,
      'AwsSolutions-S1',
      'What came in is in the log of mail of its tenant; only SES writes here, only one function reads, and a lifecycle rule deletes.',
    );
    return bucket;
  }
}
