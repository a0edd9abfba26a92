/** What people are told of a request, in each language (A13), and its codes in their words. */
import type { RecordTexts } from '#shared/events/told';

export const requestTexts = {
  told: {
    'request.submitted': {
      'field:requestedFor': {
        en: ['Ordered: {{record.title}}', '{{record.id}} was received: {{record.title}}.'],
        de: ['Bestellt: {{record.title}}', '{{record.id}} ist eingegangen: {{record.title}}.'],
      },
      requester: {
        en: ['Ordered: {{record.title}}', '{{record.id}} was received: {{record.title}}.'],
        de: ['Bestellt: {{record.title}}', '{{record.id}} ist eingegangen: {{record.title}}.'],
      },
    },
    'request.approved': {
      requester: {
        en: ['Approved: {{record.title}}', '{{record.id}} is approved and will be fulfilled.'],
        de: ['Genehmigt: {{record.title}}', '{{record.id}} ist genehmigt und wird ausgeführt.'],
      },
    },
    'request.rejected': {
      requester: {
        en: ['Not approved: {{record.title}}', '{{record.id}} was not approved.\n\n{{record.decision}}'],
        de: ['Nicht genehmigt: {{record.title}}', '{{record.id}} wurde nicht genehmigt.\n\n{{record.decision}}'],
      },
    },
    'request.expected_date_changed': {
      requester: {
        en: [
          'New date: {{record.title}}',
          '{{record.id}} takes longer than planned. It is now expected on {{record.expectedAt}}.',
        ],
        de: [
          'Neuer Termin: {{record.title}}',
          '{{record.id}} dauert länger als geplant. Wir erwarten es nun am {{record.expectedAt}}.',
        ],
      },
    },
    'request.reminder_due': {
      addressee: {
        en: ['We wait for your answer: {{record.title}}', '{{record.id}} goes on when you have answered.'],
        de: ['Wir warten auf Ihre Antwort: {{record.title}}', '{{record.id}} geht weiter, sobald Sie antworten.'],
      },
    },
    'request.fulfilled': {
      'field:requestedFor': {
        en: [
          'Delivered: {{record.title}}',
          '{{record.id}} is fulfilled. Confirm the delivery, or say what is wrong with it.',
        ],
        de: [
          'Geliefert: {{record.title}}',
          '{{record.id}} ist erfüllt. Bestätigen Sie die Lieferung, oder sagen Sie, was daran nicht stimmt.',
        ],
      },
    },
    'request.failed': {
      requester: {
        en: [
          'Could not be fulfilled: {{record.title}}',
          '{{record.id}} could not be fulfilled; what was done is taken back.',
        ],
        de: [
          'Konnte nicht erfüllt werden: {{record.title}}',
          '{{record.id}} konnte nicht erfüllt werden; was getan war, ist zurückgenommen.',
        ],
      },
    },
    'request.canceled': {
      requester: {
        en: ['Cancelled: {{record.title}}', '{{record.id}} is cancelled.'],
        de: ['Abgebrochen: {{record.title}}', '{{record.id}} ist abgebrochen.'],
      },
    },
    'request.satisfaction_asked': {
      addressee: {
        en: ['How was it? {{record.title}}', '{{record.id}} is closed. Tell us how it went, from 1 to 5.'],
        de: ['Wie war es? {{record.title}}', '{{record.id}} ist geschlossen. Wie lief es, von 1 bis 5?'],
      },
    },
  },
  codes: {
    state: {
      draft: { de: 'Entwurf' },
      submitted: { de: 'eingereicht' },
      awaiting_approval: { en: 'awaiting approval', de: 'wartet auf Genehmigung' },
      approved: { de: 'genehmigt' },
      in_fulfilment: { en: 'in fulfilment', de: 'in Ausführung' },
      pending: { de: 'wartet' },
      fulfilled: { de: 'erfüllt' },
      closed: { de: 'geschlossen' },
      rejected: { de: 'abgelehnt' },
      canceled: { de: 'abgebrochen' },
      failed: { de: 'gescheitert' },
    },
  },
} satisfies RecordTexts;
