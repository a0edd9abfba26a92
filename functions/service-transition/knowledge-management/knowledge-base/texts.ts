/** The codes of the knowledge base in people's words (A13). */
import type { RecordTexts } from '#shared/events/told';

export const knowledgeBaseTexts = {
  told: {},
  codes: {
    state: { active: { de: 'aktiv' }, closed: { de: 'geschlossen' } },
    publishPolicy: { review: { en: 'after a review', de: 'nach Prüfung' }, instant: { en: 'at once', de: 'sofort' } },
  },
} satisfies RecordTexts;
