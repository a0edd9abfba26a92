/** The metrics that alarms and the dashboard look at, by physical name, so that no stack exports anything for them. */
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Deployment } from '#infra/constructs/deployment';
import type { Arns } from '#infra/names';

const period = Duration.minutes(5);

/** Metrics of one deployment, over five minutes each. */
export function metricsOf({ config, names }: Deployment, arns: Arns) {
  const api = { ApiName: names.api, Stage: config.stage };
  const table = { TableName: names.table };
  const approval = { StateMachineArn: arns.approval };
  return {
    requests: metric('AWS/ApiGateway', 'Count', Stats.SUM, api),
    clientErrors: metric('AWS/ApiGateway', '4XXError', Stats.SUM, api),
    serverErrors: metric('AWS/ApiGateway', '5XXError', Stats.SUM, api),
    latency: (statistic: string) => metric('AWS/ApiGateway', 'Latency', statistic, api),
    /** Of the whole account and region: concurrency is shared, whoever uses it up. */
    throttles: metric('AWS/Lambda', 'Throttles', Stats.SUM, {}),
    invocations: (id: string) => metric('AWS/Lambda', 'Invocations', Stats.SUM, { FunctionName: names.function(id) }),
    errors: (id: string) => metric('AWS/Lambda', 'Errors', Stats.SUM, { FunctionName: names.function(id) }),
    /** Age in milliseconds of the oldest stream record that the relay has not yet taken. */
    iteratorAge: metric('AWS/Lambda', 'IteratorAge', Stats.MAXIMUM, { FunctionName: names.function('stream-relay') }),
    deadLetters: (id: string) =>
      metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', Stats.MAXIMUM, { QueueName: names.deadLetterQueue(id) }),
    readThrottles: metric('AWS/DynamoDB', 'ReadThrottleEvents', Stats.SUM, table),
    writeThrottles: metric('AWS/DynamoDB', 'WriteThrottleEvents', Stats.SUM, table),
    readUnits: metric('AWS/DynamoDB', 'ConsumedReadCapacityUnits', Stats.SUM, table),
    writeUnits: metric('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', Stats.SUM, table),
    executionsStarted: metric('AWS/States', 'ExecutionsStarted', Stats.SUM, approval),
    executionsFailed: metric('AWS/States', 'ExecutionsFailed', Stats.SUM, approval),
    executionsTimedOut: metric('AWS/States', 'ExecutionsTimedOut', Stats.SUM, approval),
  };
}

/** The functions that have a dead-letter queue. */
export function deadLetterOwners({ processes }: Deployment): readonly string[] {
  return ['stream-relay', ...processes.filter(({ consumes }) => consumes.length > 0).map(({ id }) => id)];
}

function metric(
  namespace: string,
  metricName: string,
  statistic: string,
  dimensionsMap: Record<string, string>,
): Metric {
  return new Metric({ namespace, metricName, statistic, dimensionsMap, period });
}
