/** Synthesises the stage `local` in a process of its own: what the CDK holds, some 170 MB, is given back when it ends. */
import { synthesise } from '#infra/app';
import { localConfig } from '#infra/config';
import { bundledCode } from '#infra/constructs/function-code';
import type { DeployableProcess } from '#infra/functions';

export interface Synthesis {
  readonly processes: readonly DeployableProcess[];
  /** Where the bundles are, and where the assembly goes. */
  readonly bundles: string;
  readonly outdir: string;
}

/** The runner starts this file and says what is to be done. */
process.once('message', ({ processes, bundles, outdir }: Synthesis) => {
  // CloudFormation's rules take longer than all the rest; `npm run synth` and the tests hold the same stacks against them.
  process.env.CDK_VALIDATION ??= 'false';
  synthesise({ config: localConfig(), processes, code: bundledCode(bundles), outdir });
  process.disconnect();
});
