/** Who asks, for which tenant: made only from a verified authorizer context or from an event of our own bus. */
import type { Role } from '#shared/tenancy/roles';
import type { TenantId } from '#shared/tenancy/tenant-id';

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
}

/** Our own automation, acting inside one tenant. */
export function systemCaller(tenant: TenantId, id: string): Caller {
  return { tenant, actor: { type: 'system', id }, roles: new Set(['SYS']), client: `system:${id}` };
}
