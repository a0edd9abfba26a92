/** What people are told of an article, in each language (A13), and its codes in their words. */
import type { RecordTexts } from '#shared/events/told';

export const knowledgeTexts = {
  told: {
    'knowledge.published': {
      'field:owner': {
        en: ['Published: {{record.title}}', '{{record.id}} is published, and valid until {{record.validUntil}}.'],
        de: [
          'Veröffentlicht: {{record.title}}',
          '{{record.id}} ist veröffentlicht und gilt bis {{record.validUntil}}.',
        ],
      },
      watchers: {
        en: ['New version: {{record.title}}', '{{record.id}} has a new version.'],
        de: ['Neue Fassung: {{record.title}}', '{{record.id}} hat eine neue Fassung.'],
      },
    },
    'knowledge.rejected': {
      'field:owner': {
        en: ['Not published: {{record.title}}', '{{record.id}} was returned:\n\n{{record.decision}}'],
        de: ['Nicht veröffentlicht: {{record.title}}', '{{record.id}} kam zurück:\n\n{{record.decision}}'],
      },
    },
    'knowledge.flagged': {
      'field:owner': {
        en: ['Flagged: {{record.title}}', 'Somebody says that {{record.id}} is not right. Please look at it.'],
        de: ['Beanstandet: {{record.title}}', 'Jemand beanstandet {{record.id}}. Bitte sehen Sie ihn durch.'],
      },
    },
    'knowledge.review_asked': {
      'field:owner': {
        en: [
          'To be reviewed: {{record.title}}',
          '{{record.id}} is valid until {{record.validUntil}}. Renew, revise or retire it.',
        ],
        de: [
          'Zu prüfen: {{record.title}}',
          '{{record.id}} gilt bis {{record.validUntil}}. Bitte verlängern, überarbeiten oder zurückziehen.',
        ],
      },
    },
    'knowledge.retired': {
      watchers: {
        en: ['Retired: {{record.title}}', '{{record.id}} is no longer in force.'],
        de: ['Zurückgezogen: {{record.title}}', '{{record.id}} gilt nicht mehr.'],
      },
    },
  },
  codes: {
    state: {
      draft: { de: 'Entwurf' },
      review: { en: 'in review', de: 'in Prüfung' },
      published: { de: 'veröffentlicht' },
      pending_retirement: { en: 'to be retired', de: 'vor dem Rückzug' },
      retired: { de: 'zurückgezogen' },
    },
    kind: {
      howto: { en: 'how-to', de: 'Anleitung' },
      troubleshooting: { de: 'Fehlersuche' },
      known_error: { en: 'known error', de: 'bekannter Fehler' },
      faq: { en: 'FAQ', de: 'häufige Frage' },
      policy: { de: 'Richtlinie' },
      release_note: { en: 'release note', de: 'Versionshinweis' },
      lesson: { en: 'lesson learned', de: 'Erfahrung' },
    },
  },
} satisfies RecordTexts;
