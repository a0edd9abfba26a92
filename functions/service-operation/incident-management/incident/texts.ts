/** What people are told of an incident, in each language (A13), and its codes in their words. */
import type { RecordTexts } from '#shared/events/told';

export const incidentTexts = {
  told: {
    'incident.created': {
      requester: {
        self: true,
        en: [
          'We have your report: {{record.title}}',
          'Hello {{recipient}},\n\nthank you for your report. Its number is {{record.id}}; we will tell you as soon as there is news.',
        ],
        de: [
          'Ihre Meldung ist da: {{record.title}}',
          'Guten Tag {{recipient}},\n\nvielen Dank für Ihre Meldung. Sie hat die Nummer {{record.id}}; wir melden uns, sobald es Neues gibt.',
        ],
      },
    },
    'incident.assigned': {
      assignee: {
        en: [
          '{{record.title}} is yours',
          '{{actor}} assigned {{record.id}} to you. Priority {{record.priority}}, service {{record.serviceId}}.',
        ],
        de: [
          '{{record.title}} ist Ihnen zugewiesen',
          '{{actor}} hat Ihnen {{record.id}} zugewiesen. Priorität {{record.priority}}, Service {{record.serviceId}}.',
        ],
      },
      group: {
        en: [
          'New in your queue: {{record.title}}',
          '{{record.id}} waits for somebody of your group to take it. Priority {{record.priority}}.',
        ],
        de: [
          'Neu in Ihrer Warteschlange: {{record.title}}',
          '{{record.id}} wartet darauf, dass jemand aus Ihrer Gruppe es übernimmt. Priorität {{record.priority}}.',
        ],
      },
    },
    'incident.commented': {
      requester: {
        en: ['News about {{record.title}}', '{{actor}} wrote:\n\n{{comment}}\n\nTo answer, comment on {{record.id}}.'],
        de: [
          'Neues zu {{record.title}}',
          '{{actor}} schreibt:\n\n{{comment}}\n\nZum Antworten kommentieren Sie {{record.id}}.',
        ],
      },
      assignee: {
        en: ['Comment on {{record.title}}', '{{actor}} wrote on {{record.id}}:\n\n{{comment}}'],
        de: ['Kommentar zu {{record.title}}', '{{actor}} schreibt zu {{record.id}}:\n\n{{comment}}'],
      },
      watchers: {
        en: ['News about {{record.title}}', '{{actor}} wrote on {{record.id}}:\n\n{{comment}}'],
        de: ['Neues zu {{record.title}}', '{{actor}} schreibt zu {{record.id}}:\n\n{{comment}}'],
      },
    },
    'incident.held': {
      requester: {
        en: [
          'Your report waits: {{record.title}}',
          'We have put {{record.id}} on hold. It waits for {{record.holdReason}}.',
        ],
        de: [
          'Ihre Meldung wartet: {{record.title}}',
          'Wir haben {{record.id}} zurückgestellt. Es wartet auf: {{record.holdReason}}.',
        ],
      },
    },
    'incident.reminder_due': {
      requester: {
        en: [
          'We need your answer: {{record.title}}',
          'Hello {{recipient}},\n\nwe asked you something about {{record.id}} and have not heard from you. Please comment on it, so that we can go on.',
        ],
        de: [
          'Wir brauchen Ihre Antwort: {{record.title}}',
          'Guten Tag {{recipient}},\n\nwir haben Sie zu {{record.id}} etwas gefragt und noch nichts von Ihnen gehört. Bitte kommentieren Sie es, damit wir weitermachen können.',
        ],
      },
    },
    'incident.resolved': {
      requester: {
        en: [
          'Resolved: {{record.title}}',
          'Hello {{recipient}},\n\n{{record.id}} is resolved:\n\n{{record.resolution.notes}}\n\nIf it is not, reopen it.',
        ],
        de: [
          'Gelöst: {{record.title}}',
          'Guten Tag {{recipient}},\n\n{{record.id}} ist gelöst:\n\n{{record.resolution.notes}}\n\nFalls nicht, öffnen Sie es bitte wieder.',
        ],
      },
      watchers: {
        en: ['Resolved: {{record.title}}', '{{record.id}} is resolved:\n\n{{record.resolution.notes}}'],
        de: ['Gelöst: {{record.title}}', '{{record.id}} ist gelöst:\n\n{{record.resolution.notes}}'],
      },
      reporters: {
        en: [
          'Resolved: {{record.title}}',
          'Hello {{recipient}},\n\n{{record.id}}, which was handled together with another report, is resolved.\n\nIf it is not, comment on {{record.id}}.',
        ],
        de: [
          'Gelöst: {{record.title}}',
          'Guten Tag {{recipient}},\n\n{{record.id}}, das zusammen mit einer anderen Meldung bearbeitet wurde, ist gelöst.\n\nFalls nicht, kommentieren Sie bitte {{record.id}}.',
        ],
      },
    },
    'incident.merged': {
      requester: {
        en: [
          'Handled together with another report: {{record.title}}',
          'Hello {{recipient}},\n\n{{record.id}} is about the same as another report and is handled together with it. You need do nothing; we tell you under this number when it is resolved.',
        ],
        de: [
          'Zusammen mit einer anderen Meldung: {{record.title}}',
          'Guten Tag {{recipient}},\n\n{{record.id}} betrifft dasselbe wie eine andere Meldung und wird mit ihr zusammen bearbeitet. Sie müssen nichts tun; wir sagen Ihnen unter dieser Nummer, wenn es gelöst ist.',
        ],
      },
    },
    'incident.unmerged': {
      requester: {
        en: [
          'Handled by itself again: {{record.title}}',
          'Hello {{recipient}},\n\n{{record.id}} is handled by itself again, and no longer together with another report.',
        ],
        de: [
          'Wieder für sich: {{record.title}}',
          'Guten Tag {{recipient}},\n\n{{record.id}} wird wieder für sich bearbeitet, nicht mehr zusammen mit einer anderen Meldung.',
        ],
      },
    },
    'incident.closed': {
      requester: {
        en: ['Closed: {{record.title}}', '{{record.id}} is closed. Thank you for your patience.'],
        de: ['Geschlossen: {{record.title}}', '{{record.id}} ist geschlossen. Vielen Dank für Ihre Geduld.'],
      },
    },
    'incident.satisfaction_asked': {
      requester: {
        self: true,
        en: [
          'How did we do? {{record.title}}',
          'Hello {{recipient}},\n\n{{record.id}} is resolved. We would like to know how content you are with it.',
        ],
        de: [
          'Wie zufrieden sind Sie? {{record.title}}',
          'Guten Tag {{recipient}},\n\n{{record.id}} ist gelöst. Wir möchten gern wissen, wie zufrieden Sie damit sind.',
        ],
      },
    },
    'incident.reopened': {
      assignee: {
        en: ['Reopened: {{record.title}}', '{{record.id}} was reopened by {{actor}} and is yours again.'],
        de: ['Wieder offen: {{record.title}}', '{{actor}} hat {{record.id}} wieder geöffnet; es ist wieder Ihres.'],
      },
      group: {
        en: ['Reopened: {{record.title}}', '{{record.id}} was reopened by {{actor}} and waits in your queue.'],
        de: [
          'Wieder offen: {{record.title}}',
          '{{actor}} hat {{record.id}} wieder geöffnet; es wartet in Ihrer Warteschlange.',
        ],
      },
    },
    'incident.escalated': {
      lead: {
        en: ['Escalated: {{record.title}}', '{{record.id}}, priority {{record.priority}}, was escalated by {{actor}}.'],
        de: ['Eskaliert: {{record.title}}', '{{actor}} hat {{record.id}}, Priorität {{record.priority}}, eskaliert.'],
      },
    },
    'incident.joined_major': {
      requester: {
        en: [
          'We are working on it already: {{record.title}}',
          'Hello {{recipient}},\n\n{{record.id}} belongs to a disruption that we know of ({{record.major}}). We tell you as soon as there is news.',
        ],
        de: [
          'Wir arbeiten bereits daran: {{record.title}}',
          'Guten Tag {{recipient}},\n\n{{record.id}} gehört zu einer Störung, die wir kennen ({{record.major}}). Sobald es Neues gibt, melden wir uns.',
        ],
      },
    },
  },
  codes: {
    state: {
      new: { de: 'neu' },
      assigned: { de: 'zugewiesen' },
      in_progress: { en: 'in progress', de: 'in Arbeit' },
      pending: { de: 'wartet' },
      resolved: { de: 'gelöst' },
      closed: { de: 'geschlossen' },
      canceled: { de: 'abgebrochen' },
    },
    holdReason: {
      awaiting_caller: { en: 'an answer from you', de: 'Antwort des Meldenden' },
      awaiting_vendor: { en: 'the supplier', de: 'Antwort des Lieferanten' },
      awaiting_change: { en: 'a change', de: 'eine Änderung' },
      awaiting_problem: { en: 'a problem to be solved', de: 'die Lösung eines Problems' },
      scheduled_with_user: { en: 'the time agreed with you', de: 'einen vereinbarten Termin' },
    },
  },
} satisfies RecordTexts;
