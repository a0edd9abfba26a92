/** Other programs: run to their end or until they are told, with what they print kept for the case that they fail. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** The file that takes what it prints. */
  readonly log: string;
}

const windows = process.platform === 'win32';
/** What still runs, so that an interrupted check leaves nothing behind. */
const running = new Set<ChildProcess>();

function begin({ command, args, cwd, env, log }: Program): ChildProcess {
  const file = openSync(log, 'a');
  // In a group of its own, so that what it starts ends with it. npm's commands are scripts on Windows, which need a shell.
  const child = spawn(command, [...args], {
    ...(cwd === undefined ? {} : { cwd }),
    ...{ env, stdio: ['ignore', file, file], detached: !windows, shell: windows },
  });
  closeSync(file);
  running.add(child);
  child.once('exit', () => running.delete(child)).once('error', () => running.delete(child));
  return child;
}

/** @throws Error with the last lines that it printed, when it cannot be started or says that it failed */
export async function run(program: Program): Promise<void> {
  const child = begin(program);
  const ended = await new Promise<number | string>((resolve) => {
    child.once('error', ({ message }) => resolve(message)).once('exit', (code, signal) => resolve(code ?? signal ?? 1));
  });
  if (ended === 0) return;
  const name = [program.command, ...program.args].join(' ');
  throw new Error(`${name} ended with ${ended}:\n${lastLines(program.log)}`);
}

/** Starts what runs until {@link endAll}; `alive` says whether it still does. */
export function start(program: Program): { readonly alive: () => boolean } {
  const child = begin(program);
  return { alive: () => running.has(child) };
}

/** Ends what was started here and everything that it started: asked first, after a second and a half made to. */
export async function endAll(): Promise<void> {
  const children = [...running];
  for (const child of children) signal(child, 'SIGTERM');
  for (let tries = 0; tries < 15 && children.some((child) => running.has(child)); tries += 1) await setTimeout(100);
  for (const child of children) signal(child, 'SIGKILL');
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (windows) child.kill(name);
    else if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // it has ended by itself
  }
}

/** The end of a log, for a sentence that something failed. */
export function lastLines(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n');
}
