/** Where a function's code comes from: bundles in a deployment, one small folder in tests of the templates. */
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';

/** The code of the function `id`. */
export type FunctionCode = (id: string) => Code;

/** The bundles that `bundle()` wrote: one folder a function in `directory`. */
export function bundledCode(directory: string): FunctionCode {
  return (id) => Code.fromAsset(join(directory, id));
}

/** The same folder for every function, so that templates can be tested without bundling. */
export function sameCode(directory: string): FunctionCode {
  return () => Code.fromAsset(directory);
}
