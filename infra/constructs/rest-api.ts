/** The REST API itself: its stage with limits and an access log, and what the gateway answers by itself. */
import { Size } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  ApiKeySourceType,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import type { Deployment } from '#infra/constructs/deployment';
import { gatewayResponses } from '#infra/constructs/gateway-responses';
import { pinLogicalId } from '#infra/constructs/pinned';

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
    sourceIp: AccessLogField.contextIdentitySourceIp(),
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

/** Regional, with the API key taken from the authorizer's answer: the key only counts, it opens nothing. */
export function restApi(scope: Construct, { config, names }: Deployment): RestApi {
  const api = new RestApi(scope, 'Api', {
    restApiName: names.api,
    description: `Helmdesk, stage ${config.stage}`,
    endpointTypes: [EndpointType.REGIONAL],
    apiKeySourceType: ApiKeySourceType.AUTHORIZER,
    disableExecuteApiEndpoint: config.domain !== undefined,
    cloudWatchRole: true,
    minCompressionSize: Size.kibibytes(1),
    deployOptions: {
      stageName: config.stage,
      accessLogDestination: new LogGroupLogDestination(LogGroup.fromLogGroupName(scope, 'AccessLog', names.accessLog)),
      accessLogFormat: accessLog,
      loggingLevel: MethodLoggingLevel.ERROR,
      dataTraceEnabled: false,
      throttlingRateLimit: 1000,
      throttlingBurstLimit: 2000,
      methodOptions: { '/v1/service-status/GET': publicLimits, '/status/{slug}/GET': publicLimits },
    },
  });
  pinLogicalId(api, 'Api');
  gatewayResponses(api);
  acknowledge(
    api,
    'AwsSolutions-APIG2',
    'Functions validate against the schema the OpenAPI description is made from, and say which field is wrong; the gateway could not.',
  );
  acknowledge(
    api,
    'AwsSolutions-COG4',
    'Tokens come from the identity provider of the deployment; our authorizer verifies them, and access keys too.',
  );
  acknowledge(
    api,
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    'The role by which API Gateway writes logs is one for the account and region; this is the policy AWS maintains for it.',
  );
  if (!config.waf)
    acknowledge(
      api,
      'AwsSolutions-APIG3',
      'The firewall costs a fixed amount each month and is therefore an option of the configuration (waf).',
    );
  return api;
}
