/** A REST API: what it imports, its stage with limits and an access log, and the role that it invokes functions with. */
import { Aws, Size, Stack } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  ApiDefinition,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  type RestApiBase,
  SpecRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import { apiBody, type Route } from '#infra/constructs/api-body';
import { statusPaths } from '#infra/constructs/api-routes';
import type { Deployment } from '#infra/constructs/deployment';
import { pinLogicalId, resourceOf } from '#infra/constructs/pinned';
import { type Arns, arnsOf } from '#infra/names';

/** One JSON line a request; the tenant is a field, so that saved queries can group by it. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTimeEpoch(),
    tenantId: AccessLogField.contextAuthorizer('tenantId'),
    clientId: AccessLogField.contextAuthorizer('clientId'),
    method: AccessLogField.contextHttpMethod(),
    path: AccessLogField.contextPath(),
    route: AccessLogField.contextResourcePath(),
    status: AccessLogField.contextStatus(),
    responseBytes: AccessLogField.contextResponseLength(),
    latencyMs: AccessLogField.contextResponseLatency(),
    integrationLatencyMs: AccessLogField.contextIntegrationLatency(),
    error: AccessLogField.contextErrorMessage(),
    authorizerError: AccessLogField.contextAuthorizerError(),
    sourceIp: AccessLogField.contextAuthorizer('viewerAddress'),
    userAgent: AccessLogField.contextIdentityUserAgent(),
  }),
);

/**
 * Routes that anybody may call have no tenant whose usage plan could limit them: so many requests a second for all pages together, which
 * browsers and whatever stands between keep for 30 seconds. Beyond it they are refused before a function runs, and nobody else is slowed.
 */
const publicLimits = {
  throttlingRateLimit: 100,
  throttlingBurstLimit: 200,
  loggingLevel: MethodLoggingLevel.ERROR,
} as const;

export interface RestApiProps {
  readonly deployment: Deployment;
  /** The API's name, which its metrics bear. */
  readonly name: string;
  readonly description: string;
  readonly routes: readonly Route[];
  /** The account's role for logs stands with the first API. */
  readonly logRole?: boolean;
}

/** Regional, with the API key taken from the authorizer's answer: the key only counts, it opens nothing. */
export function restApi(
  scope: Construct,
  { deployment, name, description, routes, logRole }: RestApiProps,
): RestApiBase {
  const { config, names } = deployment;
  const { role, invocation } = invoker(scope, arnsOf(Stack.of(scope), names), routes);
  const limited = statusPaths.filter((path) => routes.some((route) => route.path === path));
  const body = apiBody({ title: description, routes, invocation, role: role.roleArn });
  const api = new SpecRestApi(scope, 'Api', {
    restApiName: name,
    description,
    apiDefinition: ApiDefinition.fromInline(body),
    endpointTypes: [EndpointType.REGIONAL],
    // Bodies reach functions as the bytes they are: as text, those that are no UTF-8 would be replaced before anybody sees them.
    binaryMediaTypes: ['*/*'],
    cloudWatchRole: logRole === true,
    minCompressionSize: Size.kibibytes(1),
    deployOptions: {
      stageName: config.stage,
      accessLogDestination: new LogGroupLogDestination(LogGroup.fromLogGroupName(scope, 'AccessLog', names.accessLog)),
      accessLogFormat: accessLog,
      loggingLevel: MethodLoggingLevel.ERROR,
      dataTraceEnabled: false,
      throttlingRateLimit: 1000,
      throttlingBurstLimit: 2000,
      methodOptions: Object.fromEntries(
        limited.flatMap((path) => ['GET', 'HEAD'].map((method) => [`${path}/${method}`, publicLimits])),
      ),
    },
  });
  pinLogicalId(api, 'Api');
  resourceOf(api).addPropertyOverride('ApiKeySourceType', 'AUTHORIZER');
  // A stage serves what was deployed: another description is another deployment.
  api.latestDeployment?.addToLogicalId(body);
  acknowledge(
    api,
    'AwsSolutions-APIG2',
    'Functions validate against the schema the OpenAPI description is made from, and say which field is wrong; the gateway could not.',
  );
  if (logRole)
    acknowledge(
      api,
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      'The role by which API Gateway writes logs is one for the account and region; this is the policy AWS maintains for it.',
    );
  acknowledge(
    api,
    'AwsSolutions-APIG3',
    'The firewall stands before the one address of all APIs, and is an option of the configuration (waf).',
  );
  return api;
}

/** The role that API Gateway invokes functions with, and the URIs of what it invokes. */
function invoker(scope: Construct, arns: Arns, routes: readonly Route[]) {
  const behind = new Set(['authorizer', ...routes.map(({ functionId }) => functionId)]);
  const role = new Role(scope, 'InvokeRole', {
    description: 'Lets API Gateway invoke the functions behind its routes',
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    inlinePolicies: {
      invoke: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [...behind].map(arns.function) }),
        ],
      }),
    },
  }).withoutPolicyUpdates();
  const invocation = (id: string): string =>
    `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${arns.function(id)}/invocations`;
  return { role, invocation };
}
