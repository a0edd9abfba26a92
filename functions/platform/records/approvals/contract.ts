/** What others may know of approvals: the record, and what its events carry (A10). */
import * as z from 'zod/mini';
import { changes, noEligibleVoter, ofRound, outcome, roundConcluded } from '#shared/capabilities/approvals/payload';
import type { Contract, EventsContract, RecordContract } from '#shared/grammar/contract';
import { count, instant, name, names } from '#shared/grammar/payload';

const process = 'approvals';

export const approval = {
  type: 'approval',
  prefix: 'APR',
  path: 'approvals',
  title: 'Approval',
  permissions: {
    REQ: 'r',
    AGT: 'R',
    LEAD: 'R',
    CHM: 'RA',
    CAB: 'RA',
    REL: 'RA',
    PRB: 'RA',
    CFG: 'R',
    KED: 'RA',
    SEC: 'RA',
    SVO: 'RA',
    PRO: 'RA',
    TAD: 'R',
    MSP: 'R',
    AUD: 'R',
    INT: 'R',
    DPO: 'r',
    SPN: 'r',
    CUR: 'r',
  },
} as const satisfies RecordContract;

export const approvalEvents = {
  process,
  record: 'approval',
  carries: {
    opened: () => ({
      ...ofRound(),
      timeoutSeconds: count(),
      voters: names(),
      dueAt: z.optional(instant()),
      changes: z.optional(changes()),
    }),
    voted: () => ({}),
    level_opened: () => ({ ...ofRound(), level: count(), voters: names() }),
    voter_left: () => ({ ...ofRound(), user: name(), voters: names() }),
    escalated: () => ({ ...ofRound(), to: name(), voters: names() }),
    rescheduled: () => ({ timeoutSeconds: count() }),
    reminded: () => ({
      subjectId: z.optional(name()),
      percent: z.optional(count()),
      voters: z.optional(names()),
      dueAt: z.optional(instant()),
    }),
    information_requested: () => ({
      subjectId: name(),
      question: z.string(),
      by: name(),
      owner: z.optional(name()),
    }),
    superseded: () => ({ ...ofRound(), voters: names(), changes: changes() }),
    no_eligible_voter: noEligibleVoter,
    decided: () => ({ outcome: outcome() }),
    concluded: roundConcluded,
  },
} as const satisfies EventsContract;

export const contract = {
  process,
  records: [approval],
  events: [approvalEvents],
} as const satisfies Contract;
