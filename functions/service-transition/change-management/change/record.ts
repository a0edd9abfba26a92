/** The change record (C1), as far as planning and authorisation go. */
import { roundFields } from '#shared/capabilities/approvals/fields';
import type { StateClass } from '#shared/grammar/definition';
import { choice, type Fields, flag, instant, level, reference, text } from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';

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
  ...roundFields('approval', 'Approval'),
  decision: text({ max: 4000, label: 'Decision', readOnly: true }),
  requestedBy: reference({ label: 'Requested by', readOnly: true, filter: true }),
} as const satisfies Fields;

/** What is decided upon: when one of them changes, it is decided anew (A10). */
export const materialFields = [
  ...(['title', 'changeType', 'category', 'impact', 'urgency', 'serviceId', 'ciIds'] as const),
  ...(['plannedStart', 'plannedEnd', 'implementationPlan', 'testPlan', 'backoutPlan', 'backoutTested'] as const),
] as const;

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
  nothing: {},
} as const;
