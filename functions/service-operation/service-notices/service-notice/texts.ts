/** What those affected are told of a service notice, in each language (A13), and its codes in their words. */
import type { RecordTexts } from '#shared/events/told';

export const serviceNoticeTexts = {
  told: {
    'service_notice.announced': {
      affected: {
        en: ['Announced ({{record.effect}}): {{record.title}}', '{{update}}'],
        de: ['Angekündigt ({{record.effect}}): {{record.title}}', '{{update}}'],
      },
    },
    'service_notice.published': {
      affected: {
        en: ['{{record.effect}}: {{record.title}}', '{{update}}'],
        de: ['{{record.effect}}: {{record.title}}', '{{update}}'],
      },
    },
    'service_notice.update_posted': {
      affected: {
        en: ['News ({{record.effect}}): {{record.title}}', '{{update}}'],
        de: ['Neues ({{record.effect}}): {{record.title}}', '{{update}}'],
      },
    },
    'service_notice.monitoring_started': {
      affected: {
        en: ['Back: {{record.title}}', '{{update}}'],
        de: ['Wieder da: {{record.title}}', '{{update}}'],
      },
    },
    'service_notice.resolved': {
      affected: {
        en: ['Over: {{record.title}}', '{{update}}'],
        de: ['Behoben: {{record.title}}', '{{update}}'],
      },
    },
    'service_notice.withdrawn': {
      affected: {
        en: ['Called off: {{record.title}}', '{{update}}'],
        de: ['Abgesagt: {{record.title}}', '{{update}}'],
      },
    },
  },
  codes: {
    effect: {
      outage: { en: 'Outage', de: 'Ausfall' },
      degradation: { en: 'Degradation', de: 'Einschränkung' },
      maintenance: { en: 'Maintenance', de: 'Wartung' },
      none: { en: 'Information', de: 'Hinweis' },
    },
    state: {
      resolved: { de: 'gelöst' },
    },
  },
} satisfies RecordTexts;
