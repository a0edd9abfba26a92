/** Who asks, for which tenant: made only from a verified authorizer context or from an event of our own bus. */

import { operatorOf } from '#shared/ids/person';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Maker } from '#shared/tenancy/grant';
import type { Role } from '#shared/tenancy/roles';

export type ActorType = 'human' | 'robot' | 'machine' | 'system' | 'msp';

export interface Actor {
  readonly type: ActorType;
  readonly id: string;
  /** The tenant that the actor comes from, when it is another one (an MSP's operator). */
  readonly homeTenantId?: TenantId;
  readonly onBehalfOf?: string;
}

export interface Caller {
  readonly tenant: TenantId;
  readonly actor: Actor;
  readonly roles: ReadonlySet<Role>;
  /** What idempotency keys and rate limits are counted for: an access key or a person. */
  readonly client: string;
  /** Collections that the caller may know of, where a delegation names them; absent: all. */
  readonly scope?: readonly string[];
  /** An auditor of an MSP inside a client: whatever the client has delegated, they change nothing. */
  readonly readsOnly?: true;
  /** Whose the access key is that a machine calls with. */
  readonly madeBy?: Maker;
}

/** The caller as the maker of something that acts later. @param at RFC 3339 */
export function makerOf({ actor, madeBy }: Pick<Caller, 'actor' | 'madeBy'>, at: string): Maker {
  if (!madeBy) return { id: actor.id, at };
  const { until, ...keyOf } = madeBy;
  return { id: actor.id, at, keyOf, ...(until !== undefined && { until }) };
}

/** The operator of an MSP who calls, or whose access key does; undefined for the tenant's own people and their keys. */
export function operatorBehind({ actor, madeBy }: Pick<Caller, 'actor' | 'madeBy'>): string | undefined {
  const id = madeBy?.id ?? actor.id;
  return operatorOf(id) && id;
}

/** Our own automation, acting inside one tenant. */
export function systemCaller(tenant: TenantId, id: string): Caller {
  return { tenant, actor: { type: 'system', id }, roles: new Set(['SYS']), client: `system:${id}` };
}
