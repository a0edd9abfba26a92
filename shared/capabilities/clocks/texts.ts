/** What people are told of the targets of any record, in each language (A13), and the codes of clocks in their words. */
import type { RecordTexts } from '#shared/events/told';

export const clocksTexts = {
  told: {
    'sla.threshold_reached': {
      assignee: {
        en: [
          '{{event.percent}} % of the time used: {{record.title}}',
          '{{event.percent}} % of the time for {{event.clock}} of {{record.id}} is used up. It is due {{event.dueAt}}.',
        ],
        de: [
          '{{event.percent}} % der Zeit verbraucht: {{record.title}}',
          '{{event.percent}} % der Zeit für {{event.clock}} von {{record.id}} sind verbraucht. Fällig {{event.dueAt}}.',
        ],
      },
      lead: {
        en: [
          '{{event.percent}} % of the time used: {{record.title}}',
          '{{event.percent}} % of the time for {{event.clock}} of {{record.id}} is used up. It is due {{event.dueAt}}.',
        ],
        de: [
          '{{event.percent}} % der Zeit verbraucht: {{record.title}}',
          '{{event.percent}} % der Zeit für {{event.clock}} von {{record.id}} sind verbraucht. Fällig {{event.dueAt}}.',
        ],
      },
      duty: {
        en: [
          'Nobody has it, and {{event.percent}} % of the time is used: {{record.title}}',
          '{{event.percent}} % of the time for {{event.clock}} of {{record.id}}, priority {{record.priority}}, is used up, and nobody works on it. It is due {{event.dueAt}}.',
        ],
        de: [
          'Niemand hat es, und {{event.percent}} % der Zeit sind verbraucht: {{record.title}}',
          '{{event.percent}} % der Zeit für {{event.clock}} von {{record.id}}, Priorität {{record.priority}}, sind verbraucht, und niemand arbeitet daran. Fällig {{event.dueAt}}.',
        ],
      },
      'incident-managers': {
        en: [
          '{{event.percent}} % of the time used: {{record.title}}',
          '{{event.percent}} % of the time for {{event.clock}} of {{record.id}}, priority {{record.priority}}, is used up. It is due {{event.dueAt}}.',
        ],
        de: [
          '{{event.percent}} % der Zeit verbraucht: {{record.title}}',
          '{{event.percent}} % der Zeit für {{event.clock}} von {{record.id}}, Priorität {{record.priority}}, sind verbraucht. Fällig {{event.dueAt}}.',
        ],
      },
    },
    'sla.breached': {
      duty: {
        en: [
          'Target missed, and nobody has it: {{record.title}}',
          'The target for {{event.clock}} of {{record.id}}, priority {{record.priority}}, was missed, and nobody works on it. It was due {{event.dueAt}}.',
        ],
        de: [
          'Ziel verfehlt, und niemand hat es: {{record.title}}',
          'Das Ziel für {{event.clock}} von {{record.id}}, Priorität {{record.priority}}, ist verfehlt, und niemand arbeitet daran. Fällig war es {{event.dueAt}}.',
        ],
      },
      assignee: {
        en: [
          'Target missed: {{record.title}}',
          'The target for {{event.clock}} of {{record.id}}, priority {{record.priority}}, was missed. It was due {{event.dueAt}}.',
        ],
        de: [
          'Ziel verfehlt: {{record.title}}',
          'Das Ziel für {{event.clock}} von {{record.id}}, Priorität {{record.priority}}, ist verfehlt. Fällig war es {{event.dueAt}}.',
        ],
      },
      lead: {
        en: [
          'Target missed: {{record.title}}',
          'The target for {{event.clock}} of {{record.id}}, priority {{record.priority}}, was missed. It was due {{event.dueAt}}.',
        ],
        de: [
          'Ziel verfehlt: {{record.title}}',
          'Das Ziel für {{event.clock}} von {{record.id}}, Priorität {{record.priority}}, ist verfehlt. Fällig war es {{event.dueAt}}.',
        ],
      },
      'service-owners': {
        en: [
          'Target missed: {{record.title}}',
          'The target for {{event.clock}} of {{record.id}} on service {{record.serviceId}} was missed. It was due {{event.dueAt}}.',
        ],
        de: [
          'Ziel verfehlt: {{record.title}}',
          'Das Ziel für {{event.clock}} von {{record.id}} am Service {{record.serviceId}} ist verfehlt. Fällig war es {{event.dueAt}}.',
        ],
      },
    },
    'ola.breached': {
      lead: {
        en: [
          'Target of your group missed: {{record.title}}',
          'Your group’s target for {{record.id}} was missed. It was due {{event.dueAt}}.',
        ],
        de: [
          'Ziel Ihrer Gruppe verfehlt: {{record.title}}',
          'Das Ziel Ihrer Gruppe für {{record.id}} ist verfehlt. Fällig war es {{event.dueAt}}.',
        ],
      },
    },
  },
  codes: {
    clock: {
      response: { de: 'Reaktion' },
      resolution: { de: 'Lösung' },
    },
  },
} satisfies RecordTexts;
