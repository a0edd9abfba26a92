/** Whether a run is one of all tests: only such a run can say what no test does, or what all of them cost. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { TestSpecification, Vitest } from 'vitest/node';

/** False when only some tests of the files were asked for. */
export const asksForAll = ({ config }: Vitest): boolean =>
  config.testNamePattern === undefined && config.shard === undefined;

export function hasEveryFile(specifications: readonly TestSpecification[]): boolean {
  const all = globSync('{functions,shared,test}/**/*.test.ts');
  return specifications.length >= all.filter((file) => !file.startsWith(join('test', 'fixtures'))).length;
}
