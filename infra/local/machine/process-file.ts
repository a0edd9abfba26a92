/** The file that says which engine process holds a database and which process owns it, so that orphans can be ended. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { asObject } from '#infra/local/machine/json';

interface Holders {
  readonly engine: number;
  readonly owner: number;
  /** When the owner started, so that a number that the system gave to another process does not pass for it. */
  readonly ownerStarted: string;
}

/** Notes the engine process of this database, and ourselves as its owner. */
export function writeProcessFile(path: string, engine: number): void {
  const holders: Holders = { engine, owner: process.pid, ownerStarted: look(process.pid)?.started ?? '' };
  writeFileSync(path, JSON.stringify(holders));
}

/** Forgets the engine process. */
export function removeProcessFile(path: string): void {
  rmSync(path, { force: true });
}

/**
 * Ends the engine that a killed owner left behind with this database. Throws when the owner is alive: two runners must
 * not share a database.
 */
export async function endOrphan(path: string): Promise<void> {
  const holders = read(path);
  if (!holders) return;
  const owner = look(holders.owner);
  if (owner && owner.started === holders.ownerStarted && holders.owner !== process.pid) {
    throw new Error(`${path}: the database is in use by process ${holders.owner}; stop it, or use another directory`);
  }
  if (look(holders.engine)?.command.includes('dynoxide')) {
    process.kill(holders.engine, 'SIGKILL');
    while (look(holders.engine)) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  removeProcessFile(path);
}

function read(path: string): Holders | undefined {
  try {
    const holders = asObject(JSON.parse(readFileSync(path, 'utf8')));
    const { engine, owner, ownerStarted } = holders ?? {};
    if (typeof engine !== 'number' || typeof owner !== 'number' || typeof ownerStarted !== 'string') return undefined;
    return { engine, owner, ownerStarted };
  } catch {
    return undefined; // no file, or one whose writing was interrupted
  }
}

/** What a process is, or undefined when there is none of that number. */
function look(pid: number): { started: string; command: string } | undefined {
  if (!isAlive(pid)) return undefined;
  try {
    if (process.platform === 'linux') {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      // The name in parentheses may hold anything, so count from behind it: field 22 is the start time (proc(5)).
      const started = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[19] ?? '';
      return command === '' ? undefined : { started, command }; // a zombie has no command line
    }
    if (process.platform === 'win32') {
      const line = run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']);
      return { started: '', command: line };
    }
    // lstart is 24 characters wide, such as `Fri Nov 21 09:26:11 2025`.
    const line = run('ps', ['-o', 'lstart=,command=', '-p', String(pid)]).trim();
    return { started: line.slice(0, 24), command: line.slice(24) };
  } catch {
    return undefined; // it ended meanwhile
  }
}

const run = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
