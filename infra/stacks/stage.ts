/** One stage of the lifecycle: the functions of its processes with what they consume, and the REST API that leads to them. */
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { routesOf } from '#infra/constructs/api-routes';
import type { Deployment } from '#infra/constructs/deployment';
import { stageFunctions } from '#infra/constructs/process-functions';
import { restApi } from '#infra/constructs/rest-api';
import type { DeployableProcess, LifecycleStage } from '#infra/functions';

export class StageStack extends Stack {
  readonly stage: LifecycleStage;
  /** Made by AWS; the stack of the address reads it. */
  readonly apiId: string;

  constructor(
    scope: Construct,
    id: string,
    deployment: Deployment,
    stage: LifecycleStage,
    processes: readonly DeployableProcess[],
    props: StackProps,
  ) {
    super(scope, id, props);
    this.stage = stage;
    const { config, names } = deployment;
    if (!deployment.gathered) stageFunctions(this, deployment, processes);
    this.apiId = restApi(this, {
      deployment,
      name: `${names.api}-${stage}`,
      description: `Helmdesk, stage ${config.stage}: ${stage}`,
      routes: routesOf(processes),
    }).restApiId;
  }
}
