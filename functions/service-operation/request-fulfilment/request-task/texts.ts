/** What people are told of a request task, in each language (A13), and its codes in their words. */
import type { RecordTexts } from '#shared/events/told';

export const requestTaskTexts = {
  told: {
    'request_task.target_missed': {
      addressee: {
        en: ['Time is up: {{record.title}}', '{{record.id}} of {{record.request}} was due {{record.dueAt}}.'],
        de: [
          'Zeit abgelaufen: {{record.title}}',
          '{{record.id}} zu {{record.request}} war fällig am {{record.dueAt}}.',
        ],
      },
    },
  },
  codes: {
    state: {
      open: { de: 'offen' },
      in_progress: { en: 'in progress', de: 'in Arbeit' },
      pending: { de: 'wartet' },
      done: { de: 'erledigt' },
      failed: { de: 'gescheitert' },
      skipped: { de: 'übersprungen' },
      cancelled: { de: 'abgebrochen' },
    },
  },
} satisfies RecordTexts;
