/** The optional firewall: what stands before a distribution is in us-east-1, wherever the rest is. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { firewall } from '#infra/constructs/firewall';

/** The output that the stack of the API reads across regions. */
export const FIREWALL_ARN = 'FirewallArn';

export class FirewallStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: StackProps) {
    super(scope, id, props);
    new CfnOutput(this, FIREWALL_ARN, { value: firewall(this, deployment) });
  }
}
