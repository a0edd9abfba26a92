/** Approvals: the shared part that changes, releases, requests and others are authorised by (A10). */

import { defineProcess, defineRecord } from '#shared/process/definition';
import * as consumers from './consumers.ts';
import { approvalFields, approvalStates, inputs } from './record.ts';
import * as rules from './rules.ts';
import { hasPart, mayVote } from './rules-seating.ts';
import * as voting from './rules-voting.ts';

/** Whoever a policy may name; that they have a seat is judged by the round. */
const people = [
  ...(['REQ', 'AGT', 'CHM', 'CAB', 'REL', 'PRB', 'CFG', 'KED', 'SEC', 'SVO', 'PRO', 'TAD', 'MSP'] as const),
  'INT' as const,
];

export const approval = defineRecord({
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
  },
  fields: approvalFields,
  lifecycle: { initial: 'pending', states: approvalStates },
  create: { summary: 'Open an approval round', by: ['SYS'], effects: [rules.openRound] },
  actions: {
    decide: {
      summary: 'Approve, reject, abstain, or ask for information, which stops the clock',
      from: ['pending', 'awaiting-information'],
      to: 'same',
      by: people,
      input: inputs.decide,
      checks: [voting.isSomebodys, voting.tokenIsValid, voting.commentIsGiven, voting.isEligible, voting.mayAsk],
      effects: [voting.vote],
      emits: 'voted',
    },
    answer: {
      summary: 'Answer what a voter asked; the clock goes on',
      from: ['awaiting-information'],
      to: 'pending',
      by: ['requester', 'CHM', 'REL', 'PRO'],
      input: inputs.answer,
      effects: [voting.answer],
      emits: 'answered',
    },
    remind: {
      summary: 'Remind those who have not voted, at 50 % and 90 % of the time',
      from: ['pending'],
      to: 'same',
      by: ['SYS'],
      input: inputs.nothing,
      effects: [rules.remind],
      emits: 'reminded',
    },
    'time-out': {
      summary: 'Time is up: the votes given decide, else the next in the chain, else it expires',
      from: ['pending'],
      to: 'same',
      by: ['SYS'],
      input: inputs.nothing,
      effects: [rules.timeOut],
      emits: 'timed_out',
    },
    unseat: {
      summary: 'Somebody with a part in it left: their deputy decides, else those who are left, else the chain',
      from: ['pending', 'awaiting-information'],
      to: 'same',
      by: ['SYS'],
      input: inputs.unseat,
      effects: [rules.unseat],
      emits: 'voter_left',
    },
    withdraw: {
      summary: 'The subject no longer needs it',
      from: ['pending', 'awaiting-information'],
      to: 'decided',
      by: ['SYS'],
      input: inputs.nothing,
      effects: [rules.withdraw],
      emits: 'withdrawn',
    },
    supersede: {
      summary: 'The subject changed materially: another round decides, and the voters are told what changed',
      from: ['pending', 'awaiting-information', 'decided', 'concluded'],
      to: 'same',
      by: ['SYS'],
      input: inputs.supersede,
      effects: [rules.supersede],
      emits: 'superseded',
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
  },
  timers: {
    reminder: { at: rules.reminderDue, run: 'remind' },
    deadline: { at: rules.deadline, run: 'time-out' },
    redrive: { at: rules.redriveAt, run: 'conclude' },
  },
  lists: ['open', 'requester'],
  filters: { voter: { of: 'people', holds: mayVote, says: 'Rounds that these people may vote in, or voted in.' } },
  involves: mayVote,
  dueQueue: { filter: 'outcome', value: 'pending' },
  departure: { concerns: hasPart, run: 'unseat' },
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
      react: consumers.openRound,
    },
    {
      source: 'itsm.change-management',
      detailType: 'change.approval_withdrawn',
      record: 'approval',
      react: consumers.withdrawRound,
    },
    {
      source: 'itsm.change-management',
      detailType: 'change.approval_superseded',
      record: 'approval',
      react: consumers.supersedeRound,
    },
    {
      source: 'helmdesk.workflow',
      detailType: 'workflow.concluded',
      record: 'approval',
      react: consumers.concludeFromWorkflow,
    },
    {
      source: 'helmdesk.workflow',
      detailType: 'workflow.timed_out',
      record: 'approval',
      react: consumers.timeOutFromWorkflow,
    },
  ],
});
