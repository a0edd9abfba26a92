/** What people are told of a major incident, in each language (A13). */
import type { RecordTexts } from '#shared/events/told';

export const majorIncidentTexts = {
  told: {
    'major_incident.created': {
      'incident-managers': {
        en: [
          'Perhaps a major incident: {{record.title}}',
          '{{record.id}} was proposed ({{event.incidents}} incidents). Declare it, or reject it.',
        ],
        de: [
          'Vielleicht ein Major Incident: {{record.title}}',
          '{{record.id}} wurde vorgeschlagen ({{event.incidents}} Incidents). Erklären Sie ihn, oder weisen Sie ihn ab.',
        ],
      },
    },
    'major_incident.update_reminded': {
      addressee: {
        en: [
          'An update is due: {{record.title}}',
          'The update of {{record.id}} was due {{record.nextUpdateDue}}. Those affected wait for it.',
        ],
        de: [
          'Eine Meldung ist fällig: {{record.title}}',
          'Die Meldung zu {{record.id}} war fällig: {{record.nextUpdateDue}}. Die Betroffenen warten darauf.',
        ],
      },
    },
    'major_incident.update_escalated': {
      'service-owners': {
        en: [
          'No update of a major incident: {{record.title}}',
          'Nobody has told those affected by {{record.id}} how it stands. The update was due {{record.nextUpdateDue}}.',
        ],
        de: [
          'Keine Meldung zu einem Major Incident: {{record.title}}',
          'Niemand hat den von {{record.id}} Betroffenen gesagt, wie es steht. Die Meldung war fällig: {{record.nextUpdateDue}}.',
        ],
      },
    },
  },
} satisfies RecordTexts;
