/** Example values of the event, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const eventExamples = {
  of: 'event',
  values: { source: 'zabbix', message: 'Queue length above 500 for 5 minutes', serviceId: 'print' },
} satisfies Examples;
