/** One function a process, and the rules that bring it the events it consumes. */
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AttachmentEvents } from '#infra/constructs/attachment-events';
import type { Deployment } from '#infra/constructs/deployment';
import { ProcessFunction } from '#infra/constructs/process-function';

export class ProcessesStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: StackProps) {
    super(scope, id, props);
    for (const process of deployment.processes) {
      const scanner = process.id === 'attachments' ? { MALWARE_SCANNER: deployment.config.malwareScanner } : {};
      new ProcessFunction(this, process.id, deployment, process, scanner);
    }
    if (deployment.processes.some(({ id: each }) => each === 'attachments'))
      new AttachmentEvents(this, 'AttachmentEvents', deployment);
  }
}
