/** The approval record (A10): a subject, its policy, the voters of the level that is open, their votes, an outcome. */

import type { StateClass } from '#shared/grammar/definition';
import { choice, type Fields, flag, group, instant, integer, list, reference, text } from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';
import { modes, passes } from '#shared/kit/approval/rule';

const decisions = ['approve', 'reject', 'abstain'] as const;
export const outcomes = ['pending', 'approved', 'rejected', 'expired', 'cancelled', 'superseded'] as const;

const weight = integer({ min: 1, max: 1000 });
const party = group({
  kind: choice(['user', 'group', 'role'], { required: true }),
  id: reference({ required: true }),
  weight,
});
const level = group({
  mode: choice(modes, { required: true }),
  minVotes: integer({ min: 1, max: 500 }),
  minPercent: integer({ min: 1, max: 100 }),
  pass: choice(passes),
  approvals: integer({ min: 1, max: 500 }),
  vetoRoles: list(text({ max: 10 }), { max: 30 }),
  voters: list(party, { max: 100, required: true }),
});
const wait = { min: 1, max: 180 * 86_400 } as const;

const change = group({
  field: reference({ required: true }),
  old: text({ max: 500 }),
  new: text({ max: 500 }),
});

export const approvalFields = {
  subjectId: reference({ required: true, label: 'Subject', filter: true }),
  subjectUid: reference({ required: true }),
  subjectType: text({ max: 80, required: true, label: 'Subject type', filter: true }),
  round: integer({ min: 1, max: 1000, required: true, label: 'Round' }),
  purpose: text({ max: 60, fixed: true, filter: true, label: 'Which of the subject’s rounds, where it has several' }),
  levels: list(level, { max: 10, required: true, label: 'Levels, one after the other' }),
  chain: list(party, { max: 10, label: 'Who decides instead when time is up' }),
  timeoutSeconds: integer({ ...wait, required: true, label: 'What each level may take' }),
  escalateAfterSeconds: integer({ ...wait, label: 'What each of the chain may take' }),
  calendarId: reference({ label: 'Calendar that time is counted in' }),
  excluded: list(reference(), { max: 100, label: 'Barred from voting', personal: true, visibility: 'internal' }),
  materialHash: text({ max: 64, label: 'Hash of what is decided' }),
  materialChanges: list(change, { max: 50, label: 'What changed since the last round' }),
  step: integer({ min: 1, max: 100, readOnly: true, required: true, label: 'Levels and escalations so far' }),
  level: integer({ min: 1, max: 10, readOnly: true, required: true, label: 'Level that is open' }),
  escalation: integer({ min: 0, max: 10, readOnly: true, required: true, label: 'How far the chain was used' }),
  escalated: flag({ readOnly: true, label: 'Whether the chain decides this level' }),
  voters: list(
    group({
      user: reference({ required: true }),
      group: reference(),
      weight: integer({ ...weight.options, required: true }),
    }),
    { max: 500, required: true, readOnly: true, label: 'Eligible voters', personal: true, visibility: 'internal' },
  ),
  dueAt: instant({ label: 'Due', readOnly: true }),
  stepSeconds: integer({ ...wait, readOnly: true, required: true, label: 'What this level may take' }),
  reminded: integer({
    min: 0,
    max: 100,
    readOnly: true,
    required: true,
    label: 'Last reminder, in percent of the time',
  }),
  blocked: flag({ readOnly: true, label: 'Nobody is left who may vote' }),
  votes: list(
    group({
      by: reference({ required: true }),
      delegateOf: reference({ description: 'The voter whose deputy this was' }),
      step: integer({ min: 1, max: 100, required: true }),
      decision: choice(decisions, { required: true }),
      at: instant({ required: true }),
      comment: text({ max: 4000 }),
      veto: flag(),
      via: choice(['token']),
    }),
    { max: 2000, label: 'Votes', readOnly: true, personal: true, visibility: 'internal' },
  ),
  usedTokens: list(text({ max: 140 }), { max: 2000, readOnly: true, visibility: 'internal', label: 'Tokens used' }),
  questions: list(
    group({
      question: text({ max: 4000, required: true }),
      by: reference({ required: true }),
      at: instant({ required: true }),
      secondsLeft: integer({ min: 0, max: 180 * 86_400, required: true }),
      answer: text({ max: 4000 }),
      answeredBy: reference(),
      answeredAt: instant(),
    }),
    { max: 20, readOnly: true, label: 'What voters asked, and the answers' },
  ),
  outcome: choice(outcomes, { label: 'Outcome', readOnly: true, required: true, filter: true }),
  decidedAt: instant({ label: 'Decided', readOnly: true }),
} as const satisfies Fields;

export const approvalStates = {
  pending: 'open',
  'awaiting-information': 'waiting',
  decided: 'done',
  concluded: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;
export type Approval = RecordOf<typeof approvalFields, keyof typeof approvalStates>;

/** Inputs of the actions. */
export const inputs = {
  decide: {
    decision: choice([...decisions, 'request_info'], { required: true }),
    comment: text({ max: 4000, description: 'Required for a rejection and for a request for information' }),
    token: text({ max: 800, description: 'A decision token: the decision is that of the voter it was made for' }),
  },
  answer: { answer: text({ max: 4000, required: true }) },
  unseat: { user: reference({ required: true }) },
  supersede: { changes: list(change, { max: 50 }) },
  nothing: {},
} as const;
