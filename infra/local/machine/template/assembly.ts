/** The cloud assembly that the runner reads: bundled and synthesised, or the one of last time when nothing has changed. */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployableProcess } from '#infra/functions';
import { withLock } from '#infra/local/machine/lock';
import type { Synthesis } from '#infra/local/machine/template/synthesise';

/** The repository. */
const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const CACHE = join(ROOT, '.build', 'assembly');

/** What templates are made from, beside the bundles; the runner itself is not part of them. */
const INPUTS = [
  'infra',
  'shared/problems',
  'shared/store/dictionary.ts',
  'shared/store/item.ts',
  'shared/store/keys.ts',
  'shared/tenancy/keys.ts',
  'cdk.json',
  'package-lock.json',
];
/** So many assemblies are kept. */
const KEPT = 4;

/** Told when a step begins and when it has ended, with how long it took in milliseconds. */
export type OnStep = (step: 'bundle' | 'synthesise', milliseconds: number) => void;

/** Bundles and synthesises the stage `local` as far as needed; returns the assembly's directory. */
export async function prepareAssembly(
  processes: readonly DeployableProcess[],
  onStep: OnStep = () => {},
): Promise<string> {
  return withLock(join(ROOT, '.build', 'assembly.lock'), async () => {
    const { bundle } = await import('#infra/bundle');
    const { functionEntries } = await import('#infra/functions');
    const started = performance.now();
    const bundles = await bundle(functionEntries(processes), ROOT);
    onStep('bundle', performance.now() - started);
    const code = bundles.flatMap(({ dir }) => [join(dir, 'index.mjs'), join(dir, 'zone-data.json')]);
    return cachedAssembly([...INPUTS, ...code], JSON.stringify(processes), async (outdir) => {
      const begun = performance.now();
      await synthesiseApart({ processes, bundles: join(ROOT, '.build', 'functions'), outdir });
      onStep('synthesise', performance.now() - begun);
    });
  });
}

/** @throws Error with what went wrong */
async function synthesiseApart(synthesis: Synthesis): Promise<void> {
  const child = fork(join(import.meta.dirname, 'synthesise.ts'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-4000);
  });
  child.send(synthesis);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the templates cannot be synthesised: ${words.trim()}`);
}

/**
 * The assembly made from these files (relative to the repository, folders as a whole, `infra/local` left out) and this
 * text; `build` writes it when there is none yet.
 */
export async function cachedAssembly(
  inputs: readonly string[],
  text: string,
  build: (outdir: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256').update(text);
  for (const file of inputs.flatMap(filesUnder)) hash.update(file).update(readFileSync(join(ROOT, file)));
  const directory = join(CACHE, hash.digest('hex').slice(0, 16));
  if (!existsSync(directory)) {
    const unfinished = `${directory}.${process.pid}`;
    await build(unfinished);
    renameSync(unfinished, directory);
  }
  const now = new Date();
  utimesSync(directory, now, now);
  prune();
  return directory;
}

function filesUnder(path: string): readonly string[] {
  const absolute = join(ROOT, path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [path];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(ROOT, 'infra', 'local')))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}

function prune(): void {
  const used = readdirSync(CACHE)
    .map((name) => ({ path: join(CACHE, name), at: statSync(join(CACHE, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path, at } of used.slice(KEPT)) {
    // A runner may still be at work with an assembly that others have overtaken.
    if (Date.now() - at > 86_400_000) rmSync(path, { recursive: true, force: true });
  }
}
