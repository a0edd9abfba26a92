/** The page's own words, in the languages that the product speaks. */
import type { Effect, PublicState } from '#shared/kit/status/public-notice';
import type { ServiceState } from './status.ts';

export interface Words {
  readonly status: string;
  readonly overall: Readonly<Record<ServiceState, string>>;
  readonly service: Readonly<Record<ServiceState, string>>;
  readonly effect: Readonly<Record<Effect, string>>;
  readonly state: Readonly<Record<PublicState, string>>;
  readonly services: string;
  readonly current: string;
  readonly planned: string;
  readonly recent: string;
  readonly nothingCurrent: string;
  readonly nothingPlanned: string;
  readonly nothingRecent: string;
  readonly since: string;
  readonly begins: string;
  readonly ends: string;
  readonly restored: string;
  readonly nextUpdate: string;
  readonly resolved: string;
  readonly updates: string;
  readonly asOf: string;
  readonly notFoundTitle: string;
  readonly notFound: string;
}

const en: Words = {
  status: 'Service status',
  overall: {
    operational: 'All services are working.',
    monitoring: 'All services are back; we are keeping an eye on them.',
    maintenance: 'Maintenance is under way.',
    degradation: 'Some services do not work as they should.',
    outage: 'Some services are down.',
  },
  service: {
    operational: 'Working',
    monitoring: 'Back, being watched',
    maintenance: 'Maintenance',
    degradation: 'Degraded',
    outage: 'Outage',
  },
  effect: { outage: 'Outage', degradation: 'Degradation', maintenance: 'Maintenance', none: 'Information' },
  state: { planned: 'Planned', active: 'Under way', monitoring: 'Being watched', resolved: 'Over' },
  services: 'Services',
  current: 'Now',
  planned: 'Planned',
  recent: 'Recently',
  nothingCurrent: 'There is nothing to report.',
  nothingPlanned: 'Nothing is planned.',
  nothingRecent: 'There was nothing to report.',
  since: 'Since',
  begins: 'Begins',
  ends: 'Is to end',
  restored: 'Expected to be restored',
  nextUpdate: 'Next update by',
  resolved: 'Over since',
  updates: 'What was said, latest first',
  asOf: 'As of',
  notFoundTitle: 'There is no such page',
  notFound: 'There is no status page at this address.',
};

const de: Words = {
  status: 'Dienststatus',
  overall: {
    operational: 'Alle Dienste arbeiten.',
    monitoring: 'Alle Dienste sind wieder verfügbar; wir beobachten sie.',
    maintenance: 'Wartungsarbeiten sind im Gange.',
    degradation: 'Einige Dienste arbeiten eingeschränkt.',
    outage: 'Einige Dienste sind ausgefallen.',
  },
  service: {
    operational: 'Arbeitet',
    monitoring: 'Wieder da, wird beobachtet',
    maintenance: 'Wartung',
    degradation: 'Eingeschränkt',
    outage: 'Ausgefallen',
  },
  effect: { outage: 'Ausfall', degradation: 'Einschränkung', maintenance: 'Wartung', none: 'Hinweis' },
  state: { planned: 'Geplant', active: 'Im Gange', monitoring: 'Wird beobachtet', resolved: 'Vorbei' },
  services: 'Dienste',
  current: 'Jetzt',
  planned: 'Geplant',
  recent: 'In letzter Zeit',
  nothingCurrent: 'Es gibt nichts zu melden.',
  nothingPlanned: 'Es ist nichts geplant.',
  nothingRecent: 'Es gab nichts zu melden.',
  since: 'Seit',
  begins: 'Beginnt',
  ends: 'Soll enden',
  restored: 'Voraussichtlich behoben',
  nextUpdate: 'Nächste Meldung bis',
  resolved: 'Vorbei seit',
  updates: 'Was gesagt wurde, das Neueste zuerst',
  asOf: 'Stand',
  notFoundTitle: 'Diese Seite gibt es nicht',
  notFound: 'Unter dieser Adresse gibt es keine Statusseite.',
};

/** Words by language. */
export const words: Readonly<Record<string, Words>> = { en, de };
export { en as english };
