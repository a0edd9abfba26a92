/** What a round of an approval is decided by (A10): rules, and who they are about. Pure data. */

/** Somebody who decides: a person, the members of a group, or the members of every group that holds a role. */
export interface Party {
  readonly kind: 'user' | 'group' | 'role';
  readonly id: string;
  /** Votes that each of them has; 1 unless said. */
  readonly weight?: number;
}

/** Somebody whom a policy calls by what they are to the subject, such as the owners of its services: who that is, the subject says. */
export interface OfSubject {
  readonly kind: 'subject';
  readonly id: string;
  readonly weight?: number;
}
export type PolicyParty = Party | OfSubject;

export const modes = ['any', 'all', 'quorum'] as const;
export const passes = ['majority', 'twoThirds', 'unanimous', 'approvals'] as const;

/**
 * `any`: the first decision counts. `all`: every voter must approve. `quorum`: enough votes, and those given pass by a majority, two
 * thirds, without a rejection, or with a number of approvals.
 */
export interface Rule {
  readonly mode: (typeof modes)[number];
  /** Quorum: this many votes, and this share of all votes in percent, rounded up. The larger one holds; neither means one vote. */
  readonly minVotes?: number;
  readonly minPercent?: number;
  /** What passes when the quorum is met; `majority` unless said. */
  readonly pass?: (typeof passes)[number];
  /** Approvals needed when `pass` is `approvals` (n of m). */
  readonly approvals?: number;
  /** A rejection by somebody who holds one of these roles rejects, whatever the others say. */
  readonly vetoRoles?: readonly string[];
}

/** One level of a sequential approval; an approval that is not sequential has one. */
export interface Level<P = Party> extends Rule {
  readonly voters: readonly P[];
}

/** How a subject is approved. Durations in seconds of the approver's calendar. */
export interface Policy<P = Party> {
  readonly levels: readonly Level<P>[];
  /** What each level may take. */
  readonly timeoutSeconds: number;
  /** Who decides instead, one after the other, when a level's time is up without a decision. */
  readonly chain?: readonly P[];
  /** What each of the chain may take; as long as a level unless said. */
  readonly escalateAfterSeconds?: number;
  /** The calendar that time is counted in; that of the first group that votes unless said, else round the clock. */
  readonly calendarId?: string;
}

/** A workflow execution lives up to a year; no wait may be longer than this (A2). */
export const MAX_WAIT_SECONDS = 180 * 86_400;

/** Whether any of a policy's waits, or all of them one after the other, are longer than an approval may wait (`timeout-too-long`). */
export function waitsTooLong({ levels, timeoutSeconds, chain = [], escalateAfterSeconds }: Policy<unknown>): boolean {
  const each = escalateAfterSeconds ?? timeoutSeconds;
  const all = levels.length * timeoutSeconds + chain.length * each;
  return Math.max(timeoutSeconds, each) > MAX_WAIT_SECONDS || all > 2 * MAX_WAIT_SECONDS;
}

/** How a kind of subject is approved, such as `change-normal`, as a tenant writes it down. Durations are ISO 8601. */
export interface ApprovalPolicy {
  readonly levels: readonly Level<PolicyParty>[];
  readonly within: string;
  readonly chain?: readonly PolicyParty[];
  readonly escalateAfter?: string;
  readonly calendarId?: string;
}
