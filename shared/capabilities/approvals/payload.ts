/** What a subject says of its rounds of approval, and what it is told of them (A10): both sides of the letterbox say it with these. */
import * as z from 'zod/mini';
import type { DataOf } from '#shared/grammar/contract';
import { count, name, names } from '#shared/grammar/payload';

const mode = () => z.enum(['any', 'all', 'quorum']);
const pass = () => z.optional(z.enum(['majority', 'twoThirds', 'unanimous', 'approvals']));
const party = () => z.object({ kind: z.enum(['user', 'group', 'role']), id: name(), weight: z.optional(count()) });

/** Fields that changed since the round before. */
export const changes = () =>
  z.array(z.object({ field: name(), old: z.nullable(z.string()), new: z.nullable(z.string()) }));

const level = () =>
  z.object({
    mode: mode(),
    minVotes: z.optional(count()),
    minPercent: z.optional(count()),
    pass: pass(),
    approvals: z.optional(count()),
    vetoRoles: z.optional(names()),
    voters: z.array(party()),
  });

/** What tells the rounds of one subject apart: its number, and its name where the subject has several. */
const which = () => ({ round: count(), purpose: z.optional(name()) });

/** A subject asks for a round. */
export const roundRequested = () => ({
  ...which(),
  called: z.optional(name()),
  timeoutSeconds: count(),
  voterGroup: name(),
  excluded: names(),
  rule: z.object({ mode: mode(), minPercent: z.optional(count()), pass: pass() }),
  levels: z.array(level()),
  chain: z.optional(z.array(party())),
  escalateAfterSeconds: z.optional(count()),
  calendarId: z.optional(name()),
  owner: z.optional(name()),
  materialHash: name(),
  changes: z.optional(changes()),
});

/** It no longer needs it. */
export const roundWithdrawn = () => ({ ...which() });

/** It changed materially: what was decided, or is being decided, is decided anew. */
export const roundSuperseded = () => ({ ...which(), approval: z.optional(name()), changes: changes() });

/** What a type of record carries that is approved in rounds. */
export const roundEvents = {
  approval_requested: roundRequested,
  approval_withdrawn: roundWithdrawn,
  approval_superseded: roundSuperseded,
} as const;

/** The round, as its own events name it. */
export const ofRound = () => ({ subjectId: name(), subjectUid: name(), subjectType: name(), ...which() });
export const outcome = () =>
  z.enum(['pending', 'approved', 'rejected', 'expired', 'withdrawn', 'cancelled', 'superseded']);

export const roundConcluded = () => ({ ...ofRound(), outcome: outcome(), comment: z.optional(z.string()) });
export const noEligibleVoter = () => ({
  ...ofRound(),
  missing: count(),
  escalated: z.boolean(),
  owner: z.optional(name()),
});

export type Requested = Omit<DataOf<typeof roundRequested>, 'title'>;
export type Withdrawn = Omit<DataOf<typeof roundWithdrawn>, 'title'>;
export type Superseded = Omit<DataOf<typeof roundSuperseded>, 'title'>;
