/** Section `timers`: ten thousand timers that fall due in the same minute, drained by the clock worker. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DUE_SHARDS, dueShardKey } from '#shared/store/keys';
import { fill } from '#test/bench/fill';
import { atMost, fact, type Section } from '#test/bench/section';
import { type LoggedEvent, startRunner } from '#test/faults/runner';
import { tenantOf, withTable } from '#test/faults/table';

const TIMERS = 10_000;
const SECONDS = 60;
const PATIENCE_MS = 240_000;

const isTimer = ({ detail }: LoggedEvent): boolean => detail.command === 'clock';

export const timersSection: Section = {
  name: 'timers',
  title: `${TIMERS} timers due in one minute`,
  async run(progress) {
    const directory = mkdtempSync(join(tmpdir(), 'helmdesk-bench-'));
    try {
      await (await startRunner({ directory, unlimited: true })).stop();
      const due = await withTable(directory, async (store) => {
        await fill(store, await tenantOf(store, 'acme'), { count: TIMERS, from: Date.now(), stepMs: 0, progress });
        return earliest(store);
      });
      const runner = await startRunner({ directory, unlimited: true });
      await runner.tool('POST', '/_local/clock', { freeze: true });
      const began = performance.now();
      let done = 0;
      // What the clock worker had no time for is due again in the next minute.
      for (let minute = 1; done < TIMERS && performance.now() - began < PATIENCE_MS; minute++) {
        await runner.tool('POST', '/_local/clock', { to: new Date(Date.parse(due) + minute * 60_000).toISOString() });
        done = new Set((await runner.events()).filter(isTimer).map(({ detail }) => detail.uid)).size;
        progress('draining', done, TIMERS);
      }
      const seconds = (performance.now() - began) / 1000;
      await runner.stop();
      return [
        atMost(`time until ${done} of ${TIMERS} are done`, seconds, SECONDS, { unit: 's', digits: 1 }),
        fact('timers a second', (done / seconds).toFixed(0)),
      ];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

/** The instant of the first timer. */
async function earliest(store: Parameters<typeof tenantOf>[0]): Promise<string> {
  const shards = Array.from({ length: DUE_SHARDS }, (_, shard) => dueShardKey(shard));
  const pages = await Promise.all(shards.map((pk) => store.query({ index: 'due', pk, limit: 1 })));
  const [first] = pages.flatMap(({ items }) => items.map(({ dueAt }) => String(dueAt))).sort();
  if (first === undefined) throw new Error('nothing is due');
  return first;
}
