/** A proven identity: a person's verified token or a machine's access key. */

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
  /** Whether the tenant has deactivated the user. */
  readonly deactivated?: boolean;
}

/** The credential proves nothing; the caller gets a 401 and no reason. */
export class Unauthenticated extends Error {}
