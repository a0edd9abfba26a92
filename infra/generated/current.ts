/** What is generated from the definitions is built, not committed: whoever needs it calls {@link generate} first (docs/adr/0042). */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '#infra/content-hash';

const root = join(import.meta.dirname, '../..');

/** Where it is built, relative to the repository; `#generated/…` in imports. */
export const generatedDirectory = join('.build', 'generated');

/** Says from which inputs the files beside it were made. */
export const stampFile = join(generatedDirectory, 'made-from');

/** What it is made from. */
const inputs = [
  'functions',
  'shared',
  join('infra', 'docs'),
  join('infra', 'generated'),
  join('docs', 'errors.md'),
  'package.json',
  'package-lock.json',
];

/**
 * Builds `.build/generated/`, in a process of its own, unless it was made from what is there now.
 * @throws Error with what that process said, when a definition cannot be read
 */
export function generate(): void {
  const hash = contentHash(root, inputs);
  const stamp = join(root, stampFile);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const { status, stderr, stdout } = spawnSync(process.execPath, ['infra/generated/main.ts', hash], {
    cwd: root,
    encoding: 'utf8',
    // As if it were started by hand: not with what the process that needs it was given to load.
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (status !== 0) throw new Error(`${generatedDirectory} cannot be made from the definitions:\n${stdout}${stderr}`);
}
