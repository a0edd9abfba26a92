/** How a change is authorised: who is asked, about what, and what the decision does (C1, A10). */
import type { Rounds } from '#shared/capabilities/approvals/round';
import { type Change, type changeStates, materialFields } from './record.ts';
import * as approving from './rules-approval.ts';

export const rounds = {
  approval: {
    called: 'Approval',
    waits: ['authorize'],
    holds: ['scheduled'],
    askedBy: { 'complete-assessment': approving.always, submit: approving.isEmergency },
    policy: approving.policyFor,
    excludes: ['requestedBy', 'requesterId', 'assignedTo'],
    owner: 'requestedBy',
    material: materialFields,
    comment: 'decision',
    approved: {
      command: 'authorize',
      summary: 'The approval round approved it',
      to: 'scheduled',
      emits: 'authorized',
    },
    rejected: {
      command: 'reject',
      summary: 'The approval round rejected it, or nobody decided in time',
      to: 'rejected',
      emits: 'rejected',
    },
    blocked: { summary: 'Nobody may vote on it: its requester sees why it waits' },
  },
} as const satisfies Rounds<Change, keyof typeof changeStates, keyof Change & string>;
