/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

export const approvalsExamples = {
  of: 'approvals',
  requests: {
    putApprovalPolicy: {
      levels: [{ mode: 'any', voters: [{ kind: 'group', id: 'change-advisory-board' }] }],
      within: 'P2D',
    },
  },
} satisfies Examples;
