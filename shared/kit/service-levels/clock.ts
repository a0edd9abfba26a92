/** The service-level clock (SLC, B2) as it is stored on a record: plain JSON that says what happened, not how much of it counts. */
import type { CompiledCalendar } from '#shared/time/calendar';
import type { Instant } from '#shared/time/clock';

/** A document and the version of it that was in force. */
export interface VersionRef {
  readonly id: string;
  readonly version: number;
}

/** Service level towards a customer, operational level of an internal group, underpinning contract of a supplier, recovery after a disaster, what the law demands. */
export const clockKinds = ['sla', 'ola', 'uc', 'continuity', 'statutory'] as const;
export type ClockKind = (typeof clockKinds)[number];

/** What is measured: `notification` is that somebody was told in time, `state` how long one state may last. */
export const metrics = [
  'response',
  'resolution',
  'fulfilment',
  'approval',
  'vendor',
  'recovery',
  'notification',
  'state',
] as const;
export type Metric = (typeof metrics)[number];

/** What the record's state means for a clock. A stopped clock may run again: the time between is a pause for `reason`, else `resolved`. */
export type Condition =
  | { readonly is: 'running' }
  | { readonly is: 'paused'; readonly reason: string }
  | { readonly is: 'stopped'; readonly reason?: string }
  | { readonly is: 'cancelled' };

export type ClockState =
  | 'running'
  | 'paused'
  | 'met'
  | 'breached_running'
  | 'breached_done'
  | 'cancelled'
  | 'superseded';

/** A span in one condition, measured on one calendar version; the last one of an open clock has no end. */
export interface Segment {
  readonly from: Instant;
  readonly to?: Instant;
  readonly running: boolean;
  /** Why it is paused. */
  readonly reason?: string;
  readonly calendar: VersionRef;
}

/** What a clock measures against: fixed when it starts, so that editing a definition recalculates nothing. */
export interface ClockTerms {
  readonly name: string;
  readonly kind: ClockKind;
  readonly metric: Metric;
  readonly definition: VersionRef;
  readonly calendar: VersionRef;
  /** Working seconds; more than none. */
  readonly target: number;
  /** Percentages of the target to tell of, rising. */
  readonly thresholds: readonly number[];
  /** Hold reasons that pause it (B4); none for a response clock. */
  readonly pauseOn: readonly string[];
  /** What a stopped clock does when it runs again: go on with the time used (B2's default), or start anew. */
  readonly reopen?: 'resume' | 'restart';
}

export interface ServiceLevelClock extends ClockTerms {
  /** Version of the time-zone data that `dueAt` was computed with. */
  readonly tzdata: string;
  readonly state: ClockState;
  readonly startAt: Instant;
  readonly segments: readonly Segment[];
  /** Thresholds told of. */
  readonly thresholdsFired: readonly number[];
  /** Thresholds that a higher one overtook when the priority changed; never told of. */
  readonly thresholdsSkipped?: readonly number[];
  /** Since when these terms are in force, when that is later than the start: no threshold was reached before. */
  readonly since?: Instant;
  /** When the target is, or was, used up; null while paused. The only stored value that could be computed, because lists sort by it. */
  readonly dueAt: Instant | null;
  /** The instant from which the clock was late; a fact that nothing takes back. */
  readonly breachedAt?: Instant;
  readonly stoppedAt?: Instant;
  /** Why it stopped, when the condition gave a reason. */
  readonly stopReason?: string;
  /** Working seconds beyond the target; present once breached and stopped. */
  readonly overrun?: number;
  /** Grows with every change, so that a trigger for an older one does nothing. */
  readonly clockVersion: number;
  /** Set by a lead on a superseded breach that was a wrong priority's (B4): excluded from compliance, listed in the control report. */
  readonly misclassified?: string;
  /** The clocks this one replaced, oldest first, themselves without history. */
  readonly history?: readonly ServiceLevelClock[];
}

/** Finds the compiled calendar of a version; versions never change. */
export type Calendars = (ref: VersionRef) => CompiledCalendar;
