/** What is told when nobody has written anything: it says that there is something, and nothing of its inside. */
import type { Texts } from '#shared/text/languages';

export const standardTexts = {
  active: {
    en: 'We have confirmed a disruption and are working on it.',
    de: 'Wir haben eine Störung festgestellt und arbeiten daran.',
  },
  monitoring: {
    en: 'The service is back. We are keeping an eye on it.',
    de: 'Der Dienst ist wieder verfügbar. Wir beobachten ihn weiter.',
  },
  resolved: { en: 'This is over.', de: 'Das ist behoben.' },
  withdrawn: { en: 'This will not take place.', de: 'Das findet nicht statt.' },
} as const satisfies Readonly<Record<string, Texts>>;
