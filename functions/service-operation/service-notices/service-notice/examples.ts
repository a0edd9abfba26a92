/** Example values of the service notice, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const serviceNoticeExamples = {
  of: 'service-notice',
  values: {
    title: 'Printing stands still for an hour',
    services: ['print'],
    audience: { everyone: true },
    text: { en: 'The print server is being replaced.' },
    startsAt: '2036-06-01T08:00:00Z',
  },
  inputs: { update: { text: { en: 'Printing is back; what waited is being printed.' } } },
} satisfies Examples;
