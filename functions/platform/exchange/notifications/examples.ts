/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

export const notificationsExamples = {
  of: 'notifications',
  parameters: { putNotificationTemplate: { id: 'incident.resolved.requester.de' } },
  requests: {
    putNotificationPreferences: { rules: [{ event: 'incident.*', channel: 'email', frequency: 'hourly' }] },
    putNotificationTemplate: { subject: '{{record.id}}: {{record.title}}', text: 'There is news of {{record.id}}.' },
  },
} satisfies Examples;
