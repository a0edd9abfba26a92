/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

export const routingExamples = {
  of: 'routing',
  requests: {
    putRouting: {
      categories: [{ category: 'printing', group: 'service-desk' }],
      services: [{ serviceId: 'print', group: 'service-desk' }],
    },
  },
} satisfies Examples;
