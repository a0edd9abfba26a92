/** The knowledge base as data. */
import { everyRecord } from '#shared/capabilities/every-record';
import { referable } from '#shared/capabilities/references/capability';
import { defineRecord } from '#shared/grammar/definition';
import { indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { inputs, knowledgeBaseFields, knowledgeBaseStates } from './record.ts';
import * as rules from './rules.ts';

export const knowledgeBase = defineRecord({
  ...contract.knowledgeBase,
  fields: knowledgeBaseFields,
  lifecycle: { initial: 'active', states: knowledgeBaseStates },
  create: {
    summary: 'Open a knowledge base',
    by: ['KED'],
    checks: [rules.groupsAreKnown],
    effects: [rules.begin],
  },
  patch: { checks: [rules.groupsAreKnown] },
  actions: {
    close: {
      summary: 'Take no more articles into it; those that are in it stay',
      from: ['active'],
      to: 'closed',
      by: ['KED'],
      input: inputs.close,
      emits: 'closed',
    },
    reopen: {
      summary: 'Take articles into it again',
      from: ['closed'],
      to: 'active',
      by: ['KED'],
      input: inputs.nothing,
      emits: 'reopened',
    },
  },
  parts: [...everyRecord, referable],
  lists: indexed('open'),
});
