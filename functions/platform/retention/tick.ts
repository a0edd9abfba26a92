/** Works through due timers of the retention service. A failing one is logged and stays due. */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { DueTimers, TickResult } from '#shared/process/tick';
import { tenantId } from '#shared/tenancy/tenant-id';
import { purge } from './purge.ts';
import { placeOf } from './runtime.ts';

const CONCURRENCY = 10;

export async function tick({ timers }: DueTimers, logger: Logger): Promise<TickResult> {
  let [done, failed] = [0, 0];
  const one = async (timer: DueTimers['timers'][number]): Promise<void> => {
    try {
      await purge(await placeOf(tenantId(timer.tenantId)), timer.type, timer.uid);
      done++;
    } catch (error) {
      failed++;
      logger.error('purge failed', { ...timer, error: error as Error });
    }
  };
  for (let i = 0; i < timers.length; i += CONCURRENCY) await Promise.all(timers.slice(i, i + CONCURRENCY).map(one));
  return { done, failed };
}
