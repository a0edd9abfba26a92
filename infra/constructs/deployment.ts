/** What every stack of one deployment is made from. */
import type { DeployConfig } from '#infra/config';
import type { FunctionCode } from '#infra/constructs/function-code';
import type { DeployableProcess } from '#infra/functions';
import type { Names } from '#infra/names';

export interface Deployment {
  readonly config: DeployConfig;
  readonly names: Names;
  readonly processes: readonly DeployableProcess[];
  readonly code: FunctionCode;
  /** Whether the functions of all stages stand beside those of the platform, as they did up to 0.2.0. */
  readonly gathered: boolean;
}
