/** kill -9 at any moment: every acknowledged write is there, no event is lost, each consumer's effect is there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { consumed, listed, startFixture, TENANT } from '#test/local/fixtures/stack';

/** Writes that are acknowledged before each kill, which comes at a moment that no writer chose. */
const EACH = 40;

const dataDir = mkdtempSync(join(tmpdir(), 'helmdesk-kill-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Starts a runner on the data directory; resolves when it answers. */
async function startRunner(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const script = join(import.meta.dirname, 'fixtures', 'runner.ts');
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return { url: String(line).trim(), child };
}

/** Writes as fast as it can, until the runner is gone, and remembers what was acknowledged. */
async function writeUntilGone(url: string, prefix: string, acknowledged: string[]): Promise<void> {
  const write = async (lane: number): Promise<void> => {
    for (let count = 0; ; count++) {
      const ids = [`${prefix}-${lane}-${count}`];
      const response = await fetch(`${url}/v1/incidents/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TENANT}.ada` },
        body: JSON.stringify({ ids }),
      });
      if (response.status !== 202) throw new Error(String(response.status));
      acknowledged.push(...ids);
    }
  };
  await Promise.allSettled([0, 1, 2, 3].map(write));
}

it('twice under load, and nothing is missing', async () => {
  const acknowledged: string[] = [];
  for (const prefix of ['first', 'second']) {
    const { url, child } = await startRunner();
    const writing = writeUntilGone(url, prefix, acknowledged);
    const goal = acknowledged.length + EACH;
    while (acknowledged.length < goal && child.exitCode === null) await sleep(20);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await writing;
    await exited;
  }

  const stack = await startFixture({ dataDir });
  await stack.settled();
  const onTheBus = new Set(
    (await listed(stack, '/events?limit=100000')).map(({ detail }) => String(Object(detail).eventId)),
  );
  const effects = await Promise.all(acknowledged.map((id) => consumed(stack, id)));
  const letters = await listed(stack, '/dead-letters');
  await stack.stop();

  expect(acknowledged.length).toBeGreaterThanOrEqual(2 * EACH);
  expect(acknowledged.filter((id) => !onTheBus.has(id))).toEqual([]);
  expect(acknowledged.filter((_, at) => effects[at]?.length === 0)).toEqual([]);
  expect(letters).toEqual([]);
});
