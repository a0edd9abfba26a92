/** What anybody may read of a service notice on a tenant's status page: the one shape that is written for it, and read from it. */
import type { Texts } from '#shared/text/languages';

/** What a notice says of the services it is about, the worst first. */
export const effects = ['outage', 'degradation', 'maintenance', 'none'] as const;
export type Effect = (typeof effects)[number];

/** Where a notice stands, as far as the page shows it. */
export type PublicState = 'planned' | 'active' | 'monitoring' | 'resolved';

export interface PublicUpdate {
  readonly at: string;
  readonly state: PublicState;
  readonly text: Texts;
}

/** Instants are RFC 3339 in UTC. It has nothing in it that was not written to be read by everybody. */
export interface PublicNotice {
  readonly id: string;
  readonly state: PublicState;
  readonly effect: Effect;
  /** Ids of services; those that the page does not list are not shown. */
  readonly services: readonly string[];
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly publishedAt?: string;
  readonly estimatedRestore?: string;
  readonly nextUpdateAt?: string;
  readonly resolvedAt?: string;
  /** Oldest first. */
  readonly updates: readonly PublicUpdate[];
}

/** How a tenant's status page is set up. There is none until `published` is true. */
export interface StatusPage {
  readonly published: boolean;
  /** The language of texts that say no other, and of readers whose languages nobody wrote: a BCP 47 tag. */
  readonly language: string;
  /** What the page is called; the tenant's name when absent. */
  readonly title?: string;
  /** The services on it, in this order, and what they are called in each language. Notices about others are not shown. */
  readonly services: readonly { readonly id: string; readonly name: Texts }[];
  /** Days for which what is over stays on the page. */
  readonly historyDays?: number;
}

/** The page as it is kept for whoever reads it. */
export interface ShownPage extends StatusPage {
  /** The tenant's name. */
  readonly tenant: string;
  /** An IANA time zone, in which the page tells the time. */
  readonly zone: string;
}

/** Days that a resolved notice is kept for the page at most. */
export const MAX_HISTORY_DAYS = 90;
export const HISTORY_DAYS = 14;
