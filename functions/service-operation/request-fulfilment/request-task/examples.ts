/** How a request task comes about, and values that no declaration tells. */
import type { Examples } from '#shared/grammar/examples';

export const requestTaskExamples = {
  of: 'request-task',
  values: { title: 'Set it up and hand it over', request: 'REQ0000001', key: 'work', attempt: 1, kind: 'task' },
  inputs: {
    complete: { result: { serial: 'C02-4711' }, minutes: 25, comment: 'Handed over.' },
    fail: { reason: 'The docking station is defective' },
    skip: { reason: 'They have one already' },
    assign: { group: 'service-desk', user: 'ada' },
  },
  origin: {
    type: 'request',
    body: { infoOnly: true, begins: 'submitted' },
    actions: [],
    find: 'request-tasks?request={id}',
  },
  automatic: {
    withdraw: { find: 'requests?q={request}', action: 'cancel', input: { reason: 'No longer wanted' }, by: 'AGT' },
  },
} satisfies Examples;
