/** The functions of several processes in one stack, each with its role and what it consumes. */
import { Stack } from 'aws-cdk-lib';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AttachmentEvents } from '#infra/constructs/attachment-events';
import type { Deployment } from '#infra/constructs/deployment';
import { ProcessFunction } from '#infra/constructs/process-function';
import type { DeployableProcess } from '#infra/functions';
import { arnsOf } from '#infra/names';

/** Adds them to `scope`. */
export function processFunctions(
  scope: Construct,
  deployment: Deployment,
  processes: readonly DeployableProcess[],
  deadLetters: IQueue,
): void {
  for (const process of processes) {
    const takesFiles = process.id === 'attachments';
    const scanner = takesFiles ? { MALWARE_SCANNER: deployment.config.malwareScanner } : {};
    new ProcessFunction(scope, process.id, deployment, process, deadLetters, scanner);
    if (takesFiles) new AttachmentEvents(scope, 'AttachmentEvents', deployment, deadLetters);
  }
}

/** Those of one stage of the lifecycle, which know the deployment's queue by its name: they are the same in whichever stack they stand. */
export function stageFunctions(
  scope: Construct,
  deployment: Deployment,
  processes: readonly DeployableProcess[],
): void {
  for (const process of processes) {
    const arn = arnsOf(Stack.of(scope), deployment.names).deadLetters;
    const queue = Queue.fromQueueArn(scope, `DeadLetters of ${process.id}`, arn);
    processFunctions(scope, deployment, [process], queue);
  }
}
