/** The approval record (A10): a subject, its voters, their votes, an outcome. */
import type { StateClass } from '#shared/process/definition';
import { choice, type Fields, group, instant, integer, list, reference, text } from '#shared/process/fields';
import type { RecordOf } from '#shared/process/record';

const decisions = ['approve', 'reject', 'abstain'] as const;
const modes = ['any', 'all', 'quorum'] as const;

export const approvalFields = {
  subjectId: reference({ required: true, label: 'Subject', filter: true }),
  subjectUid: reference({ required: true }),
  subjectType: text({ max: 80, required: true, label: 'Subject type' }),
  round: integer({ min: 1, max: 1000, required: true, label: 'Round' }),
  mode: choice(modes, { required: true, label: 'Rule' }),
  minPercent: integer({ min: 1, max: 100, label: 'Quorum in percent' }),
  pass: choice(['majority', 'twoThirds'], { label: 'What passes' }),
  voters: list(reference(), { max: 500, required: true, label: 'Eligible voters', personal: true }),
  timeoutSeconds: integer({ min: 1, max: 180 * 86_400, required: true }),
  dueAt: instant({ required: true, label: 'Due' }),
  votes: list(
    group({
      by: reference({ required: true }),
      decision: choice(decisions, { required: true }),
      at: instant({ required: true }),
      comment: text({ max: 4000 }),
    }),
    { max: 2000, label: 'Votes', readOnly: true },
  ),
  outcome: choice(['approved', 'rejected', 'expired', 'withdrawn'], { label: 'Outcome', readOnly: true, filter: true }),
  decidedAt: instant({ label: 'Decided', readOnly: true }),
} as const satisfies Fields;

export const approvalStates = {
  pending: 'open',
  decided: 'done',
  concluded: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;
export type Approval = RecordOf<typeof approvalFields, keyof typeof approvalStates>;

/** Inputs of the actions. */
export const inputs = {
  decide: {
    decision: choice(decisions, { required: true }),
    comment: text({ max: 4000, description: 'Required for a rejection' }),
  },
  nothing: {},
} as const;
