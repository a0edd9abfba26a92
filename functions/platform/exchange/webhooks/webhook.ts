/** A webhook as it is kept and as callers see it. */

import type { TenantId } from '#shared/ids/tenant-id';
import type { Actor } from '#shared/tenancy/context';
import type { Maker } from '#shared/tenancy/grant';
import type { Role } from '#shared/tenancy/roles';
import type { Condition } from './rules-match.ts';

/** `user` somebody disabled it, `failing` its receiver did not answer for days, `gone` the receiver said 410, `orphaned` its owner's grant is over. */
export type DisabledReason = 'user' | 'failing' | 'gone' | 'orphaned';

export interface Secret {
  /** `whsec_` and 32 bytes in base64, as Standard Webhooks writes them. */
  readonly value: string;
  /** Until when it still signs beside its successor; absent: the current one. */
  readonly validUntil?: string;
}

/** Whoever set it up last. */
export interface Owner extends Maker {
  readonly type: Actor['type'];
  readonly roles: readonly Role[];
  /** The MSP of an operator. */
  readonly homeTenantId?: TenantId;
}

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly description?: string;
  /** Names of events; `incident.*` is every event that begins so. Absent: every event. */
  readonly events?: readonly string[];
  readonly recordTypes?: readonly string[];
  /** All must hold for the record as the event left it. */
  readonly where?: readonly Condition[];
  /** `internal` brings what a requester never sees, work notes' existence included. */
  readonly scope: 'public' | 'internal';
  readonly payloadVersion: '1';
  readonly timeoutSeconds: number;
  readonly state: 'active' | 'disabled';
  readonly disabledAt?: string;
  readonly disabledReason?: DisabledReason;
  readonly secrets: readonly Secret[];
  /** Whose eyes it sees with: the roles of whoever set it up last. */
  readonly owner: Owner;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** How the receiver fares; kept beside the webhook so that failures do not change its version. */
export interface Health {
  readonly failingSince?: string;
  readonly failures: number;
  readonly lastFailureAt?: string;
  /** Nothing is sent before: epoch milliseconds. */
  readonly pauseUntil?: number;
}

export const HEALTHY: Health = { failures: 0 };

/** Secrets that sign at an instant, the current one first. @param now epoch milliseconds */
export function signingSecrets({ secrets }: Webhook, now: number): readonly string[] {
  return secrets
    .filter(({ validUntil }) => validUntil === undefined || now < Date.parse(validUntil))
    .map(({ value }) => value);
}

/** A webhook without its secrets, of which only the end of their time is told. */
export function presentWebhook({ secrets, owner, ...webhook }: Webhook, health: Health = HEALTHY) {
  const [old] = secrets.flatMap(({ validUntil }) => (validUntil === undefined ? [] : [validUntil]));
  const { failures, failingSince, lastFailureAt } = health;
  return {
    ...webhook,
    owner: {
      id: owner.id,
      roles: owner.roles,
      ...(owner.homeTenantId && { homeTenantId: owner.homeTenantId }),
      ...(owner.keyOf && { keyOf: owner.keyOf.id }),
    },
    ...(old && { previousSecretValidUntil: old }),
    health: { failures, ...(failingSince && { failingSince }), ...(lastFailureAt && { lastFailureAt }) },
  };
}
