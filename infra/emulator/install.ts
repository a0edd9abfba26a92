/** MiniStack in a virtual environment of Python's below `.build/`: installed once a release, used until another is asked for. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '#infra/emulator/child';

/** MiniStack itself asks for it. */
const MINOR = 10;

/** @returns the Python that has this release. @throws Error in one sentence where Python or the package cannot be had */
export async function install(version: string, log: string): Promise<string> {
  const folder = join('.build', 'emulator', `ministack-${version}`);
  const python = join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  if (
    existsSync(python) &&
    prints(python, 'from importlib.metadata import version; print(version("ministack"))') === version
  )
    return python;
  const system = systemPython();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--quiet', `ministack==${version}`];
  try {
    await run({ command: system, args: ['-m', 'venv', folder], env: process.env, log });
    await run({ command: python, args: pip, env: process.env, log });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const said = error instanceof Error ? error.message.trim().split('\n').at(-1) : error;
    throw new Error(
      `ministack ${version} cannot be installed (${said}): it needs Python with venv and pip, and a way to the Python Package Index.`,
    );
  }
  return python;
}

function systemPython(): string {
  const suits = (command: string): boolean => Number(prints(command, MINOR_VERSION)) >= MINOR;
  const found = ['python3', 'python', 'py'].find(suits);
  if (found === undefined)
    throw new Error(
      `There is no Python 3.${MINOR} or later here, which the emulator is written in: install it and run this again.`,
    );
  return found;
}

const MINOR_VERSION = 'import sys; print(sys.version_info.minor if sys.version_info.major == 3 else -1)';

/** What a line of Python prints; undefined where there is no such Python. */
function prints(python: string, line: string): string | undefined {
  const { status, stdout } = spawnSync(python, ['-c', line], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
