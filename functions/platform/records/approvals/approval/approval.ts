/** The approval round as data: who may vote, until when, and what became of it (A10). */
import { everyRecord } from '#shared/capabilities/every-record';
import { defineRecord } from '#shared/grammar/definition';
import { indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { approvalFields, approvalStates, inputs } from './record.ts';
import * as rules from './rules.ts';
import { hasPart, mayVote } from './rules-seating.ts';
import * as voting from './rules-voting.ts';

/** Whoever a policy may name; that they have a seat is judged by the round. */
const people = [
  ...(['REQ', 'AGT', 'CHM', 'CAB', 'REL', 'PRB', 'CFG', 'KED', 'SEC', 'SVO', 'PRO', 'TAD', 'MSP'] as const),
  ...(['DPO', 'SPN', 'CUR', 'INT'] as const),
];

export const approval = defineRecord({
  ...contract.approval,
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
      asks: voting.asksOfVote,
      checks: [voting.tokenIsValid, voting.isEligible, voting.mayAsk],
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
  parts: everyRecord,
  lists: indexed('open', 'requester'),
  filters: { voter: { of: 'people', holds: mayVote, says: 'Rounds that these people may vote in, or voted in.' } },
  involves: mayVote,
  dueQueue: { filter: 'outcome', value: 'pending' },
  departure: { concerns: hasPart, run: 'unseat' },
  openKey: rules.roundKey,
});
