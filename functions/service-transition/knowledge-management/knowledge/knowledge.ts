/** The article as data: its lifecycle and who may do what with it (C7). */
import { approvals } from '#shared/capabilities/approvals/capability';
import { audience } from '#shared/capabilities/audience/capability';
import { everyRecord } from '#shared/capabilities/every-record';
import { finding } from '#shared/capabilities/finding/capability';
import { needs } from '#shared/capabilities/needs/capability';
import { referable, references } from '#shared/capabilities/references/capability';
import { taskKinds } from '#shared/capabilities/task-kinds/capability';
import { versions } from '#shared/capabilities/versions/capability';
import { votes } from '#shared/capabilities/votes/capability';
import { helpfulnessOf } from '#shared/capabilities/votes/tally';
import { defineRecord } from '#shared/grammar/definition';
import { everything, indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { lifecycle } from './lifecycle.ts';
import { looksAt } from './needs.ts';
import * as quality from './quality.ts';
import { beside, content, knowledgeFields, knowledgeStates } from './record.ts';
import { rounds } from './rounds.ts';
import * as life from './rules-life.ts';
import * as writing from './rules-writing.ts';
import { foundBy, readersOf, servicesOf } from './standing.ts';
import { taskKindsOfKnowledge } from './tasks.ts';

/** Votes from which on it is shown how helpful an article is (C7). */
const LEAST_VOTES = 5;

export const knowledge = defineRecord({
  ...contract.knowledge,
  fields: knowledgeFields,
  lifecycle: { initial: 'draft', states: knowledgeStates },
  create: {
    summary: 'Draft an article',
    by: ['AGT', 'KED', 'CHM', 'REL', 'PRB', 'CFG', 'SEC', 'SVO', 'SYS'],
    checks: [
      ...[writing.isOfSize, writing.audienceIsKnown, writing.isValidInBounds],
      ...[writing.originalIsThere, writing.baseIsOpen],
    ],
    effects: [writing.begin, writing.sanitise, writing.proposeMasks],
  },
  patch: {
    checks: [
      ...[writing.isOfSize, writing.audienceIsKnown, writing.isValidInBounds],
      ...[writing.originalIsThere, writing.baseIsOpen, writing.mayRenew],
    ],
    effects: [writing.sign, writing.sanitise, writing.proposeMasks, writing.open],
  },
  actions: lifecycle,
  derive: [writing.restrict, quality.rate],
  timers: {
    review: { at: life.reviewDue, run: 'ask-review' },
    expiry: { at: life.expiryDue, run: 'expire' },
  },
  restores: 'reinstate',
  remove: { guards: { isNotInForce: life.isNotInForce } },
  parts: [
    ...everyRecord,
    references,
    referable,
    needs(looksAt),
    taskKinds(taskKindsOfKnowledge),
    approvals(rounds),
    versions({
      content,
      beside,
      drafts: ['draft'],
      publishedBy: ['approve', 'approve-review', 'submit'],
      publishedIn: ['published'],
      supersededBy: ['retire'],
      called: ['published', 'outdated'],
    }),
    audience(readersOf),
    finding(foundBy),
    votes({ least: LEAST_VOTES, refuse: life.isNotOver }),
  ],
  parties: ['owner', 'authors'],
  lists: { ...indexed('open'), validity: everything.ordered('validUntil') },
  filters: {
    serviceId: {
      of: 'names',
      holds: (record, word) => servicesOf(record).includes(word),
      says: 'Articles about one of these services.',
    },
    minHelpful: {
      of: 'names',
      holds: ({ feedback }, word) => (helpfulnessOf(feedback, LEAST_VOTES) ?? -1) >= Number(word),
      says: 'Articles that at least so many percent found helpful, of those about which enough people said so.',
    },
  },
});
