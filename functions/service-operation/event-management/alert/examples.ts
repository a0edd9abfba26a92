/** How an alert comes about, which nobody creates by hand. */
import type { Examples } from '#shared/grammar/examples';

export const alertExamples = {
  of: 'alert',
  origin: {
    type: 'event',
    body: { severity: 'exception', serviceId: 'print' },
    actions: [],
    find: 'alerts?ciId={ciId}',
  },
} satisfies Examples;
