/** The metrics that alarms and the dashboard look at, by physical name, so that no stack exports anything for them. */
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Deployment } from '#infra/constructs/deployment';
import type { Arns } from '#infra/names';

const period = Duration.minutes(5);

/** Metrics of one deployment, over five minutes each. */
export function metricsOf({ names }: Deployment, arns: Arns) {
  const table = { TableName: names.table };
  const approval = { StateMachineArn: arns.machine('approval') };
  return {
    // Of all APIs together, which their access log is.
    requests: metric(loggedMetrics(names.prefix), 'Requests', Stats.SUM, {}),
    serverErrors: metric(loggedMetrics(names.prefix), 'ServerErrors', Stats.SUM, {}),
    /** Of the whole account and region: concurrency is shared, whoever uses it up. */
    throttles: metric('AWS/Lambda', 'Throttles', Stats.SUM, {}),
    invocations: (id: string) => metric('AWS/Lambda', 'Invocations', Stats.SUM, { FunctionName: names.function(id) }),
    errors: (id: string) => metric('AWS/Lambda', 'Errors', Stats.SUM, { FunctionName: names.function(id) }),
    /** Age in milliseconds of the oldest stream record that the relay has not yet taken. */
    iteratorAge: metric('AWS/Lambda', 'IteratorAge', Stats.MAXIMUM, { FunctionName: names.function('stream-relay') }),
    waiting: (queue: string) =>
      metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', Stats.MAXIMUM, { QueueName: queue }),
    readThrottles: metric('AWS/DynamoDB', 'ReadThrottleEvents', Stats.SUM, table),
    writeThrottles: metric('AWS/DynamoDB', 'WriteThrottleEvents', Stats.SUM, table),
    readUnits: metric('AWS/DynamoDB', 'ConsumedReadCapacityUnits', Stats.SUM, table),
    writeUnits: metric('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', Stats.SUM, table),
    refusedCredentials: metric(loggedMetrics(names.prefix), 'RefusedCredentials', Stats.SUM, {}),
    refusedRequests: metric(loggedMetrics(names.prefix), 'RefusedRequests', Stats.SUM, {}),
    refusedTenants: metric(loggedMetrics(names.prefix), 'RefusedTenants', Stats.SUM, {}),
    executionsStarted: metric('AWS/States', 'ExecutionsStarted', Stats.SUM, approval),
    executionsFailed: metric('AWS/States', 'ExecutionsFailed', Stats.SUM, approval),
    executionsTimedOut: metric('AWS/States', 'ExecutionsTimedOut', Stats.SUM, approval),
  };
}

/** The namespace of what is counted out of our logs. */
export const loggedMetrics = (prefix: string): string => `Helmdesk/${prefix}`;

function metric(
  namespace: string,
  metricName: string,
  statistic: string,
  dimensionsMap: Record<string, string>,
): Metric {
  return new Metric({ namespace, metricName, statistic, dimensionsMap, period });
}
