/** Saved queries of CloudWatch Logs Insights: the questions an operator asks first. */
import { type ILogGroup, LogGroup, QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { functionEntries } from '#infra/functions';

interface SavedQuery {
  readonly name: string;
  readonly over: 'access' | 'functions';
  readonly query: ConstructorParameters<typeof QueryString>[0];
}

const queries: readonly SavedQuery[] = [
  {
    name: 'requests by tenant',
    over: 'access',
    query: {
      statsStatements: ['count(*) as requests, pct(latencyMs, 99) as p99, max(latencyMs) as slowest by tenantId'],
      sort: 'requests desc',
      limit: 50,
    },
  },
  {
    name: 'server errors by tenant and route',
    over: 'access',
    query: {
      filterStatements: ['status >= 500'],
      statsStatements: ['count(*) as errors by tenantId, method, route'],
      sort: 'errors desc',
    },
  },
  {
    name: 'throttled by tenant',
    over: 'access',
    query: {
      filterStatements: ['status = 429'],
      statsStatements: ['count(*) as refused by tenantId, clientId'],
      sort: 'refused desc',
    },
  },
  {
    name: 'refused credentials by address',
    over: 'access',
    query: {
      filterStatements: ['status in [401, 403]'],
      statsStatements: ['count(*) as refused by sourceIp, status, tenantId'],
      sort: 'refused desc',
    },
  },
  {
    name: 'slowest requests',
    over: 'access',
    query: {
      fields: ['time', 'latencyMs', 'integrationLatencyMs', 'method', 'path', 'tenantId', 'requestId'],
      sort: 'latencyMs desc',
      limit: 50,
    },
  },
  {
    name: 'errors by function',
    over: 'functions',
    query: {
      filterStatements: ['level = "ERROR"'],
      statsStatements: ['count(*) as errors by @log, message'],
      sort: 'errors desc',
    },
  },
  {
    name: 'one request in all functions',
    over: 'functions',
    query: {
      fields: ['@timestamp', '@log', 'level', 'message', '@message'],
      filterStatements: ['@message like "paste the request or correlation id here"'],
      sort: '@timestamp asc',
    },
  },
];

/** Saves all of them under the folder named like the deployment. */
export function savedQueries(scope: Construct, deployment: Deployment): void {
  const { names, processes } = deployment;
  const group = (name: string): ILogGroup => LogGroup.fromLogGroupName(scope, `Log ${name}`, name);
  const logs = {
    access: [group(names.accessLog)],
    functions: functionEntries(processes).map(({ id }) => group(`/aws/lambda/${names.function(id)}`)),
  };
  for (const { name, over, query } of queries) {
    new QueryDefinition(scope, `Query ${name}`, {
      queryDefinitionName: `${names.prefix}/${name}`,
      queryString: new QueryString(query),
      logGroups: logs[over],
    });
  }
}
