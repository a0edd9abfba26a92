/** The article as data: its lifecycle and who may do what with it (C7). */
import { approvals } from '#shared/capabilities/approvals/capability';
import { audience } from '#shared/capabilities/audience/capability';
import { everyRecord } from '#shared/capabilities/every-record';
import { needs } from '#shared/capabilities/needs/capability';
import { referable, references } from '#shared/capabilities/references/capability';
import { taskKinds } from '#shared/capabilities/task-kinds/capability';
import { versions } from '#shared/capabilities/versions/capability';
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
import { readersOf, servicesOf } from './standing.ts';
import { taskKindsOfKnowledge } from './tasks.ts';

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
  ],
  parties: ['owner', 'authors'],
  lists: { ...indexed('open'), validity: everything.ordered('validUntil') },
  filters: {
    serviceId: {
      of: 'names',
      holds: (record, word) => servicesOf(record).includes(word),
      says: 'Articles about one of these services.',
    },
  },
});
