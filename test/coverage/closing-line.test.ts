/** The closing line, seen as a build server sees it: the output of a real run. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('a run ends with its totals as the last line, and a module that does not load counts as failed', () => {
  const config = 'test/coverage/sample-run/vitest.config.ts';

  const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', config], {
    encoding: 'utf8',
    env: { ...process.env, CI: 'true' },
  });

  expect(run.stdout.trimEnd().split('\n').at(-1)).toBe('2 passed, 2 failed, 2 skipped');
  expect(run.status).toBe(1);
});
