/** One function a process, and the rules that bring it the events it consumes. */
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { ProcessFunction } from '#infra/constructs/process-function';

export class ProcessesStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: StackProps) {
    super(scope, id, props);
    for (const process of deployment.processes) new ProcessFunction(this, process.id, deployment, process);
  }
}
