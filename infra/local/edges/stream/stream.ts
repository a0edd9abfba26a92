/** From the table's stream to its functions: at once after a write, in order, with checkpoints in the journal. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDbProxy } from '#infra/local/edges/dynamodb/proxy';
import type { Mapping } from '#infra/local/edges/stream/mapping';
import { type Page, type StreamReader, sequenceOf } from '#infra/local/edges/stream/reader';
import type { Activity } from '#infra/local/machine/activity';
import type { Courtesy } from '#infra/local/machine/courtesy';
import { type Journal, optionalText } from '#infra/local/machine/journal';

export interface StreamPump {
  /** Something may have been written. */
  wake(): void;
  stop(): Promise<void>;
}

/** For writes that do not pass the proxy, such as expiry; in milliseconds. */
const GLANCE = 1000;
/** Pause after the engine did not answer, which it does not while it restarts. */
const PAUSE = 200;

/** The operations after which there may be something in the stream. */
const WRITES: ReadonlySet<string> = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
]);

/** Starts to read where the journal left off. While there is something to read, `activity` counts it. */
export function startStream(options: {
  readonly mapping: Mapping;
  readonly reader: StreamReader;
  readonly proxy: DynamoDbProxy;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly courtesy: Courtesy;
  readonly onProblem: (message: string) => void;
}): StreamPump {
  const { mapping, reader, proxy, journal, activity, courtesy, onProblem } = options;
  const iterators = new Map<string, string>();
  const closed = new Set<string>();
  const abort = new AbortController();
  const { signal } = abort;
  let asked = 0;
  let served = 0;
  let running: Promise<void> | undefined;

  const checkpoint = (shard: string, sequence: string): void => {
    journal.sql('INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)').run(mapping.id, shard, sequence);
  };
  const readPage = async (shard: string): Promise<Page> => {
    const row = journal.sql('SELECT sequence FROM checkpoints WHERE mapping = ? AND shard = ?').get(mapping.id, shard);
    const iterator = iterators.get(shard) ?? (await reader.iterator(shard, optionalText(row ?? {}, 'sequence')));
    const page = await reader.read(iterator);
    if (page.next) iterators.set(shard, page.next);
    else closed.add(shard);
    return page;
  };
  const drainShard = async (shard: string): Promise<void> => {
    while (!signal.aborted) {
      const { records, next } = await readPage(shard);
      await mapping.handle(records, (sequence) => checkpoint(shard, sequence), signal);
      const last = records.at(-1);
      if (last && !signal.aborted) checkpoint(shard, sequenceOf(last));
      if (!last || !next) return;
    }
  };
  const drain = async (): Promise<void> => {
    // A shard that closes is followed by others.
    if (iterators.size === 0 || [...iterators.keys()].every((shard) => closed.has(shard))) {
      for (const shard of await reader.shards()) if (!iterators.has(shard)) await drainShard(shard);
    }
    for (const shard of iterators.keys()) if (!closed.has(shard)) await drainShard(shard);
  };

  const run = async (): Promise<void> => {
    do {
      // What is written meanwhile is read with the rest.
      await courtesy.giveWay();
      const before = asked;
      try {
        await drain();
        served = before;
      } catch (error) {
        if (signal.aborted) return;
        onProblem(`stream of ${mapping.id}: ${error instanceof Error ? error.message : String(error)}`);
        iterators.clear();
        await sleep(PAUSE);
      }
    } while (served !== asked && !signal.aborted);
  };
  const start = (): void => {
    if (signal.aborted || running) return;
    running = activity.during(run()).finally(() => {
      running = undefined;
      if (served !== asked) start();
    });
  };
  const wake = (): void => {
    asked += 1;
    start();
  };

  const unsubscribe = proxy.subscribe(({ operation, status }) => {
    if (status === 200 && WRITES.has(operation)) wake();
  });
  const glance = setInterval(wake, GLANCE);
  glance.unref();
  wake();
  return {
    wake,
    async stop() {
      unsubscribe();
      clearInterval(glance);
      abort.abort();
      await running;
    },
  };
}
