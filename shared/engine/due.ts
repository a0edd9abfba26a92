/** What the clock worker hands over, and the way through it: one failing item never holds up the others. */
import type { Logger } from '@aws-lambda-powertools/logger';

/** An item whose timer is due. */
export interface DueTimer {
  readonly tenantId: string;
  readonly type: string;
  readonly uid: string;
}

/** What the clock worker sends: items whose earliest timer is due. */
export interface DueTimers {
  readonly source: 'helmdesk.clock';
  readonly timers: readonly DueTimer[];
}

export interface TickResult {
  readonly done: number;
  readonly failed: number;
}

/** Items worked on at once. */
const CONCURRENCY = 10;

/** Works through due items. A failing one is logged and stays due. */
export async function throughTimers(
  { timers }: DueTimers,
  logger: Logger,
  work: (timer: DueTimer) => Promise<void>,
): Promise<TickResult> {
  let [done, failed] = [0, 0];
  const one = async (timer: DueTimer): Promise<void> => {
    try {
      await work(timer);
      done++;
    } catch (error) {
      failed++;
      const { tenantId, type, uid } = timer;
      logger.error('timer failed', { tenantId, type, uid, error: error as Error });
    }
  };
  for (let i = 0; i < timers.length; i += CONCURRENCY) await Promise.all(timers.slice(i, i + CONCURRENCY).map(one));
  return { done, failed };
}
