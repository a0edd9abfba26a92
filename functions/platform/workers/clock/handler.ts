/** The clock worker: every minute it drains the due index and hands due records to the processes that own them. */

import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '#shared/aws/environment';
import { DUE_SHARDS, dueShardKey, tenantOf } from '#shared/store/keys';
import { createStore, type Item, type Page } from '#shared/store/store';
import { clock } from '#shared/time/clock';
import { invokeProcess } from './invoke.ts';

/** Records handed over in one invocation. */
const BATCH = 50;
/** Invocations at once per shard. */
const CONCURRENCY = 2;
/** The worker leaves off this long before its own time is up; what is left is due again in a minute. */
const RESERVE_MS = 15_000;

const logger = new Logger({ serviceName: 'clock' });
const store = createStore(new DynamoDBClient({}), environment('TABLE_NAME'));

export async function handler(
  _event: unknown,
  context: { getRemainingTimeInMillis(): number },
): Promise<{ readonly records: number }> {
  const until = new Date(clock.now()).toISOString();
  const counts = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) =>
      drain(shard, until, () => context.getRemainingTimeInMillis() > RESERVE_MS),
    ),
  );
  return { records: counts.reduce((sum, count) => sum + count, 0) };
}

/** One pass over a shard's due records, page after page; what fails stays in the index and comes again. */
async function drain(shard: number, until: string, hasTime: () => boolean): Promise<number> {
  let records = 0;
  let after: Page['next'];
  do {
    const page: Page = await store.query({
      index: 'due',
      pk: dueShardKey(shard),
      to: until,
      limit: BATCH * CONCURRENCY,
      ...(after && { after }),
    });
    const batches = batchesOf(page.items);
    const results = await Promise.allSettled(batches.map(({ process, timers }) => invokeProcess(process, timers)));
    for (const [i, result] of results.entries()) {
      if (result.status === 'rejected')
        logger.error('process did not work through its timers', { process: batches[i]?.process, error: result.reason });
    }
    records += page.items.length;
    after = page.next;
  } while (after && hasTime());
  return records;
}

interface Timer {
  readonly tenantId: string;
  readonly type: string;
  readonly uid: string;
}

/** Due records by process, in batches. */
function batchesOf(items: readonly Item[]): readonly { readonly process: string; readonly timers: readonly Timer[] }[] {
  const byProcess = new Map<string, Timer[]>();
  for (const item of items) {
    const process = String(item.process);
    const uid = item.pk.slice(item.pk.lastIndexOf('#') + 1);
    // Whose timer it is, the key says: IAM guards what a function writes under, not what it writes there.
    const tenantId = tenantOf(item.pk);
    if (tenantId === undefined) continue;
    byProcess.set(process, [...(byProcess.get(process) ?? []), { tenantId, type: String(item.type), uid }]);
  }
  return [...byProcess].flatMap(([process, timers]) =>
    Array.from({ length: Math.ceil(timers.length / BATCH) }, (_, i) => ({
      process,
      timers: timers.slice(i * BATCH, (i + 1) * BATCH),
    })),
  );
}
