/** What people are told of access keys, in each language (A13). */
import type { RecordTexts } from '#shared/events/told';

export const tenantsTexts = {
  told: {
    'access_key.orphaned': {
      administrators: {
        en: [
          'An access key needs a new owner',
          'The access key {{event.title}} ({{record.id}}) was made by {{event.maker}} and is refused: {{event.because}}. Take it over, or revoke it.',
        ],
        de: [
          'Ein Zugangsschlüssel braucht einen neuen Eigentümer',
          'Der Zugangsschlüssel {{event.title}} ({{record.id}}) wurde von {{event.maker}} angelegt und wird abgewiesen, denn deren Berechtigung ist beendet. Übernehmen Sie ihn, oder widerrufen Sie ihn.',
        ],
      },
    },
  },
} satisfies RecordTexts;
