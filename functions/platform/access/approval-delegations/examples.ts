/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

export const approvalDelegationsExamples = {
  of: 'approval-delegations',
  requests: {
    createApprovalDelegation: { to: 'bob', start: '2026-06-01T08:00:00Z', end: '2026-06-15T08:00:00Z' },
    issueApprovalToken: { approval: 'APR0000001' },
  },
} satisfies Examples;
