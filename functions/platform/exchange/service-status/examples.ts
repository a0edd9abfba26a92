/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

export const serviceStatusExamples = {
  of: 'service-status',
  requests: {
    putStatusPage: {
      published: true,
      language: 'en',
      title: 'Acme',
      services: [{ id: 'mail', name: { en: 'E-mail' } }],
    },
  },
} satisfies Examples;
