/** Pure rules of incidents that nobody works on: their lead hears of it (D2). */

import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome } from '#shared/grammar/definition';
import type { Configuration } from '#shared/tenancy/configuration';
import type { contract } from '../contract.ts';
import type { Incident } from './record.ts';

const MINUTE = 60_000;
/** After how long without activity, round the clock; the other priorities count business days. */
const LIMIT_MS: Readonly<Record<string, number>> = { P1: 30 * MINUTE, P2: 240 * MINUTE };
const BUSINESS_DAYS = 2;

/** When somebody must be told, in epoch milliseconds; once for each time that nothing happens. */
export function stallsAt(record: Incident, config: Configuration): number | undefined {
  const { state, lastActivityAt, stalledAt } = record;
  if (!['new', 'assigned', 'in_progress'].includes(state) || lastActivityAt === undefined) return undefined;
  if (stalledAt !== undefined && stalledAt > lastActivityAt) return undefined;
  const since = Date.parse(lastActivityAt);
  const limit = LIMIT_MS[record.priority ?? ''];
  if (limit !== undefined) return since + limit;
  return config.business.addBusinessDays(since / 1000, BUSINESS_DAYS) * 1000;
}

export function stall({
  record,
  at,
  config,
}: Decision<Incident, unknown>): Outcome<Incident, Emits<typeof contract, 'incident'>> {
  const { assignedGroup: group, lastActivityAt, priority } = record;
  const lead = group === undefined ? undefined : config.group(group)?.lead;
  return {
    set: { stalledAt: at },
    emit: [
      {
        name: 'stalled',
        data: {
          role: 'LEAD',
          to: lead ?? null,
          group: group ?? null,
          since: lastActivityAt ?? at,
          priority: priority ?? 'P5',
        },
      },
    ],
  };
}

/** A note for colleagues is work, though the requester sees nothing of it. */
export function noteActivity({
  at,
}: Decision<Incident, unknown>): Outcome<Incident, Emits<typeof contract, 'incident'>> {
  return { set: { lastActivityAt: at } };
}
