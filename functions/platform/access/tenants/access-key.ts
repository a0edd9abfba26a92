/** An access key as its tenant keeps it, without its secret, and why it works no more, if so. */
import type { Item } from '#shared/store/store';
import { acting } from '#shared/tenancy/acting';
import type { Configuration } from '#shared/tenancy/configuration';
import { type Ending, endOf, type Maker } from '#shared/tenancy/grant';
import type { Role } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';

export interface StoredKey {
  readonly hash: string;
  /** What is shown of it. */
  readonly key: {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly expiresOn?: string;
    readonly createdAt: string;
    readonly createdBy: string;
    /** The MSP of the operator who made it. */
    readonly homeTenantId?: string;
    readonly takenOverAt?: string;
    readonly takenOverBy?: string;
  };
  /** Whose it is; absent in keys from before this was noted, which are the tenant's. */
  readonly maker?: Maker;
  /** Whether the administrators were told that it works no more. */
  readonly told?: true;
}

/** The table's own edge: only the access keys' own files write what is read here. */
export const keyIn = (item: Item): StoredKey => ({
  hash: String(item.hash),
  key: item.key as StoredKey['key'],
  ...(item.maker !== undefined && { maker: item.maker as Maker }),
  ...(item.told === true && { told: true }),
});

/** Why the key is refused, as far as its maker is the reason; undefined while the grant holds. */
export function endingOf({ maker }: StoredKey, { standings }: Configuration): Ending | undefined {
  return maker && endOf(maker, acting['access-key'].needs, standings, clock.now());
}
