/** Builds to be compared: this working tree, and any commit in a worktree and with packages of its own. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';

export interface Build {
  readonly name: string;
  /** Its repository. */
  readonly root: string;
  /** Removes what was made for it. */
  remove(): void;
}

/** The tree that this program is part of, with what is not committed. */
export const thisBuild: Build = { name: 'ours', root: process.cwd(), remove() {} };

const lockSchema = z.object({ packages: z.record(z.string(), z.unknown()) });

/** Checks a commit out into a temporary folder, with its packages. @throws Error when there is no such commit, or its packages cannot be had */
export function buildOf(commit: string): Build {
  const name = git('rev-parse', '--short', '--verify', '--end-of-options', `${commit}^{commit}`);
  const parent = mkdtempSync(join(tmpdir(), 'helmdesk-against-'));
  const root = join(parent, 'build');
  const remove = (): void => {
    git('worktree', 'remove', '--force', root);
    rmSync(parent, { recursive: true, force: true });
  };
  git('worktree', 'add', '--quiet', '--detach', root, name);
  try {
    if (packagesOf(root) === packagesOf(process.cwd()))
      symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'), 'junction');
    // Not `npm ci`, which refuses the lock of a commit that lacks packages of other platforms.
    else
      execFileSync('npm', ['install', '--no-audit', '--no-fund'], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
  } catch (error) {
    remove();
    throw error;
  }
  return { name, root, remove };
}

/** What a program of a build is started with, so that what it needs to be generated is. */
export function flagsOf(root: string): readonly string[] {
  const first = './infra/needs-node.mjs';
  return existsSync(join(root, first)) ? ['--import', first] : [];
}

/** What the lock says of all packages but the project itself. */
function packagesOf(root: string): string {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  return JSON.stringify({ ...packages, '': undefined });
}

const git = (...args: readonly string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
