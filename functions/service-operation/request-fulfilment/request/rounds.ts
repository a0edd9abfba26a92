/** How an order is approved: who is asked, and what the decision does (D3, A10). */
import type { Rounds } from '#shared/capabilities/approvals/round';
import type { Request, requestStates } from './record.ts';
import * as approving from './rules-approval.ts';
import * as ending from './rules-end.ts';

export const rounds = {
  approval: {
    called: 'Order',
    waits: ['awaiting_approval'],
    askedBy: { route: approving.always },
    policy: approving.policyFor,
    people: approving.people,
    excludes: ['requesterId', 'onBehalfOf', 'requestedFor', 'assignedTo'],
    owner: 'requesterId',
    material: ['items', 'costCentre', 'estimate'],
    comment: 'decision',
    approved: {
      command: 'approve',
      summary: 'The round approved it',
      to: 'approved',
      emits: 'approved',
      effects: [ending.decided],
    },
    rejected: {
      command: 'reject',
      summary: 'The round did not approve it',
      to: 'rejected',
      emits: 'rejected',
      effects: [ending.rejected],
    },
    expired: {
      command: 'expire',
      summary: 'Nobody decided in time: it is not approved',
      to: 'rejected',
      emits: 'rejected',
      effects: [ending.expired],
    },
    blocked: { summary: 'Nobody may vote on it: its requester sees why it waits' },
  },
} as const satisfies Rounds<Request, keyof typeof requestStates, keyof Request & string>;
