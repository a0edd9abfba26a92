/** Purges a record whose retention is over: the record and its certificate in one transaction, then everything that hung on it. */

import { newEvent } from '#shared/events/new-event';
import { objectKey } from '#shared/objects/object-keys';
import { type Stored, storedRecord } from '#shared/process/items';
import { keptUntil, purgedAt } from '#shared/process/retention';
import * as keys from '#shared/store/keys';
import { type Item, TransactionRefused, type Write } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';
import { deleteAll, standingBeside } from './beside.ts';
import { type Certificate, certify } from './certificate.ts';
import type { Place } from './runtime.ts';

/**
 * Does what the retention timer of a record asks for, as the record stands now: purges it, or sets the timer anew. Begun again after a
 * crash it goes on where it stopped: the timer is the last item to go.
 */
export async function purge(place: Place, type: string, uid: string): Promise<void> {
  const { tenant, store, config } = place;
  const items = await store.queryAll({ pk: keys.recordPk(tenant, type, uid) });
  const timer = items.find(({ sk }) => sk === keys.RETENTION);
  if (!timer) return;
  const stored = storedRecord(items.find(({ sk }) => sk === keys.RECORD));
  if (stored) {
    const now = clock.now();
    const due = purgedAt(stored.record, config);
    if (due === undefined) return store.delete(keys.retentionKey(tenant, type, uid));
    // The tenant keeps such records longer than when the timer was set.
    if (due > now) return store.put({ ...timer, dueAt: new Date(due).toISOString() });
    const certificate = certify(stored, items, keptUntil(stored.record, config) ?? due, now);
    if (!(await certifyAndDelete(place, stored, certificate))) return;
  }
  const rest = items.filter(({ sk }) => sk !== keys.RECORD && sk !== keys.RETENTION);
  await deleteFiles(place, type, uid, rest);
  await deleteAll(place, [...(await standingBeside(place, uid)), ...rest]);
  await store.delete(keys.retentionKey(tenant, type, uid));
}

/** Files first: as long as its item is there, it is known that a file may be. */
async function deleteFiles(
  { tenant, objects }: Place,
  type: string,
  uid: string,
  items: readonly Item[],
): Promise<void> {
  for (const { sk } of items) {
    if (!sk.startsWith(keys.ATTACHMENT)) continue;
    const ref = { tenant, type, uid, id: sk.slice(keys.ATTACHMENT.length) };
    for (const area of ['attachments', 'incoming'] as const) await objects.delete(objectKey(area, ref));
  }
}

/** @returns false when the record has changed since it was read, by a legal hold for one: the timer comes again. */
async function certifyAndDelete({ tenant, store }: Place, stored: Stored, certificate: Certificate): Promise<boolean> {
  const { type, uid, id } = stored.record;
  const writes: Write[] = [
    { delete: keys.recordKey(tenant, type, uid), condition: { sequence: stored.sequence } },
    { put: { ...keys.certificateKey(tenant, id), certificate }, condition: 'absent' },
    { put: purgedEvent(tenant, certificate) },
  ];
  try {
    await store.transact(writes);
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
}

/** The event that tells of the purge, where the relay finds it. */
function purgedEvent(tenant: TenantId, { type, number, uid, hash, purgedAt: at }: Certificate): Item {
  const event = newEvent({
    name: 'record.purged',
    process: 'retention',
    tenantId: tenant,
    type,
    id: number,
    uid,
    recordVersion: 0,
    at: toInstant(Date.parse(at)),
    actor: { type: 'system', id: 'retention' },
    command: 'purge',
    state: { to: 'purged' },
    correlationId: uid,
    data: { hash },
  });
  return { pk: keys.certificatePk(tenant), sk: `${keys.EVENT}${event.eventId}`, entry: { events: [event] } };
}
