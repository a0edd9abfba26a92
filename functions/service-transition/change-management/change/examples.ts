/** Example values of the change, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const changeExamples = {
  of: 'change',
  values: {
    title: 'Replace the driver of the print server',
    description: 'The driver in use now loses jobs of more than 20 pages.',
    reason: 'Two incidents a week are caused by it',
    serviceId: 'print',
    changeType: 'normal',
    impact: 2,
    urgency: 3,
    plannedStart: '2026-06-06T20:00:00Z',
    plannedEnd: '2026-06-06T22:00:00Z',
    implementationPlan: '1. Drain the queue. 2. Replace the driver. 3. Print a test page.',
    backoutPlan: 'Install the driver that is in use now.',
  },
  inputs: { cancel: { reason: 'The vendor withdrew the update' } },
  automatic: { authorize: 'approved', reject: 'rejected' },
} satisfies Examples;
