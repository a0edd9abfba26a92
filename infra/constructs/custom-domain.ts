/** The optional host name of the API, with its certificate and its record in Route 53. */
import { BasePathMapping, DomainName, EndpointType, type RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { DeployConfig } from '#infra/config';

/** Maps the root of the host name to `api`; TLS 1.2 or later. */
export function customDomain(scope: Construct, domain: NonNullable<DeployConfig['domain']>, api: RestApi): void {
  const name = new DomainName(scope, 'Domain', {
    domainName: domain.name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
    endpointType: EndpointType.REGIONAL,
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  new BasePathMapping(scope, 'DomainMapping', { domainName: name, restApi: api, stage: api.deploymentStage });
  for (const type of ['A', 'AAAA'] as const) {
    new CfnRecordSet(scope, `DomainRecord${type}`, {
      name: domain.name,
      type,
      hostedZoneId: domain.hostedZoneId,
      aliasTarget: { dnsName: name.domainNameAliasDomainName, hostedZoneId: name.domainNameAliasHostedZoneId },
    });
  }
}
