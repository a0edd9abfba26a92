/** One dynoxide process: spawned so that it cannot outlive us, and ready when it listens. */
import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeProcessFile } from '#infra/local/machine/process-file';

export interface ChildEngine {
  readonly pid: number;
  /** Resolves with the reason when the process has ended. */
  readonly exited: Promise<string>;
  /** Asks it to end, and makes it end when it does not within two seconds. */
  stop(): Promise<void>;
}

export interface SpawnOptions {
  readonly binary: string;
  readonly database: string;
  readonly processFile: string;
  readonly port: number;
}

/**
 * A shell between us and dynoxide. Its standard input is a pipe from us that closes however we end, also by kill -9; then
 * it ends dynoxide. It prints dynoxide's process id first and exits with its status. Both are in a process group of their
 * own, so that an interrupt from the keyboard reaches the runner alone, which then stops the engine after its last request.
 */
const LEASH = `
  exec 3<&0
  "$0" "$@" </dev/null >/dev/null & engine=$!
  echo $engine
  { cat <&3 >/dev/null; kill $engine; } 2>/dev/null & watch=$!
  wait $engine; status=$?
  kill $watch 2>/dev/null
  exit $status`;

/** Starts dynoxide on the port and waits until it accepts connections; throws with its last words when it does not. */
export async function spawnEngine({ binary, database, processFile, port }: SpawnOptions): Promise<ChildEngine> {
  const args = ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', database];
  const leashed = process.platform !== 'win32';
  const child = leashed
    ? spawn('/bin/sh', ['-c', LEASH, binary, ...args], { stdio: ['pipe', 'pipe', 'pipe'], detached: true })
    : spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'] });

  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-2000);
  });
  let ended = false;
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`exit ${signal ?? code}: ${lastWords.trim()}`));
  }).finally(() => {
    ended = true;
    child.stdin?.destroy();
  });

  const pid = leashed ? await printedPid(child, exited) : (child.pid ?? 0);
  writeProcessFile(processFile, pid);
  const deadline = Date.now() + 15_000;
  while (!(await accepts(port))) {
    if (Date.now() > deadline) signal(pid, 'SIGKILL');
    if (ended || Date.now() > deadline) throw new Error(`dynoxide does not start on ${database}: ${await exited}`);
    await sleep(5);
  }
  return { pid, exited, stop: () => stop(pid, exited) };
}

async function stop(pid: number, exited: Promise<string>): Promise<void> {
  signal(pid, 'SIGTERM');
  const timer = setTimeout(() => signal(pid, 'SIGKILL'), 2000);
  await exited;
  clearTimeout(timer);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended already
  }
}

async function printedPid(child: ChildProcess, exited: Promise<string>): Promise<number> {
  const printed = new Promise<string>((resolve) =>
    child.stdout?.once('data', (chunk: Buffer) => resolve(String(chunk))),
  );
  const pid = Number.parseInt(await Promise.race([printed, exited]), 10);
  if (Number.isNaN(pid)) throw new Error(`dynoxide does not start: ${await exited}`);
  return pid;
}

/** A TCP port of this machine that is free at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.destroy() && resolve(true));
    socket.once('error', () => resolve(false));
  });
}
