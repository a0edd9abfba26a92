/** The one address before all REST APIs: a distribution that keeps nothing and hands each request to the API of its stage. */
import { Aws, Fn } from 'aws-cdk-lib';
import {
  CachePolicy,
  CfnDistribution,
  CfnFunction,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  SSLMethod,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import type { Deployment } from '#infra/constructs/deployment';
import { frontCode } from '#infra/constructs/front-code';
import { FRONT_PROOF } from '#shared/http/front';

/** The origin of what no stage owns. */
export const PLATFORM_ORIGIN = 'platform';

/** All aliases to distributions stand in this zone. */
const DISTRIBUTIONS_ZONE = 'Z2FDTNDATAQYW2';

/** What proves that a request came this way: the identity of the stack, which is made by CloudFormation and told to nobody outside the account. */
export const frontProof = (): string => Fn.select(2, Fn.split('/', Aws.STACK_ID));

export interface FrontApi {
  /** The stage of the lifecycle, or {@link PLATFORM_ORIGIN}. */
  readonly origin: string;
  readonly apiId: string;
}

/** Makes the address. @returns where it answers */
export function front(
  scope: Construct,
  { config, names, processes }: Deployment,
  apis: readonly FrontApi[],
  firewallArn: string | undefined,
): string {
  const choose = new CfnFunction(scope, 'FrontFunction', {
    name: `${names.prefix}-front`,
    autoPublish: true,
    functionConfig: { comment: 'Which API answers a path', runtime: 'cloudfront-js-2.0' },
    functionCode: frontCode(processes),
  });
  const { domain } = config;
  const distribution = new CfnDistribution(scope, 'Front', {
    distributionConfig: {
      comment: `Helmdesk, stage ${config.stage}`,
      enabled: true,
      httpVersion: HttpVersion.HTTP2_AND_3,
      ipv6Enabled: true,
      origins: apis.map(({ origin, apiId }) => ({
        id: origin,
        domainName: `${apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`,
        originPath: `/${config.stage}`,
        originCustomHeaders: [{ headerName: FRONT_PROOF, headerValue: frontProof() }],
        customOriginConfig: {
          originProtocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: ['TLSv1.2'],
          // API Gateway gives up after 29 seconds, and says so.
          originReadTimeout: 30,
          originKeepaliveTimeout: 30,
        },
      })),
      defaultCacheBehavior: {
        targetOriginId: PLATFORM_ORIGIN,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
        // APIs compress by themselves.
        compress: false,
        cachePolicyId: CachePolicy.CACHING_DISABLED.cachePolicyId,
        originRequestPolicyId: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
        functionAssociations: [{ eventType: 'viewer-request', functionArn: choose.attrFunctionArn }],
      },
      ...(firewallArn !== undefined && { webAclId: firewallArn }),
      ...(domain && {
        aliases: [domain.name],
        viewerCertificate: {
          acmCertificateArn: domain.certificateArn,
          sslSupportMethod: SSLMethod.SNI,
          minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2025,
        },
      }),
    },
  });
  acknowledge(
    distribution,
    'AwsSolutions-CFR1',
    'Customers and their users may be anywhere; who may ask is decided by credentials.',
  );
  acknowledge(
    distribution,
    'AwsSolutions-CFR3',
    'Every request is in the access log of the API that answered it, with its tenant; a second log would tell less and cost again.',
  );
  if (firewallArn === undefined)
    acknowledge(
      distribution,
      'AwsSolutions-CFR2',
      'The firewall costs a fixed amount each month and is therefore an option of the configuration (waf).',
    );
  if (domain === undefined) {
    acknowledge(
      distribution,
      'AwsSolutions-CFR4',
      'With the name that CloudFront makes up its own certificate goes, whose lowest version of TLS cannot be chosen; with a domain it is 1.2.',
    );
    return `https://${distribution.attrDomainName}`;
  }
  for (const type of ['A', 'AAAA'] as const) {
    new CfnRecordSet(scope, `DomainRecord${type}`, {
      name: domain.name,
      type,
      hostedZoneId: domain.hostedZoneId,
      aliasTarget: { dnsName: distribution.attrDomainName, hostedZoneId: DISTRIBUTIONS_ZONE },
    });
  }
  return `https://${domain.name}`;
}
