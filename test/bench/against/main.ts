/** `npm run bench -- against <commit> [section …]`: the same work for this tree and for a commit, in turn, and what became of each figure. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Build, buildOf, flagsOf, thisBuild } from '#test/bench/against/builds';
import { type Figure, tableOfFigures } from '#test/bench/against/figures';
import { CLIENTS, measureLoad } from '#test/bench/against/load';
import type { Progress } from '#test/bench/section';
import { startRunner } from '#test/faults/runner';

/** Each build is measured so often; the better of the figures counts, being the less disturbed. */
const ROUNDS = 2;
/** A build that starts for the first time bundles and synthesises. */
const PATIENCE_MS = 600_000;

/**
 * Measures both builds, A B A B, and prints the table after each round. Of sections that are named, as each build has them, the rows that count by the second are
 * compared as well. @throws Error for a commit that is not there, and when a build does not run
 */
export async function compare([commit = '', ...sections]: readonly string[], progress: Progress): Promise<void> {
  progress(`building ${commit}`);
  const that = buildOf(commit);
  try {
    const seen = new Map<Build, Figure[]>([
      [thisBuild, []],
      [that, []],
    ]);
    for (let round = 1; round <= ROUNDS; round++) {
      for (const [build, figures] of seen) {
        const tell: Progress = (what) => progress(`round ${round} of ${ROUNDS}, ${build.name}: ${what}`);
        figures.push(...(await load(build, tell)), ...sections.flatMap((section) => ofSection(build, section, tell)));
      }
      console.log(`\nagainst ${that.name}: ${CLIENTS} clients at once, the best of ${round} rounds`);
      console.log(tableOfFigures(seen.get(thisBuild) ?? [], seen.get(that) ?? [], that.name));
    }
  } finally {
    that.remove();
  }
}

async function load({ root }: Build, progress: Progress): Promise<readonly Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), 'helmdesk-bench-'));
  try {
    progress('starting');
    const runner = await startRunner({
      directory,
      unlimited: true,
      root,
      flags: flagsOf(root),
      patienceMs: PATIENCE_MS,
    });
    try {
      const { work, memory } = await measureLoad(runner, progress);
      return [
        ...work.map(({ name, count, seconds }) => ({ name, unit: '/s', value: count / seconds }) as const),
        ...work.flatMap(({ name, count, cpu }) =>
          cpu === undefined ? [] : [{ name, unit: 'ms of CPU', value: (1000 * cpu) / count } as const],
        ),
        { name: 'memory after it', unit: 'MiB', value: memory / 2 ** 20 },
      ];
    } finally {
      await runner.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function ofSection({ root }: Build, section: string, progress: Progress): readonly Figure[] {
  progress(section);
  const { stdout } = spawnSync(process.execPath, [...flagsOf(root), 'test/bench/main.ts', section], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return [...stdout.matchAll(/^ {2}(\S.*?) a second\s+([\d.]+)/gm)].map(([, name = '', value]) => ({
    name: `${section}: ${name}`,
    unit: '/s',
    value: Number(value),
  }));
}
