/** The way in: REST API, authorizer, one route a collection, limits, and the optional firewall and domain. */
import { Aws, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AuthorizationType,
  type IAuthorizer,
  IdentitySource,
  Integration,
  IntegrationType,
  type IResource,
  type MethodOptions,
  RequestAuthorizer,
  type Resource,
} from 'aws-cdk-lib/aws-apigateway';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import { customDomain } from '#infra/constructs/custom-domain';
import type { Deployment } from '#infra/constructs/deployment';
import { firewall } from '#infra/constructs/firewall';
import { withLeadingKeys } from '#infra/constructs/leading-keys';
import { pinLogicalId } from '#infra/constructs/pinned';
import { restApi } from '#infra/constructs/rest-api';
import { ServiceFunction } from '#infra/constructs/service-function';
import { usagePlans } from '#infra/constructs/usage-plans';
import { type Arns, arnsOf } from '#infra/names';
import { QUEUES } from '#shared/process/routes';
import { PLATFORM_PREFIX, SLUG_PREFIX, STATUS_PATTERN } from '#shared/store/keys';

/** Answered for anyone: they say what the service is, and nothing of a tenant. */
const publicPaths = ['health', 'openapi.json', 'docs'] as const;

export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: StackProps) {
    super(scope, id, props);
    const arns = arnsOf(this, deployment.names);
    const api = restApi(this, deployment);
    const integrationTo = this.integrations(deployment, arns);
    const info = new ServiceFunction(this, 'ServiceInfo', {
      deployment,
      functionId: 'service-info',
      description: 'Health, the OpenAPI description and its page',
      statements: [],
    });
    for (const path of publicPaths) {
      const method = api.root.addResource(path).addMethod('GET', integrationTo(info.function.functionArn), {
        authorizationType: AuthorizationType.NONE,
      });
      acknowledge(
        method,
        'AwsSolutions-APIG4',
        'Public on purpose: it says what the service is, and nothing of a tenant.',
      );
    }
    const v1 = api.root.addResource('v1');
    this.statusPage(deployment, arns, integrationTo, { page: api.root, json: v1 });
    const guarded: MethodOptions = {
      authorizationType: AuthorizationType.CUSTOM,
      authorizer: this.authorizer(deployment, arns),
      apiKeyRequired: true,
    };
    for (const process of deployment.processes) {
      const integration = integrationTo(arns.function(process.id));
      for (const path of process.paths) {
        const collection = v1.addResource(path);
        collection.addMethod('ANY', integration, guarded);
        collection.addResource('{proxy+}').addMethod('ANY', integration, guarded);
      }
    }
    this.queues(v1, deployment, (id) => integrationTo(arns.function(id)), guarded);
    usagePlans(this, deployment, api);
    if (deployment.config.waf) firewall(this, deployment, api);
    if (deployment.config.domain) customDomain(this, deployment.config.domain, api);
    const base = deployment.config.domain ? `https://${deployment.config.domain.name}` : api.url.replace(/\/$/, '');
    new CfnOutput(this, 'ApiUrl', { value: base, description: 'Where the API answers' });
  }

  /** The queues of groups: of each collection that has them, answered by its process. */
  private queues(
    v1: Resource,
    { processes }: Deployment,
    integrationTo: (id: string) => Integration,
    guarded: MethodOptions,
  ): void {
    const queued = processes.flatMap(({ id, queues = [] }) => queues.map((path) => ({ id, path })));
    if (queued.length === 0) return;
    const group = v1.addResource(QUEUES).addResource('{group}');
    for (const { id, path } of queued) group.addResource(path).addMethod('GET', integrationTo(id), guarded);
  }

  /**
   * A tenant's service status, public where the tenant has said so. Its role can read which tenant a slug is and what that tenant
   * shows in public, and nothing else (ADR 17); the stage limits both routes (see `publicLimits`).
   */
  private statusPage(
    deployment: Deployment,
    arns: Arns,
    integrationTo: (functionArn: string) => Integration,
    { page, json }: { readonly page: IResource; readonly json: IResource },
  ): void {
    const service = new ServiceFunction(this, 'ServiceStatus', {
      deployment,
      functionId: 'service-status',
      description: 'The service status that tenants show in public',
      statements: [
        withLeadingKeys([`${SLUG_PREFIX}*`], ['dynamodb:GetItem'], [arns.table]),
        withLeadingKeys([STATUS_PATTERN], ['dynamodb:Query'], [arns.table]),
      ],
    });
    for (const resource of [json.addResource('service-status'), page.addResource('status').addResource('{slug}')]) {
      const method = resource.addMethod('GET', integrationTo(service.function.functionArn), {
        authorizationType: AuthorizationType.NONE,
      });
      acknowledge(
        method,
        'AwsSolutions-APIG4',
        'Public on purpose: what a tenant shows of its services to anybody. The function can read nothing else.',
      );
    }
  }

  /**
   * Makes proxy integrations. API Gateway invokes with one role that lists the functions: a permission a function and method would
   * take a resource each, of which a stack has 500.
   */
  private integrations({ processes }: Deployment, arns: Arns): (functionArn: string) => Integration {
    const role = new Role(this, 'InvokeRole', {
      description: 'Lets API Gateway invoke the functions behind its routes',
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        invoke: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: ['service-info', 'service-status', ...processes.map((process) => process.id)].map(
                arns.function,
              ),
            }),
          ],
        }),
      },
    }).withoutPolicyUpdates();
    return (functionArn) =>
      new Integration({
        type: IntegrationType.AWS_PROXY,
        integrationHttpMethod: 'POST',
        uri: `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
        options: { credentialsRole: role },
      });
  }

  /** Asked for every request: what it decides depends on two headers, and a cache would need both to be present. */
  private authorizer(deployment: Deployment, arns: Arns): IAuthorizer {
    const { oidc } = deployment.config;
    const tiers = deployment.config.tiers
      .map(({ name, requestsPerSecond, burst }) => `${name}=${requestsPerSecond}/${burst}`)
      .join(' ');
    const service = new ServiceFunction(this, 'Authorizer', {
      deployment,
      functionId: 'authorizer',
      description: 'Verifies tokens and access keys and says for which tenant, as whom and with which roles',
      statements: [withLeadingKeys([`${PLATFORM_PREFIX}*`], ['dynamodb:GetItem'], [arns.table])],
      environment: {
        OIDC_ISSUER: oidc.issuer,
        OIDC_AUDIENCE: oidc.audience,
        OIDC_JWKS_URI: oidc.jwksUri,
        TIERS: tiers,
      },
    });
    const authorizer = new RequestAuthorizer(this, 'RequestAuthorizer', {
      handler: service.function,
      identitySources: [IdentitySource.header('Authorization')],
      resultsCacheTtl: Duration.seconds(0),
    });
    pinLogicalId(authorizer, 'RequestAuthorizer');
    return authorizer;
  }
}
