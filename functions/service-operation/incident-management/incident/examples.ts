/** Example values of the incident, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const incidentExamples = {
  of: 'incident',
  values: {
    title: 'Nobody on floor 3 can print',
    description: 'Since this morning every job stays in the queue.',
    serviceId: 'print',
    category: 'printing',
    impact: 2,
    urgency: 2,
  },
  shown: { priority: 'P3' },
  inputs: {
    hold: { comment: 'Does it print from another computer?' },
    resolve: { notes: 'The print queue was restarted and a test page came out.', category: 'printing' },
    'resolve-with-parent': { notes: 'The print server has enough memory again.' },
    rate: { score: 5 },
  },
} satisfies Examples;
