/** How an article is reviewed: who is asked, about what, and what the decision does (C7, A10). */
import type { Rounds } from '#shared/capabilities/approvals/round';
import { content, type Knowledge, type knowledgeStates } from './record.ts';
import * as publishing from './rules-publishing.ts';

export const rounds = {
  review: {
    called: 'Review',
    waits: ['review'],
    askedBy: { submit: publishing.isReviewed },
    policy: publishing.policyFor,
    excludes: ['authors'],
    owner: 'owner',
    material: content,
    comment: 'decision',
    approved: {
      summary: 'Its reviewers approved it',
      to: 'published',
      emits: 'approved',
      effects: [publishing.publishReviewed],
    },
    rejected: {
      summary: 'Its reviewers rejected it, or nobody decided in time',
      to: 'draft',
      emits: 'rejected',
    },
    blocked: { summary: 'Nobody may review it: its owner sees why it waits' },
  },
} as const satisfies Rounds<Knowledge, keyof typeof knowledgeStates, keyof Knowledge & string>;
