/** The way in: the one address and its usage plans, the platform's own REST API, the authorizer of all APIs, and the functions that anybody may call. */

import { CfnOutput, CrossStackReferences, Fn, ReferenceStrength, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { EDGE_REGION } from '#infra/config';
import { mcpRoute, openRoutes, routesOf } from '#infra/constructs/api-routes';
import type { Deployment } from '#infra/constructs/deployment';
import { type FrontApi, front, frontProof, PLATFORM_ORIGIN } from '#infra/constructs/front';
import { withLeadingKeys } from '#infra/constructs/leading-keys';
import { restApi } from '#infra/constructs/rest-api';
import { ServiceFunction } from '#infra/constructs/service-function';
import { usagePlans } from '#infra/constructs/usage-plans';
import { functionEntries, ofPlatform } from '#infra/functions';
import { type Arns, arnsOf } from '#infra/names';
import { FIREWALL_ARN, type FirewallStack } from '#infra/stacks/firewall';
import type { StageStack } from '#infra/stacks/stage';
import { healthKey, PLATFORM_PREFIX } from '#shared/store/keys';
import { SLUG_PREFIX, STATUS_PATTERN } from '#shared/tenancy/keys';

/** As whom an approval's workflow acts. */
const WORKFLOW = 'workflow';

export interface ApiStackParts {
  /** Those whose APIs stand behind the address. */
  readonly stages: readonly StageStack[];
  readonly firewall: FirewallStack | undefined;
}

export class ApiStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    deployment: Deployment,
    { stages, firewall }: ApiStackParts,
    props: StackProps,
  ) {
    super(scope, id, props);
    const arns = arnsOf(this, deployment.names);
    // By output and not by export: a stage's stack can change and go without waiting for this one.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);
    this.publicPages(deployment, arns);
    this.authorizer(deployment, arns);
    this.agents(deployment);
    const own = restApi(this, {
      deployment,
      name: deployment.names.api,
      description: `Helmdesk, stage ${deployment.config.stage}`,
      routes: [...openRoutes, mcpRoute, ...routesOf(ofPlatform(deployment.processes))],
      logRole: true,
    });
    const apis: readonly FrontApi[] = [
      { origin: PLATFORM_ORIGIN, apiId: own.restApiId },
      ...stages.map(({ stage, apiId }) => ({ origin: stage, apiId })),
    ];
    usagePlans(
      this,
      deployment,
      apis.map(({ apiId }) => apiId),
      own.deploymentStage,
    );
    const firewallArn = firewall && Fn.getStackOutput(firewall.stackName, FIREWALL_ARN, EDGE_REGION);
    const address = front(this, deployment, apis, firewallArn);
    new CfnOutput(this, 'ApiUrl', { value: address, description: 'Where the API answers' });
  }

  /**
   * What the service is, and a tenant's service status, public where the tenant has said so. The role of the second can read which tenant a
   * slug is and what that tenant shows in public, and nothing else (ADR 17); the stage limits its routes (see `publicLimits`).
   */
  private publicPages(deployment: Deployment, arns: Arns): void {
    new ServiceFunction(this, 'ServiceInfo', {
      deployment,
      functionId: 'service-info',
      description: 'Health, the OpenAPI description, its page and that of errors',
      statements: [withLeadingKeys([healthKey.pk], ['dynamodb:GetItem'], [arns.table])],
    });
    new ServiceFunction(this, 'ServiceStatus', {
      deployment,
      functionId: 'service-status',
      description: 'The service status that tenants show in public',
      statements: [
        withLeadingKeys([`${SLUG_PREFIX}*`], ['dynamodb:GetItem'], [arns.table]),
        withLeadingKeys([STATUS_PATTERN], ['dynamodb:Query'], [arns.table]),
      ],
    });
  }

  /** What agents speak with. It reaches no table: it sends its caller's requests to the address, with the caller's own credentials. */
  private agents(deployment: Deployment): void {
    new ServiceFunction(this, 'Mcp', {
      deployment,
      functionId: 'mcp',
      description: 'The API as tools for agents, by the Model Context Protocol',
      statements: [],
    });
  }

  /** Of all APIs: each names it in its description. */
  private authorizer(deployment: Deployment, arns: Arns): void {
    const { oidc } = deployment.config;
    const tiers = deployment.config.tiers
      .map(({ name, requestsPerSecond, burst }) => `${name}=${requestsPerSecond}/${burst}`)
      .join(' ');
    new ServiceFunction(this, 'Authorizer', {
      deployment,
      functionId: 'authorizer',
      description: 'Verifies tokens and access keys and says for which tenant, as whom and with which roles',
      statements: [withLeadingKeys([`${PLATFORM_PREFIX}*`], ['dynamodb:GetItem'], [arns.table])],
      environment: {
        OIDC_ISSUER: oidc.issuer,
        OIDC_AUDIENCE: oidc.audience,
        OIDC_JWKS_URI: oidc.jwksUri,
        TIERS: tiers,
        FRONT_PROOF: frontProof(),
        AUTOMATION: [...functionEntries(deployment.processes).map(({ id }) => id), WORKFLOW].join(' '),
      },
    });
  }
}
