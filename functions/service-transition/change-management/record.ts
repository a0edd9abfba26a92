/** The change record (C1), as far as planning and authorisation go. */
import type { StateClass } from '#shared/process/definition';
import { choice, type Fields, flag, instant, integer, level, reference, text } from '#shared/process/fields';
import type { RecordOf } from '#shared/process/record';

export const changeFields = {
  changeType: choice(['standard', 'normal', 'emergency'], { required: true, label: 'Change type', filter: true }),
  category: choice(['minor', 'significant', 'major'], { label: 'Category', filter: true }),
  reason: text({ max: 4000, required: true, label: 'Reason' }),
  justification: text({ max: 4000, label: 'Justification' }),
  impact: level({ label: 'Impact' }),
  urgency: level({ label: 'Urgency' }),
  plannedStart: instant({ label: 'Planned start' }),
  plannedEnd: instant({ label: 'Planned end' }),
  implementationPlan: text({ max: 32_000, label: 'Implementation plan' }),
  testPlan: text({ max: 32_000, label: 'Test plan' }),
  backoutPlan: text({ max: 32_000, label: 'Back-out plan' }),
  backoutTested: flag({ label: 'Back-out tested' }),
  submittedAt: instant({ label: 'Submitted', readOnly: true }),
  approvalRound: integer({ min: 0, max: 1000, label: 'Approval round', readOnly: true }),
  approval: reference({ label: 'Approval that was given', readOnly: true }),
  approvalBlocked: text({ max: 400, label: 'Why it cannot be decided', readOnly: true }),
  decision: text({ max: 4000, label: 'Decision', readOnly: true }),
  requestedBy: reference({ label: 'Requested by', readOnly: true, filter: true }),
} as const satisfies Fields;

/** What is decided upon: when one of them changes, it is decided anew (A10). */
export const materialFields = [
  ...(['title', 'changeType', 'category', 'impact', 'urgency', 'serviceId', 'ciIds'] as const),
  ...(['plannedStart', 'plannedEnd', 'implementationPlan', 'testPlan', 'backoutPlan', 'backoutTested'] as const),
];

export const changeStates = {
  new: 'open',
  assess: 'open',
  authorize: 'waiting',
  scheduled: 'open',
  rejected: 'done',
  canceled: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;
export type Change = RecordOf<typeof changeFields, keyof typeof changeStates>;

/** Inputs of the actions. */
export const inputs = {
  reason: { reason: text({ max: 2000, required: true }) },
  completeAssessment: { comment: text({ max: 4000 }) },
  conclude: {
    round: integer({ min: 1, max: 1000, required: true }),
    approval: reference(),
    comment: text({ max: 4000 }),
  },
  block: {
    round: integer({ min: 1, max: 1000, required: true }),
    missing: integer({ min: 0, max: 500, required: true }),
  },
  nothing: {},
} as const;
