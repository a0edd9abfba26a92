/** What reaches the attachments service beside requests: uploads, as S3 tells of them, and verdicts of a malware scanner. */
import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { arnsOf } from '#infra/names';

/** Sources whose events are only wanted of one bucket: the rules here say of which. */
export const bucketSources: readonly string[] = ['aws.s3', 'aws.guardduty'];

/** Events of AWS services come over the default bus. An event that is lost costs minutes: the service looks after uploads by timers too. */
export class AttachmentEvents extends Construct {
  constructor(scope: Construct, id: string, { names }: Deployment, deadLetters: IQueue) {
    super(scope, id);
    const stack = Stack.of(this);
    const target = { id: 'attachments', arn: arnsOf(stack, names).function('attachments') };
    const patterns = {
      Uploaded: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [names.bucket] }, object: { key: [{ prefix: 'incoming/' }] } },
      },
      Scanned: {
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
        detail: { s3ObjectDetails: { bucketName: [names.bucket] } },
      },
    };
    for (const [name, eventPattern] of Object.entries(patterns)) {
      const ruleName = `${names.prefix}-attachment-${name.toLowerCase()}`;
      new CfnRule(this, name, {
        name: ruleName,
        description: `Attachments: ${name.toLowerCase()}`,
        eventPattern,
        targets: [
          {
            ...target,
            deadLetterConfig: { arn: deadLetters.queueArn },
            retryPolicy: { maximumRetryAttempts: 8, maximumEventAgeInSeconds: 3600 },
          },
        ],
      });
      new CfnPermission(this, `${name}Permission`, {
        action: 'lambda:InvokeFunction',
        functionName: target.arn,
        principal: 'events.amazonaws.com',
        sourceArn: stack.formatArn({ service: 'events', resource: 'rule', resourceName: ruleName }),
      });
    }
  }
}
