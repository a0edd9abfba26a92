/** Codes of a request model in people's words (A14). */
import type { RecordTexts } from '#shared/events/told';

export const requestModelTexts = {
  told: {},
  codes: {
    state: {
      draft: { de: 'Entwurf' },
      published: { de: 'veröffentlicht' },
      suspended: { de: 'ausgesetzt' },
      retired: { de: 'zurückgezogen' },
    },
  },
} satisfies RecordTexts;
