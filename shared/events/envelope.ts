/** The domain event as it stands in the timeline, on the bus and in webhooks (A2). */
import type { Reach } from '#shared/events/reach';
import type { ActorType } from '#shared/tenancy/context';

export interface EventEnvelope {
  readonly eventId: string;
  /** `incident.resolved`; the bus's detail-type. */
  readonly name: string;
  /** `incident-management`; the bus's source is `itsm.<process>`. */
  readonly process: string;
  readonly tenantId: string;
  readonly type: string;
  /** The record's number. */
  readonly id: string;
  readonly uid: string;
  readonly recordVersion: number;
  readonly at: string;
  readonly actor: { readonly type: ActorType; readonly id: string; readonly onBehalfOf?: string };
  readonly command: string;
  readonly state: { readonly from?: string; readonly to: string };
  /** Names of changed fields; never their values when those are internal. */
  readonly changed: readonly string[];
  readonly correlationId: string;
  readonly causationId?: string;
  /** How many events led to this one; beyond {@link MAX_CAUSATION} a chain is parked. */
  readonly depth: number;
  /** Internal events never reach a requester's subscriptions. */
  readonly visibility: 'public' | 'internal';
  readonly data: Readonly<Record<string, unknown>>;
}

/** The bus's event as Lambda gets it. */
export interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: EventEnvelope & Reach;
}

/** The event alone, to be kept: whom it may reach is said of its delivery, and is another question later. */
export const withoutReach = ({ parties: _, unheard: __, ...event }: EventEnvelope & Reach): EventEnvelope => event;

/** How long a consumer remembers an event as consumed (A2). */
export const REMEMBER_SECONDS = 7 * 86_400;

/** A longer chain of cause and effect is a loop (A2). */
export const MAX_CAUSATION = 8;
