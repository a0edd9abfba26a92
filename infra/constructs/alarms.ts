/** What wakes an operator; every alarm has its row in docs/operations.md, named by the alarm. */
import { Stack } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { metricsOf } from '#infra/constructs/metrics';
import { arnsOf } from '#infra/names';

interface AlarmRow {
  readonly name: string;
  readonly description: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** Periods of five minutes in a row; default 1. */
  readonly periods?: number;
  readonly below?: boolean;
}

const hour = 3_600_000;

/** All alarms of the deployment, named `helmdesk-<stage>-<name>`. */
export function alarms(scope: Construct, deployment: Deployment): readonly Alarm[] {
  return rows(deployment, metricsOf(deployment, arnsOf(Stack.of(scope), deployment.names))).map(
    (row) => new Alarm(scope, `Alarm ${row.name}`, propsOf(row, deployment.names.prefix)),
  );
}

function rows(deployment: Deployment, metrics: ReturnType<typeof metricsOf>): readonly AlarmRow[] {
  return [
    {
      name: 'dead-letters',
      description: `Something could not be processed and waits in ${deployment.names.deadLetters}; each message names its function.`,
      metric: metrics.waiting(deployment.names.deadLetters),
      threshold: 1,
    },
    {
      name: 'stream-dead-letters',
      description: `The stream relay could not handle a record, which waits in ${deployment.names.streamDeadLetters}.`,
      metric: metrics.waiting(deployment.names.streamDeadLetters),
      threshold: 1,
    },
    {
      name: 'stream-age',
      description: 'The stream relay is an hour behind; after 24 hours events are lost.',
      metric: metrics.iteratorAge,
      threshold: hour,
    },
    {
      name: 'api-errors',
      description: 'More than 1 % of requests were answered with a server error (counted from 20 requests on).',
      metric: new MathExpression({
        expression: 'IF(requests >= 20, 100 * errors / requests, 0)',
        usingMetrics: { errors: metrics.serverErrors, requests: metrics.requests },
        label: 'server errors, %',
      }),
      threshold: 1,
      periods: 2,
    },
    {
      name: 'function-throttles',
      description: 'Functions are throttled: the account’s concurrency is used up.',
      metric: metrics.throttles,
      threshold: 1,
      periods: 2,
    },
    {
      name: 'table-throttles',
      description: 'The table throttles requests: a partition is hot, or traffic rose faster than on-demand capacity.',
      metric: new MathExpression({
        expression: 'reads + writes',
        usingMetrics: { reads: metrics.readThrottles, writes: metrics.writeThrottles },
        label: 'throttled',
      }),
      threshold: 10,
      periods: 2,
    },
    {
      name: 'refused-credentials',
      description: 'Many tokens or access keys prove nothing: somebody guesses, or a program has an old one.',
      metric: metrics.refusedCredentials,
      threshold: 500,
    },
    {
      name: 'refused-requests',
      description: 'Many callers ask for what is not theirs: another tenant, or what their roles do not allow.',
      metric: new MathExpression({
        expression: 'FILL(requests, 0) + FILL(tenants, 0)',
        usingMetrics: { requests: metrics.refusedRequests, tenants: metrics.refusedTenants },
        label: 'refused',
      }),
      threshold: 200,
    },
    {
      name: 'approval-failures',
      description: 'An approval execution ended without concluding or expiring.',
      metric: new MathExpression({
        expression: 'failed + timedOut',
        usingMetrics: { failed: metrics.executionsFailed, timedOut: metrics.executionsTimedOut },
        label: 'failed',
      }),
      threshold: 1,
    },
    {
      name: 'workflow-errors',
      description: 'Tasks of workflows fail, again and again: what they are about stands still.',
      metric: metrics.errors('workflow-task'),
      threshold: 10,
      periods: 2,
    },
    {
      name: 'clock-errors',
      description: 'The clock worker fails: timers are late.',
      metric: metrics.errors('clock'),
      threshold: 3,
    },
    {
      name: 'clock-silent',
      description: 'The clock worker has not run: no timer fires.',
      metric: metrics.invocations('clock'),
      threshold: 1,
      periods: 2,
      below: true,
    },
  ];
}

function propsOf(row: AlarmRow, prefix: string): AlarmProps {
  const below = row.below === true;
  return {
    alarmName: `${prefix}-${row.name}`,
    alarmDescription: `${row.description} See docs/operations.md, "${row.name}".`,
    metric: row.metric,
    threshold: row.threshold,
    evaluationPeriods: row.periods ?? 1,
    comparisonOperator: below
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  };
}
