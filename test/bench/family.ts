/** A process and those that it started: what they hold in memory (Linux: shared pages in proportion, else as resident), and the CPU that they have used. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly resident: number;
}

function processes(): readonly Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = 0, parent = 0, kibibytes = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent, resident: kibibytes * 1024 };
  });
}

/** @throws Error where there is no `ps` */
function familyOf(root: number): readonly Process[] {
  const all = processes();
  const family = new Set([root]);
  for (let grown = true; grown; ) {
    const children = all.filter(({ pid, parent }) => family.has(parent) && !family.has(pid));
    for (const { pid } of children) family.add(pid);
    grown = children.length > 0;
  }
  return all.filter(({ pid }) => family.has(pid));
}

/** Bytes held by a process and its descendants. @throws Error where there is no `ps` */
export function memoryOf(root: number): number {
  return familyOf(root).reduce((sum, each) => sum + (proportional(each.pid) ?? each.resident), 0);
}

function proportional(pid: number): number | undefined {
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(ofProc(pid, 'smaps_rollup') ?? '')?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

/** What Linux counts CPU in, for every architecture: hundredths of a second. */
const TICKS_A_SECOND = 100;

/**
 * Seconds of CPU, of user and system, that a process and its descendants have used so far, those included that have ended. Unlike wall time it
 * hardly depends on what else the machine does. Undefined but on Linux. @throws Error where there is no `ps`
 */
export function cpuSecondsOf(root: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const ticks = familyOf(root).map(({ pid }) => {
    // What follows the name, which may have spaces: state, parent, …; 12 to 15 are utime, stime, cutime and cstime.
    const fields =
      ofProc(pid, 'stat')
        ?.replace(/^.*\) /s, '')
        .split(' ') ?? [];
    return fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_A_SECOND;
}

function ofProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
