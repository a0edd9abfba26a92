/** The queue that keeps what a function could not process, for the longest time that SQS offers. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** A dead-letter queue named `name`: 14 days, encrypted, TLS only. */
export function deadLetterQueue(scope: Construct, id: string, name: string): Queue {
  return new Queue(scope, id, {
    queueName: name,
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
