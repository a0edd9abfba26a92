/** Example values of the major incident, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const majorIncidentExamples = {
  of: 'major-incident',
  values: {
    title: 'Mail is down in all of Acme',
    serviceId: 'mail',
    problemReview: 'MPR0000001',
    reviewActions: [{ action: 'Two paths to the mail store', owner: 'pia' }],
  },
  inputs: {
    declare: { criteria: 'More than 100 users cannot work.' },
    'post-update': { text: 'The cause is found; mail is back by noon.' },
    mitigate: { restoredAt: '2026-06-01T08:30:00Z' },
    resolve: { notes: 'The mail store runs on its second path.' },
  },
} satisfies Examples;
