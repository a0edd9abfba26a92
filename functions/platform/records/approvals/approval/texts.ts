/** What approvers are told, in each language (A13), and the codes of an approval in their words. */
import type { RecordTexts } from '#shared/events/told';

export const approvalTexts = {
  told: {
    'approval.opened': {
      approvers: {
        en: [
          'Your decision is needed: {{record.title}}',
          'Hello {{recipient}},\n\n{{record.subjectId}} waits for your decision in {{record.id}}, until {{record.dueAt}}.',
        ],
        de: [
          'Ihre Entscheidung wird gebraucht: {{record.title}}',
          'Guten Tag {{recipient}},\n\n{{record.subjectId}} wartet in {{record.id}} auf Ihre Entscheidung, bis {{record.dueAt}}.',
        ],
      },
    },
    'approval.level_opened': {
      approvers: {
        en: [
          'Your decision is needed: {{record.title}}',
          'Hello {{recipient}},\n\n{{record.subjectId}} waits for your decision in {{record.id}}, until {{record.dueAt}}.',
        ],
        de: [
          'Ihre Entscheidung wird gebraucht: {{record.title}}',
          'Guten Tag {{recipient}},\n\n{{record.subjectId}} wartet in {{record.id}} auf Ihre Entscheidung, bis {{record.dueAt}}.',
        ],
      },
    },
    'approval.voter_left': {
      approvers: {
        en: [
          'Your decision is needed: {{record.title}}',
          'Hello {{recipient}},\n\n{{event.user}} is no longer there. {{record.subjectId}} now waits for your decision in {{record.id}}, until {{record.dueAt}}.',
        ],
        de: [
          'Ihre Entscheidung wird gebraucht: {{record.title}}',
          'Guten Tag {{recipient}},\n\n{{event.user}} ist nicht mehr da. {{record.subjectId}} wartet in {{record.id}} nun auf Ihre Entscheidung, bis {{record.dueAt}}.',
        ],
      },
    },
    'approval.escalated': {
      approvers: {
        en: [
          'Escalated to you: {{record.title}}',
          'Hello {{recipient}},\n\nnobody has decided {{record.subjectId}} in time. It now waits for you in {{record.id}}, until {{record.dueAt}}.',
        ],
        de: [
          'An Sie eskaliert: {{record.title}}',
          'Guten Tag {{recipient}},\n\nüber {{record.subjectId}} hat niemand rechtzeitig entschieden. Es wartet nun in {{record.id}} auf Sie, bis {{record.dueAt}}.',
        ],
      },
    },
    'approval.reminded': {
      approvers: {
        en: [
          'Reminder: {{record.title}}',
          'Hello {{recipient}},\n\n{{record.subjectId}} still waits for your decision in {{record.id}}, until {{record.dueAt}}.',
        ],
        de: [
          'Erinnerung: {{record.title}}',
          'Guten Tag {{recipient}},\n\n{{record.subjectId}} wartet in {{record.id}} noch auf Ihre Entscheidung, bis {{record.dueAt}}.',
        ],
      },
    },
  },
  codes: {
    outcome: {
      pending: { de: 'wartet' },
      approved: { de: 'genehmigt' },
      rejected: { de: 'abgelehnt' },
      expired: { de: 'abgelaufen' },
    },
  },
} satisfies RecordTexts;
