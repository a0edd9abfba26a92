/** Approvals: the shared part that changes, releases, requests and others are authorised by (A10). */

import { defineProcess, defineRecord } from '#shared/process/definition';
import { approvalFields, approvalStates, inputs } from './record.ts';
import * as rules from './rules.ts';

export const approval = defineRecord({
  type: 'approval',
  prefix: 'APR',
  path: 'approvals',
  title: 'Approval',
  permissions: {
    AGT: 'R',
    LEAD: 'R',
    CHM: 'RA',
    CAB: 'RA',
    REL: 'RA',
    SEC: 'RA',
    SVO: 'RA',
    PRO: 'R',
    TAD: 'R',
    MSP: 'R',
    AUD: 'R',
  },
  fields: approvalFields,
  lifecycle: { initial: 'pending', states: approvalStates },
  create: { summary: 'Open an approval round', by: ['SYS'], effects: [rules.announce] },
  actions: {
    decide: {
      summary: 'Approve, reject or abstain',
      from: ['pending'],
      to: 'same',
      by: ['AGT', 'CHM', 'CAB', 'REL', 'SEC', 'SVO'],
      input: inputs.decide,
      checks: [rules.rejectionHasComment, rules.isEligible],
      effects: [rules.vote],
      emits: 'voted',
    },
    withdraw: {
      summary: 'The subject no longer needs it',
      from: ['pending'],
      to: 'decided',
      by: ['SYS'],
      input: inputs.nothing,
      effects: [rules.withdraw],
      emits: 'withdrawn',
    },
    conclude: {
      summary: 'The workflow has taken note of the outcome',
      from: ['decided'],
      to: 'concluded',
      by: ['SYS'],
      input: inputs.nothing,
      effects: [rules.conclude],
      emits: 'concluded',
    },
    expire: {
      summary: 'The workflow’s time is up',
      from: ['pending'],
      to: 'concluded',
      by: ['SYS'],
      input: inputs.nothing,
      effects: [rules.expire],
      emits: 'concluded',
    },
  },
  timers: { redrive: { at: rules.redriveAt, run: 'conclude' } },
  lists: ['open', 'requester'],
  openKey: rules.roundKey,
});

export const approvals = defineProcess({
  id: 'approvals',
  stage: 'platform',
  title: 'Approvals',
  purpose: 'Let those who may decide do so, together, in time, and with a record of it.',
  records: [approval],
  consumes: [
    {
      source: 'itsm.change-management',
      detailType: 'change.approval_requested',
      record: 'approval',
      react: rules.openRound,
    },
    {
      source: 'itsm.change-management',
      detailType: 'change.approval_withdrawn',
      record: 'approval',
      react: rules.withdrawRound,
    },
    {
      source: 'helmdesk.workflow',
      detailType: 'workflow.concluded',
      record: 'approval',
      react: rules.concludeFromWorkflow,
    },
    {
      source: 'helmdesk.workflow',
      detailType: 'workflow.expired',
      record: 'approval',
      react: rules.expireFromWorkflow,
    },
  ],
});
