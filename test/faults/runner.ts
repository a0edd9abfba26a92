/** The local runner as a process of its own, which can be killed and started again on its data. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { freePort } from '#infra/local/edges/dynamodb/child';
import { type Client, createClient } from '#test/support/client';

export interface RunnerOptions {
  /** Where its data is; another start with the same folder goes on with it. */
  readonly directory: string;
  /** By default a free one. */
  readonly port?: number;
  /** Run it without usage plans, so that it can be loaded. */
  readonly unlimited?: boolean;
  /** Another program than that of `npm start`, relative to the repository. */
  readonly program?: string;
  /** Another repository than this one, whose program it is; with what Node is given before it. */
  readonly root?: string;
  readonly flags?: readonly string[];
  /** How long it may take to answer; longer than usual where it bundles and synthesises first. */
  readonly patienceMs?: number;
}

const ROOT = join(import.meta.dirname, '..', '..');
const PROGRAMS = { limited: join('infra', 'local', 'main.ts'), unlimited: join('test', 'faults', 'unlimited.ts') };

export interface Runner {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Milliseconds from the start of the process to the first answer. */
  readonly startMs: number;
  /** A person of a tenant (acme unless said) with roles. */
  as(user: string, roles: string, tenant?: string): Promise<Client>;
  /** Calls one of the tools under /_local/. @throws Error for anything but success */
  tool(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
  /** Every event on the bus so far, oldest first. */
  events(): Promise<readonly LoggedEvent[]>;
  /** Waits until no event was added for `quiet` milliseconds. */
  settled(quiet?: number): Promise<void>;
  /** How it ended and what it said last, once it has ended. */
  ended(): string | undefined;
  /** kill -9 of the process and nothing else: what it started must notice by itself. */
  kill(): Promise<void>;
  /** Asks it to end, as Ctrl-C does. */
  stop(): Promise<void>;
}

const eventSchema = z.object({
  seq: z.number(),
  detailType: z.string(),
  source: z.string(),
  detail: z.looseObject({ eventId: z.string(), uid: z.string(), name: z.string(), command: z.string() }),
});
export type LoggedEvent = z.infer<typeof eventSchema>;

const PATIENCE_MS = 120_000;

/** Starts the runner and waits until it answers. @throws Error with its last words when it ends instead */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { directory, port: wanted, unlimited = false, program, root = ROOT, flags = [] } = options;
  const { patienceMs = PATIENCE_MS } = options;
  const port = wanted ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const started = program ?? PROGRAMS[unlimited ? 'unlimited' : 'limited'];
  const child = spawn(process.execPath, [...flags, started, '--data', directory], {
    cwd: root,
    env: { ...process.env, PORT: String(port), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  let ready = false;
  const hear = (chunk: Buffer): void => {
    words = (words + chunk.toString()).slice(-4000);
    ready ||= words.includes('Helmdesk runs at');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  await until(
    () => isHealthy(url),
    child,
    () => words,
    patienceMs,
  );
  const startMs = performance.now() - began;
  // It answers while it is still being seeded.
  await until(
    async () => ready,
    child,
    () => words,
    patienceMs,
  );

  const tool: Runner['tool'] = async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const after = async (seq: number): Promise<readonly LoggedEvent[]> => {
    const answer = await tool('GET', `/_local/events?after=${seq}&limit=10000`);
    return z.object({ items: z.array(eventSchema) }).parse(answer).items;
  };
  const events = async (from = 0): Promise<readonly LoggedEvent[]> => {
    const page = await after(from);
    const last = page.at(-1);
    return last ? [...page, ...(await events(last.seq))] : [];
  };

  return {
    url,
    port,
    pid: child.pid ?? 0,
    startMs,
    tool,
    events: () => events(),
    async as(user, roles, tenant = 'acme') {
      const issued = await tool('POST', '/_local/token', { tenant, user, roles: roles.split(' ') });
      return createClient(url, { authorization: `Bearer ${z.object({ token: z.string() }).parse(issued).token}` });
    },
    async settled(quiet = 1500) {
      let last = -1;
      let since = performance.now();
      while (performance.now() - since < quiet) {
        const newest = (await after(Math.max(0, last))).at(-1)?.seq;
        if (newest !== undefined) {
          last = newest;
          since = performance.now();
        }
        await sleep(100);
      }
    },
    ended: () =>
      child.exitCode === null && child.signalCode === null
        ? undefined
        : `ended with ${child.signalCode ?? child.exitCode}: ${words}`,
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

async function until(
  holds: () => Promise<boolean>,
  child: ChildProcess,
  words: () => string,
  patienceMs: number,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await holds())) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the runner ended: ${words()}`);
    if (performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the runner did not answer within ${patienceMs / 1000} s: ${words()}`);
    }
    await sleep(25);
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
