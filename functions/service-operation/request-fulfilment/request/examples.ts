/** Example values of the request, where no declaration tells them. */
import type { Elsewhere, Examples } from '#shared/grammar/examples';

const onTask = (action: string, input: Elsewhere['input']): Elsewhere => ({
  ...{ find: 'request-tasks?request={id}', action, input, by: 'LEAD' },
});

const step = {
  ...{ key: 'work', item: 0, kind: 'task', title: 'A desk for the new colleague', dependsOn: [], mandatory: true },
  ...{ tries: 1, onFail: 'stop', state: 'open', attempt: 1, openedAt: '2026-06-15T07:05:00Z' },
};

export const requestExamples = {
  of: 'request',
  values: {
    title: 'A desk for the new colleague',
    description: 'With a drawer, for room 4.12.',
    estimate: { amount: 45_000, currency: 'EUR' },
    begins: 'draft',
    costCentre: 'sales',
    deliveryTo: 'Room 4.12',
  },
  others: [{ infoOnly: true }],
  shown: { steps: [step] },
  inputs: {
    'complete-task': { key: 'work', attempt: 1 },
    'skip-task': { key: 'work', attempt: 1, reason: 'It is there already' },
    'fail-task': { key: 'work', attempt: 1, reason: 'There is none to be had' },
    'begin-task': { key: 'work', attempt: 1, task: 'RTK0000001' },
    'note-stock': { item: 1, quantity: 1, short: false },
    hold: {
      reason: 'scheduled_with_user',
      until: '2027-06-16T07:00:00Z',
      supplierTicket: 'S-4711',
      comment: 'When may we come?',
    },
    announce: { expectedAt: '2027-06-30T16:00:00Z', text: 'The supplier delivers on Tuesday.' },
    answer: { text: 'The holiday calendar is in the intranet, under Human resources.' },
    cancel: { reason: 'The colleague starts elsewhere' },
    'reject-delivery': { reason: 'The drawer is missing' },
    rate: { score: 5, comment: 'Quick and friendly.' },
  },
  automatic: {
    route: 'by itself',
    'reserve-stock': 'by itself',
    start: 'by itself',
    approve: 'approved',
    reject: 'rejected',
    'complete-task': onTask('complete', {}),
    'skip-task': onTask('skip', { reason: 'It is there already' }),
    'fail-task': onTask('fail', { reason: 'There is none to be had' }),
  },
  passing: ['submitted', 'approved'],
} satisfies Examples;
