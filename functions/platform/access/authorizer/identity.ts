/** A proven identity: a person's verified token or a machine's access key. */

import type { Maker } from '#shared/tenancy/grant';
import type { Role } from '#shared/tenancy/roles';
import type { RegisteredTenant } from './registry.ts';

export interface Identity {
  /** The tenant that the identity belongs to. */
  readonly tenant: RegisteredTenant;
  readonly userId: string;
  readonly clientId: string;
  readonly name: string;
  readonly actorType: 'human' | 'machine' | 'robot';
  readonly roles: readonly Role[];
  /** Whose the access key is. */
  readonly madeBy?: Maker;
  /** Collections that it is for, as its maker's delegation is for no more; absent: all of them. */
  readonly scope?: readonly string[];
  /** The only clients that an operator of an MSP works for; absent: all. */
  readonly clients?: readonly string[];
  /** Whether the tenant has deactivated the user. */
  readonly deactivated?: boolean;
}
