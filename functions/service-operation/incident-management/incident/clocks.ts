/** What an incident's state means for its service-level clocks, and when things happen by themselves (B2, B4, D2). */

import type { Condition } from '#shared/kit/service-levels/clock';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Incident } from './record.ts';

/** Response stops at the first of: accepted by a person, first public comment by an agent, in progress. It never pauses. */
export function responseCondition(record: Incident): Condition {
  if (record.state === 'canceled') return { is: 'cancelled' };
  const started = !['new', 'assigned', 'pending'].includes(record.state);
  return record.respondedAt !== undefined || started ? { is: 'stopped' } : { is: 'running' };
}

/** Resolution stops on resolved, and pauses while held for a reason that its definition pauses on. */
export function resolutionCondition(record: Incident): Condition {
  switch (record.state) {
    case 'canceled':
      return { is: 'cancelled' };
    case 'resolved':
    case 'closed':
      return { is: 'stopped' };
    case 'pending':
      return { is: 'paused', reason: record.holdReason ?? 'awaiting_caller' };
    default:
      return { is: 'running' };
  }
}

const businessDaysAfter = (instant: string, days: number, config: Configuration): number =>
  config.business.addBusinessDays(Date.parse(instant) / 1000, days) * 1000;

/** Three business days (by default) after it was resolved without an answer. */
export function closeAt(record: Incident, config: Configuration): number | undefined {
  if (record.state !== 'resolved' || record.resolvedAt === undefined) return undefined;
  return businessDaysAfter(record.resolvedAt, config.settings.closeAfterDays, config);
}

/** The instant agreed with the user. */
export function resumeAt(record: Incident): number | undefined {
  return record.state === 'pending' && record.holdUntil !== undefined ? Date.parse(record.holdUntil) : undefined;
}

const waitsForCaller = (record: Incident): record is Incident & { readonly heldAt: string } =>
  record.state === 'pending' && record.holdReason === 'awaiting_caller' && record.heldAt !== undefined;

export function reminderAt(record: Incident, config: Configuration): number | undefined {
  if (!waitsForCaller(record)) return undefined;
  const days = config.settings.reminderAfterDays[record.remindersSent ?? 0];
  return days === undefined ? undefined : businessDaysAfter(record.heldAt, days, config);
}

export function giveUpAt(record: Incident, config: Configuration): number | undefined {
  return waitsForCaller(record)
    ? businessDaysAfter(record.heldAt, config.settings.noResponseAfterDays, config)
    : undefined;
}

export function overrideEndsAt(record: Incident): number | undefined {
  return record.priorityOverride?.until === undefined ? undefined : Date.parse(record.priorityOverride.until);
}

/** What the incident's state means for the clock of the group that has it: it runs while the group could act (B4, B6). */
export function groupCondition(record: Incident): Condition {
  if (record.state === 'pending' && ['awaiting_vendor', 'awaiting_caller'].includes(record.holdReason ?? '')) {
    return { is: 'paused', reason: record.holdReason ?? 'awaiting_vendor' };
  }
  return resolutionCondition(record).is === 'running' || record.state === 'pending'
    ? { is: 'running' }
    : resolutionCondition(record);
}
