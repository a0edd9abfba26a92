/** One dashboard: is it answering, is it keeping up, what does it cost. */
import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { metricsOf } from '#infra/constructs/metrics';
import { arnsOf } from '#infra/names';

/** Named like the deployment; graphs of functions and APIs search by name, so that a new process or stage appears by itself. */
export function dashboard(scope: Construct, deployment: Deployment, alarms: readonly Alarm[]): void {
  const { names } = deployment;
  const metrics = metricsOf(deployment, arnsOf(Stack.of(scope), names));
  const search = (what: string, statistic: string) =>
    new MathExpression({
      expression: `SEARCH('${what}', '${statistic}', 300)`,
      usingMetrics: {},
      label: '',
      period: Duration.minutes(5),
    });
  const functions = (metricName: string, statistic: string) =>
    search(`{AWS/Lambda,FunctionName} MetricName="${metricName}" FunctionName="${names.prefix}"`, statistic);
  const apis = (metricName: string, statistic: string) =>
    search(`{AWS/ApiGateway,ApiName,Stage} MetricName="${metricName}" ApiName="${names.api}"`, statistic);
  new Dashboard(scope, 'Dashboard', {
    dashboardName: names.prefix,
    defaultInterval: Duration.days(1),
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 3 })],
      [
        graph('Requests', [metrics.requests], [apis('4XXError', 'Sum'), metrics.serverErrors]),
        graph('Latency, ms', [apis('Latency', 'p50'), apis('Latency', 'p99')]),
        graph('Approvals', [metrics.executionsStarted], [metrics.executionsFailed, metrics.executionsTimedOut]),
      ],
      [
        graph('Function duration, p99, ms', [functions('Duration', 'p99')]),
        graph('Function errors', [functions('Errors', 'Sum')]),
        graph('Function invocations', [functions('Invocations', 'Sum')]),
      ],
      [
        graph('Stream age, ms', [metrics.iteratorAge]),
        graph('Dead letters', [names.deadLetters, names.streamDeadLetters].map(metrics.waiting)),
        graph('Table units', [metrics.readUnits, metrics.writeUnits], [metrics.readThrottles, metrics.writeThrottles]),
      ],
    ],
  });
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): IWidget {
  return new GraphWidget({ title, left, right, width: 8, height: 6 });
}
