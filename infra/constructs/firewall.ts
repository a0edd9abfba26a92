/** The optional web application firewall: rules that AWS maintains, and a rate for each address. */
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';

/** Requests of one address in five minutes; a customer's whole office is often one address. */
const requestsPerAddress = 10_000;

/**
 * Rules that look at the size of a body only count, because import and knowledge bodies exceed their 8 KB; functions have limits of
 * their own.
 */
const managed = [
  { name: 'AWSManagedRulesAmazonIpReputationList', count: [] },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', count: [] },
  {
    name: 'AWSManagedRulesCommonRuleSet',
    count: ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'GenericRFI_BODY'],
  },
];

/** Makes the firewall of a distribution. @returns its ARN */
export function firewall(scope: Construct, { names }: Deployment): string {
  const visibility = (name: string) => ({
    cloudWatchMetricsEnabled: true,
    metricName: `${names.prefix}-${name}`,
    sampledRequestsEnabled: true,
  });
  const acl = new CfnWebACL(scope, 'Firewall', {
    name: names.prefix,
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: visibility('firewall'),
    rules: [
      {
        name: 'RatePerAddress',
        priority: 0,
        action: { block: {} },
        statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsPerAddress } },
        visibilityConfig: visibility('rate'),
      },
      ...managed.map(({ name, count }, at) => ({
        name,
        priority: at + 1,
        overrideAction: { none: {} },
        statement: {
          managedRuleGroupStatement: {
            vendorName: 'AWS',
            name,
            ruleActionOverrides: count.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
          },
        },
        visibilityConfig: visibility(name),
      })),
    ],
  });
  return acl.attrArn;
}
