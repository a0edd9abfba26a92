/**
 * Guards of sets of records (ADR 52). A decision that rests on who is in a set, such as on there being nobody, reads the guards first and the set
 * after, and is written only while the guards are as they were; whoever joins or leaves writes one anew. So nobody joins unseen.
 */
import type { Writing } from '#shared/engine/seams';
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, recordPk, rowsGuardPk } from '#shared/store/keys';
import type { Store, Write } from '#shared/store/store';
import { toSeconds } from '#shared/time/clock';

const GUARD = 'GUARD#';
/** A decision takes seconds; a guard that is gone by then guards nothing any more. */
const KEPT_SECONDS = 86_400;

/** A set: the partition of its guards, and how many there are. */
export interface Guarded {
  readonly pk: string;
  /** One is written by everybody who joins; several let as many join at once, and cost as many checks. */
  readonly shards: number;
}

/** The record that joins or leaves, and the entry of its history by which it does. */
export interface Joining {
  readonly uid: string;
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Who joins by a plan that is being written. */
export const joining = ({ plan, sequence, now }: Pick<Writing, 'plan' | 'sequence' | 'now'>): Joining => ({
  uid: plan.after.uid,
  sequence,
  now,
});

const keyOf = (pk: string, shard: number): Key => ({ pk, sk: `${GUARD}${shard}` });

function shardOf(uid: string, shards: number): number {
  let sum = 0;
  for (let i = 0; i < uid.length; i++) sum = (sum + uid.charCodeAt(i)) % shards;
  return sum;
}

/** Who stands in a part of a declared list. @param pk partition of its rows */
export const rowsGuard = (pk: string): Guarded => ({ pk: rowsGuardPk(pk), shards: 1 });
/** With whom a record is linked. */
export const linksGuard = (tenant: TenantId, type: string, uid: string): Guarded => ({
  pk: recordPk(tenant, type, uid),
  shards: 1,
});

/** Tells whoever rests on the set that a record joins or leaves it. */
export function guardWrite({ pk, shards }: Guarded, { uid, sequence, now }: Joining): Write {
  const expiresAt = toSeconds(now) + KEPT_SECONDS;
  return { put: { ...keyOf(pk, shardOf(uid, shards)), guard: `${uid}#${sequence}`, expiresAt } };
}

/** Under which nobody has joined or left since now. To be read before the set is. */
export async function guardConditions(store: Store, { pk, shards }: Guarded): Promise<readonly Write[]> {
  const found = await store.queryAll({ pk, begins: GUARD });
  return Array.from({ length: shards }, (_, shard): Write => {
    const check = keyOf(pk, shard);
    const guard = found.find(({ sk }) => sk === check.sk)?.guard;
    return { check, condition: typeof guard === 'string' ? { guard } : 'absent' };
  });
}
