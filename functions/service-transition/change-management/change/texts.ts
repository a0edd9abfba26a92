/** What people are told of a change, in each language (A13), and its codes in their words. */
import type { RecordTexts } from '#shared/events/told';

export const changeTexts = {
  told: {
    'change.authorized': {
      requester: {
        en: ['Authorised: {{record.title}}', '{{record.id}} is authorised. It begins {{record.plannedStart}}.'],
        de: ['Genehmigt: {{record.title}}', '{{record.id}} ist genehmigt. Beginn {{record.plannedStart}}.'],
      },
    },
    'change.rejected': {
      requester: {
        en: ['Not authorised: {{record.title}}', '{{record.id}} was not authorised. You can revise it and ask again.'],
        de: [
          'Nicht genehmigt: {{record.title}}',
          '{{record.id}} wurde nicht genehmigt. Sie können es überarbeiten und erneut einreichen.',
        ],
      },
    },
  },
  codes: {
    state: {
      assess: { de: 'in Bewertung' },
      authorize: { de: 'in Genehmigung' },
      scheduled: { de: 'eingeplant' },
      rejected: { de: 'abgelehnt' },
      closed: { de: 'geschlossen' },
      canceled: { de: 'abgebrochen' },
    },
  },
} satisfies RecordTexts;
