/** What a tenant's status page says, for one reader: pure, and of nothing but what was written to be public. */
import {
  type Effect,
  effects,
  HISTORY_DAYS,
  type PublicNotice,
  type PublicState,
  type ShownPage,
} from '#shared/kit/status/public-notice';
import { inLanguage, type Texts } from '#shared/text/languages';

/** How a service does: the worst that is said of it now. */
export type ServiceState = 'operational' | 'monitoring' | Exclude<Effect, 'none'>;

export interface NamedService {
  readonly id: string;
  readonly name: string;
}

export interface ShownUpdate {
  readonly at: string;
  readonly state: PublicState;
  /** A BCP 47 tag: the text's own. */
  readonly language: string;
  readonly text: string;
}

/** Instants are RFC 3339 in UTC; updates come newest first. */
export interface ShownNotice extends Omit<PublicNotice, 'services' | 'updates'> {
  readonly services: readonly NamedService[];
  readonly updates: readonly ShownUpdate[];
}

export interface ServiceStatus {
  readonly title: string;
  /** An IANA time zone. */
  readonly zone: string;
  /** The worst of all services. */
  readonly state: ServiceState;
  readonly services: readonly (NamedService & { readonly state: ServiceState })[];
  readonly current: readonly ShownNotice[];
  readonly planned: readonly ShownNotice[];
  readonly recent: readonly ShownNotice[];
}

const DAY_MS = 86_400_000;
/** The worst first. */
const severity: readonly ServiceState[] = ['outage', 'degradation', 'maintenance', 'monitoring', 'operational'];
const worst = (states: readonly ServiceState[]): ServiceState =>
  severity.find((state) => states.includes(state)) ?? 'operational';

/**
 * @param wished the reader's languages, best first; the page's own is tried after them
 * @param now epoch milliseconds
 */
export function statusOf(
  page: ShownPage,
  notices: readonly PublicNotice[],
  wished: readonly string[],
  now: number,
): ServiceStatus {
  const languages = [...wished, page.language];
  const said = (texts: Texts) => inLanguage(texts, languages) ?? { language: page.language, text: '' };
  const listed = page.services.map(({ id, name }): NamedService => ({ id, name: said(name).text }));
  const shown = notices.flatMap((notice): readonly ShownNotice[] => {
    const services = listed.filter(({ id }) => notice.services.includes(id));
    const updates = notice.updates.map(({ at, state, text }) => ({ at, state, ...said(text) })).reverse();
    return services.length > 0 ? [{ ...notice, services, updates }] : [];
  });
  const services = listed.map((service) => ({ ...service, state: stateOf(service, shown) }));
  const since = now - (page.historyDays ?? HISTORY_DAYS) * DAY_MS;
  const ended = ({ resolvedAt }: ShownNotice): number => Date.parse(resolvedAt ?? '');
  const began = ({ publishedAt, startsAt }: ShownNotice): number => Date.parse(publishedAt ?? startsAt ?? '');
  return {
    title: page.title ?? page.tenant,
    zone: page.zone,
    state: worst(services.map(({ state }) => state)),
    services,
    current: shown
      .filter(({ state }) => state === 'active' || state === 'monitoring')
      .sort((a, b) => effects.indexOf(a.effect) - effects.indexOf(b.effect) || began(b) - began(a)),
    planned: shown.filter(({ state }) => state === 'planned').sort((a, b) => began(a) - began(b)),
    recent: shown
      .filter((notice) => notice.state === 'resolved' && ended(notice) >= since)
      .sort((a, b) => ended(b) - ended(a)),
  };
}

function stateOf({ id }: NamedService, notices: readonly ShownNotice[]): ServiceState {
  const about = notices.filter(({ services }) => services.some((service) => service.id === id));
  return worst(
    about.flatMap(({ state, effect }): readonly ServiceState[] => {
      if (effect === 'none') return [];
      if (state === 'monitoring') return ['monitoring'];
      return state === 'active' ? [effect] : [];
    }),
  );
}
