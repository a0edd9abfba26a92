/** A timer of the retention service is due: the record's time is over. */
import type { DueTimer } from '#shared/engine/due';
import { tenantId } from '#shared/ids/tenant-id';
import { purge } from './purge.ts';
import { placeOf } from './runtime.ts';

export async function purgeDue({ tenantId: tenant, type, uid }: DueTimer): Promise<void> {
  await purge(await placeOf(tenantId(tenant)), type, uid);
}
