/** Pure: by which channels somebody is told, when, and why not. */
import type { Audience } from '#shared/events/told';
import { type Frequency, nextDigest, type QuietHours, quietUntil } from './rules-timing.ts';

export const channels = ['email', 'in-app'] as const;
export type Channel = (typeof channels)[number];

export interface PreferenceRule {
  /** A name of an event; `incident.*` every one that begins so; `*` all. */
  readonly event: string;
  readonly channel: Channel;
  readonly frequency: Frequency;
}

export interface Preferences {
  /** The first that fits an event and a channel counts; without one it is `immediate`. */
  readonly rules: readonly PreferenceRule[];
  readonly quietHours?: QuietHours;
  /** Wall time of daily and weekly digests. */
  readonly digestAt: string;
}

export const DEFAULT_PREFERENCES: Preferences = { rules: [], digestAt: '08:00' };

export type Reason =
  | 'no-address'
  | 'address-bounced'
  | 'preference'
  | 'duplicate'
  | 'inactive'
  | 'confidential'
  | 'no-answer-wished'
  | 'mail-is-off'
  | 'mail-refused'
  | 'mail-service'
  | 'outcome-unknown';

export type Route =
  | { readonly email: 'queued' }
  | { readonly email: 'held' | 'digest'; readonly dueAt: number }
  | { readonly email: 'not-sent'; readonly reason: Reason };

export interface Question {
  readonly event: string;
  readonly audience: Audience;
  readonly priority: string | undefined;
  readonly preferences: Preferences;
  readonly zone: string;
  /** Why there is no address that mail could go to. */
  readonly unreachable?: Reason;
  /** It would answer a mail that asks for no answer by a machine. */
  readonly isUnwished?: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Nobody unsubscribes from these (A5): approvals that wait for them, and breaches. */
export function isMandatory(event: string, audience: Audience): boolean {
  return audience === 'approvers' || /\.breached$/.test(event);
}

function frequencyOf({ event, audience, preferences }: Question, channel: Channel): Frequency {
  if (isMandatory(event, audience)) return 'immediate';
  const fits = (pattern: string): boolean =>
    pattern.endsWith('*') ? event.startsWith(pattern.slice(0, -1)) : pattern === event;
  return preferences.rules.find((rule) => rule.channel === channel && fits(rule.event))?.frequency ?? 'immediate';
}

/** Mail: sent at once, held until quiet hours are over, gathered in a digest, or not sent and why. */
export function routeMail(question: Question): Route {
  const { audience, preferences, zone, priority, unreachable, isUnwished, now } = question;
  if (unreachable) return { email: 'not-sent', reason: unreachable };
  if (isUnwished) return { email: 'not-sent', reason: 'no-answer-wished' };
  const frequency = frequencyOf(question, 'email');
  if (frequency === 'never') return { email: 'not-sent', reason: 'preference' };
  if (frequency !== 'immediate') {
    return { email: 'digest', dueAt: nextDigest(frequency, preferences.digestAt, zone, now) };
  }
  // Nothing of priority 1, and no approval, waits for the morning (A13).
  const isUrgent = priority === 'P1' || audience === 'approvers';
  const quiet = isUrgent || !preferences.quietHours ? undefined : quietUntil(preferences.quietHours, zone, now);
  return quiet === undefined ? { email: 'queued' } : { email: 'held', dueAt: quiet };
}

/** Within the application: shown, also to those who did not wish it when mail cannot reach them (A13). */
export function isShown(question: Question): boolean {
  return question.unreachable === 'address-bounced' || frequencyOf(question, 'in-app') !== 'never';
}
