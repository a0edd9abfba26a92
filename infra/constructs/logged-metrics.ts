/** Counts out of the logs what no metric of AWS tells: requests and errors of all APIs together, credentials that prove nothing, and callers who ask for what is not theirs. */
import { FilterPattern, LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { loggedMetrics } from '#infra/constructs/metrics';

/** The access log's fields are texts; the functions' own lines say `security: true`. */
const filters = [
  { name: 'Requests', log: 'access', pattern: '{ $.requestId = "*" }' },
  { name: 'ServerErrors', log: 'access', pattern: '{ $.status = "5*" }' },
  { name: 'RefusedCredentials', log: 'access', pattern: '{ $.status = "401" }' },
  { name: 'RefusedRequests', log: 'access', pattern: '{ $.status = "403" }' },
  { name: 'RefusedTenants', log: 'authorizer', pattern: '{ ($.security IS TRUE) && ($.refusal = "*") }' },
] as const;

/** One metric a filter, named in {@link loggedMetrics}. */
export function countLogged(scope: Construct, { names }: Deployment): void {
  const logs = { access: names.accessLog, authorizer: `/aws/lambda/${names.function('authorizer')}` };
  for (const { name, log, pattern } of filters) {
    new MetricFilter(scope, `Count ${name}`, {
      logGroup: LogGroup.fromLogGroupName(scope, `Log of ${name}`, logs[log]),
      filterPattern: FilterPattern.literal(pattern),
      metricNamespace: loggedMetrics(names.prefix),
      metricName: name,
      metricValue: '1',
    });
  }
}
