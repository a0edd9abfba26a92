// A run with one test of each outcome and the reporters of the real configuration, started by closing-line.test.ts.
import { defineConfig } from 'vitest/config';
import { ClosingLine } from '../closing-line.ts';

export default defineConfig({
  cacheDir: '../../../.build/sample-run',
  test: {
    root: import.meta.dirname,
    include: ['*.sample.ts'],
    pool: 'forks',
    reporters: ['default', ['json', { outputFile: '../../../.build/sample-run.json' }], new ClosingLine()],
  },
});
