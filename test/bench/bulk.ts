/** Section `bulk`: one request that comments on 10,000 incidents; the runner is killed in the middle of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, fact, type Section } from '#test/bench/section';
import { startRunner } from '#test/faults/runner';
import type { Client } from '#test/support/client';

const COUNT = 10_000;
const KILL_AT = 4_000;

/** New incidents, twenty at a time. */
async function incidents(agent: Client, progress: (done: number) => void): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < COUNT) {
    const body = { title: 'The printer jams', category: 'printing' };
    const some = await Promise.all(Array.from({ length: 20 }, () => agent.post('/v1/incidents', body)));
    ids.push(...some.map((answer) => String(answer.body.id)));
    progress(ids.length);
  }
  return ids;
}

export const bulkSection: Section = {
  name: 'bulk',
  title: 'a bulk request for 10,000 records, with a kill -9 in the middle',
  async run(progress) {
    const directory = mkdtempSync(join(tmpdir(), 'helmdesk-bench-'));
    let runner = await startRunner({ directory, unlimited: true });
    const { port } = runner;
    try {
      const ids = await incidents(await runner.as('ada', 'AGT'), (done) => progress('creating', done, COUNT));
      const body = { body: 'Is it still broken?', visibility: 'public' };
      const request = { command: 'comment', body, items: ids.map((id) => ({ id })) };
      const began = performance.now();
      const { headers } = await (await runner.as('ada', 'AGT')).post('/v1/incidents/bulk', request);
      const location = headers.get('location') ?? '';
      let killed = false;
      let operation = { state: 'running', progress: { done: 0, refused: 0 } };
      while (operation.state === 'running') {
        await sleep(200);
        operation = (await (await runner.as('ada', 'AGT')).get(location)).body;
        progress('commenting', operation.progress.done, COUNT);
        if (killed || operation.progress.done < KILL_AT) continue;
        killed = true;
        await runner.kill();
        runner = await startRunner({ directory, port, unlimited: true });
      }
      const seconds = (performance.now() - began) / 1000;
      const agent = await runner.as('ada', 'AGT');
      let wrong = 0;
      for (let i = 0; i < ids.length; i += 20) {
        const some = ids.slice(i, i + 20).map((id) => agent.get(`/v1/incidents/${id}/comments`));
        for (const answer of await Promise.all(some)) if (answer.body.total !== 1) wrong += 1;
        progress('counting', i, COUNT);
      }
      return [
        fact('items, refused', `${operation.progress.done}, ${operation.progress.refused}`),
        fact('time with the kill and the start after it', `${seconds.toFixed(1)} s`),
        fact('items a second', (operation.progress.done / seconds).toFixed(0)),
        atMost('items not done exactly once', wrong, 0, { exact: true }),
      ];
    } finally {
      await runner.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
