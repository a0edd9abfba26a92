/** The functions of the platform with the rules that bring them events, and the queue of what no function of the deployment could work on. */
import { Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import { deadLetterQueue } from '#infra/constructs/dead-letter-queue';
import type { Deployment } from '#infra/constructs/deployment';
import { processFunctions, stageFunctions } from '#infra/constructs/process-functions';
import { byStage, ofPlatform } from '#infra/functions';

export class ProcessesStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: StackProps) {
    super(scope, id, props);
    processFunctions(this, deployment, ofPlatform(deployment.processes), this.deadLetters(deployment));
    if (deployment.gathered)
      for (const { processes } of byStage(deployment.processes)) stageFunctions(this, deployment, processes);
  }

  /** One queue for all functions, as every message names its own: an alarm on each of sixty would cost six dollars a month (ADR 28). */
  private deadLetters({ names }: Deployment): Queue {
    const queue = deadLetterQueue(this, 'DeadLetters', names.deadLetters);
    // Of what EventBridge cannot hand to a function: from our own bus, and from our rules on the account's.
    const rules = [`${names.bus}/*`, `${names.prefix}-*`].map((resourceName) =>
      this.formatArn({ service: 'events', resource: 'rule', resourceName }),
    );
    queue.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        principals: [new ServicePrincipal('events.amazonaws.com')],
        resources: [queue.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': rules } },
      }),
    );
    acknowledge(
      queue,
      'AwsSolutions-SQS3',
      'It is itself a dead-letter queue: of all functions and rules of the deployment.',
    );
    return queue;
  }
}
