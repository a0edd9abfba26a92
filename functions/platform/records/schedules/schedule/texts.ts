/** What people are told of a schedule, in each language (A13). */
import type { RecordTexts } from '#shared/events/told';

export const scheduleTexts = {
  told: {
    'schedule.orphaned': {
      administrators: {
        en: [
          'A schedule is paused: {{record.title}}',
          '{{record.id}} was set up by {{event.maker}} and makes no more records: {{event.because}}. Whoever resumes it answers for it from then on.',
        ],
        de: [
          'Ein Zeitplan ruht: {{record.title}}',
          '{{record.id}} wurde von {{event.maker}} eingerichtet und legt keine Einträge mehr an, denn deren Berechtigung ist beendet. Wer ihn fortsetzt, verantwortet ihn fortan.',
        ],
      },
    },
  },
} satisfies RecordTexts;
