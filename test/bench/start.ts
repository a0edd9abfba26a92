/** Section `start`: from `npm start` to the first answer, with everything to be made and with nothing to be made. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, fact, type Section } from '#test/bench/section';
import { startRunner } from '#test/faults/runner';

const WARM_MS = 8000;

/** The caches of bundles and templates: removed, so no other stack should be starting meanwhile. */
const CACHES = ['assembly', 'functions', 'bundles.json'];

export const startSection: Section = {
  name: 'start',
  title: 'npm start to the first answer',
  async run(progress) {
    for (const name of CACHES) rmSync(join('.build', name), { recursive: true, force: true });
    const directory = mkdtempSync(join(tmpdir(), 'helmdesk-bench-'));
    try {
      const times: number[] = [];
      for (const what of ['starting with empty caches', 'starting on an empty folder', 'starting again']) {
        progress(what);
        if (times.length === 1) rmSync(directory, { recursive: true, force: true });
        const runner = await startRunner({ directory });
        times.push(runner.startMs);
        await runner.stop();
      }
      const [cold = 0, fresh = 0, again = 0] = times;
      return [
        fact('cold: nothing bundled, synthesised or seeded', `${(cold / 1000).toFixed(1)} s`),
        atMost('warm, empty data folder (seeds)', fresh / 1000, WARM_MS / 1000, { unit: 's', digits: 1 }),
        atMost('warm, on its data', again / 1000, WARM_MS / 1000, { unit: 's', digits: 1 }),
      ];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
