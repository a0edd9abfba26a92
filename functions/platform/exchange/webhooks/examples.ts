/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

export const webhooksExamples = {
  of: 'webhooks',
  requests: {
    createWebhook: { url: 'https://hooks.acme.com/helmdesk', events: ['incident.*', 'sla.breached'] },
    updateWebhook: { description: 'Tells the wallboard what happens.' },
    replayWebhook: { from: '2026-06-15T07:00:00Z' },
  },
} satisfies Examples;
