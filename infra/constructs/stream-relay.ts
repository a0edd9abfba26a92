/** The outbox: the table's stream, and the worker that brings what is in it to the bus and to workflows that wait. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import { deadLetterQueue } from '#infra/constructs/dead-letter-queue';
import type { Deployment } from '#infra/constructs/deployment';
import { withLeadingKeys } from '#infra/constructs/leading-keys';
import { ServiceFunction } from '#infra/constructs/service-function';
import { type Arns, arnsOf } from '#infra/names';
import { followsOf, type Machine } from '#infra/workflows/machines';

/**
 * New timeline entries (each carries its event) and every change of an approval. A batch that fails is halved until the record at
 * fault stands alone; after ten attempts that one goes to the queue and the stream moves on.
 */
export class StreamRelay extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, streamArn: string, machines: readonly Machine[]) {
    super(scope, id);
    const { names } = deployment;
    const arns = arnsOf(Stack.of(this), names);
    const queue = deadLetterQueue(this, 'DeadLetters', names.streamDeadLetters);
    acknowledge(
      queue,
      'AwsSolutions-SQS3',
      'It is itself a dead-letter queue: the one of the event source mapping below.',
    );
    const relay = new ServiceFunction(this, 'Service', {
      deployment,
      functionId: 'stream-relay',
      description: 'Puts domain events on the bus, starts workflows and answers their task tokens',
      statements: relayStatements(arns, streamArn, queue, machines),
      environment: {
        EVENT_BUS_NAME: names.bus,
        WORKFLOWS: JSON.stringify(followsOf(machines)),
        STATE_MACHINE_PREFIX: arns.machine(''),
      },
    });
    acknowledge(
      relay,
      'AwsSolutions-IAM5[Resource::*]',
      'ListStreams, which Lambda asks of readers of a stream, accepts no resource but "*".',
    );
    new EventSourceMapping(this, 'Stream', {
      target: relay.function,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      retryAttempts: 10,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(queue),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { sk: { S: FilterRule.beginsWith('EVENT#') } } },
        }),
        FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('APPROVAL#') } } } }),
      ],
    });
  }
}

function relayStatements(
  arns: Arns,
  streamArn: string,
  queue: Queue,
  machines: readonly Machine[],
): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [streamArn],
    }),
    new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    new PolicyStatement({ actions: ['events:PutEvents'], resources: [arns.bus] }),
    new PolicyStatement({
      actions: ['states:StartExecution', 'states:SendTaskSuccess', 'states:SendTaskHeartbeat'],
      resources: machines.map(({ type }) => arns.machine(type)),
    }),
    withLeadingKeys(['TENANT#*'], ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], [arns.table]),
  ];
}
