// How the tests run: real Node processes, two at a time; `#…` imports resolve through package.json as they do in production.
import { defineConfig } from 'vitest/config';
import { ContractLine } from './test/contract/tally.ts';
import { ClosingLine } from './test/coverage/closing-line.ts';
import { CostLine } from './test/coverage/cost.ts';
import { IsolationLine } from './test/isolation/tally.ts';

const contract = new ContractLine();
const cost = new CostLine();

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{functions,shared,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/fixtures/**'],
    globalSetup: ['test/support/generated.ts', 'test/support/compiled.ts', 'test/support/temporary-folder.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Files share a worker one after the other, so that what is slow to load (the CDK above all) is loaded twice, not fifty times.
    isolate: false,
    // Modules see what Node gives them outside the tests: no __dirname or require by accident.
    injectCjsGlobals: false,
    // One test holds the templates against CloudFormation's rules; every synthesis would take seconds over it.
    env: { CDK_VALIDATION: 'false' },
    // Bounds for what hangs, not for what is slow: a build server may have a bad hour.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    reporters: [
      'default',
      ['json', { outputFile: '.build/test-results.json' }],
      new IsolationLine(),
      contract,
      cost,
      new ClosingLine(() => contract.missing.length + cost.exceeded.length),
    ],
  },
});
