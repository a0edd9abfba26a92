/** Runs the command line as a person does: a process of its own, with a configuration folder of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '#test/architecture/tree';

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Waits for a process to end. */
export function outcome(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd = root,
): Promise<Outcome> {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** @param folder for profiles; `url` is where the API is. */
export function commandLine(folder: string, url: string): (...args: readonly string[]) => Promise<Outcome> {
  const { HELMDESK_TOKEN: _, ...surroundings } = process.env;
  const env = { ...surroundings, HELMDESK_CONFIG: join(folder, 'profiles.json'), HELMDESK_URL: url };
  return (...args) => outcome(process.execPath, [join(root, 'infra/cli/main.ts'), ...args], env);
}
