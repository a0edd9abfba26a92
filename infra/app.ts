/** The deployment as a CDK application: its stacks, made from the configuration, the processes and their code. */
import { existsSync } from 'node:fs';
import { App, Tags } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { bundle, bundleDirectory } from '#infra/bundle';
import { type DeployConfig, EDGE_REGION, readConfig } from '#infra/config';
import { bundledCode, type FunctionCode } from '#infra/constructs/function-code';
import { byStage, type DeployableProcess, functionEntries } from '#infra/functions';
import { namesOf } from '#infra/names';
import { ApiStack } from '#infra/stacks/api';
import { DataStack } from '#infra/stacks/data';
import { FirewallStack } from '#infra/stacks/firewall';
import { ObservabilityStack } from '#infra/stacks/observability';
import { ProcessesStack } from '#infra/stacks/processes';
import { StageStack } from '#infra/stacks/stage';
import { WorkflowsStack } from '#infra/stacks/workflows';
import settings from '../cdk.json' with { type: 'json' };

export interface SynthesisOptions {
  readonly config: DeployConfig;
  readonly processes: readonly DeployableProcess[];
  readonly code: FunctionCode;
  /** Whether all functions stand in one stack, as they did up to 0.2.0: the first half of moving them to those of their stages (docs/operations.md). */
  readonly gathered?: boolean;
  /** Where the cloud assembly goes; default `cdk.out`, or where the cdk command line asks for it. */
  readonly outdir?: string;
}

/**
 * Builds the application without synthesising it. Stacks are named `helmdesk-<stage>-data|processes|<stage of the lifecycle>|workflows|api|observability`
 * and are deployed in this order; a stage without processes has none.
 */
export function buildApp({ config, processes, code, gathered = false, outdir }: SynthesisOptions): App {
  const app = new App({
    context: { ...settings.context, 'aws:cdk:enable-asset-metadata': true },
    analyticsReporting: false,
    ...(outdir === undefined ? {} : { outdir }),
  });
  const deployment = { config, names: namesOf(config.stage), processes, code, gathered };
  const { prefix } = deployment.names;
  const props = {
    env: {
      ...(config.region === undefined ? {} : { region: config.region }),
      ...(config.account === undefined ? {} : { account: config.account }),
    },
  };
  const data = new DataStack(app, `${prefix}-data`, deployment, props);
  const functions = new ProcessesStack(app, `${prefix}-processes`, deployment, props);
  const stages = byStage(processes).map(
    (each) => new StageStack(app, `${prefix}-${each.stage}`, deployment, each.stage, each.processes, props),
  );
  const workflows = new WorkflowsStack(app, `${prefix}-workflows`, deployment, data.streamArn, props);
  const firewall = config.waf
    ? new FirewallStack(app, `${prefix}-firewall`, deployment, { env: { ...props.env, region: EDGE_REGION } })
    : undefined;
  const api = new ApiStack(app, `${prefix}-api`, deployment, { stages, firewall }, props);
  const observability = new ObservabilityStack(app, `${prefix}-observability`, deployment, props);
  functions.addStackDependency(data);
  for (const stage of stages) {
    stage.addStackDependency(functions);
    workflows.addStackDependency(stage);
    api.addStackDependency(stage);
  }
  workflows.addStackDependency(functions);
  api.addStackDependency(functions);
  if (firewall) api.addStackDependency(firewall);
  observability.addStackDependency(workflows);
  observability.addStackDependency(api);
  Tags.of(app).add('application', 'helmdesk');
  Tags.of(app).add('stage', config.stage);
  return app;
}

/** Synthesises all stacks in this process and returns the cloud assembly; its templates are in `assembly.directory`. */
export function synthesise(options: SynthesisOptions): CloudAssembly {
  return buildApp(options).synth();
}

/**
 * What the `cdk` command line runs: `-c config=<file>` names the configuration, `deploy.config.json` if not given. Where that is
 * missing, `-c example=<file>` (of `npm run synth`, and never of a deployment) is used instead. `-c functions=gathered` is for an upgrade from 0.2.0.
 */
async function main(): Promise<void> {
  const { deployables } = await import('#functions/deployables');
  const { node } = new App({ autoSynth: false });
  const named = (context: string): string | undefined => {
    const value: unknown = node.tryGetContext(context);
    return typeof value === 'string' ? value : undefined;
  };
  const path = named('config') ?? 'deploy.config.json';
  const example = named('example');
  const instead = example !== undefined && !existsSync(path) ? example : undefined;
  if (instead) console.error(`There is no ${path}: the templates are those of ${instead}.`);
  const config = readConfig(instead ?? path);
  await bundle(functionEntries(deployables));
  const gathered = named('functions') === 'gathered';
  synthesise({ config, processes: deployables, code: bundledCode(bundleDirectory), gathered });
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
