/** Purges a record whose retention is over: the record and its certificate in one transaction, then everything that hung on it. */

import { RETENTION, retentionKey } from '#shared/capabilities/retention/keys';
import { keptUntil, purgedAt } from '#shared/capabilities/retention/retention';
import { type Stored, storedRecord } from '#shared/engine/items';
import { placesKept } from '#shared/engine/list-places';
import { listWrites } from '#shared/engine/list-rows';
import type { Kept } from '#shared/grammar/capability';
import { keptWith, listsOf } from '#shared/grammar/record-types';
import { serviceEvent } from '#shared/grammar/service-events';
import type { TenantId } from '#shared/ids/tenant-id';
import { objectKey } from '#shared/objects/object-keys';
import { isWritten } from '#shared/store/attempt';
import * as keys from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';
import { clock, toInstant } from '#shared/time/clock';
import { deleteAll, standingBeside } from './beside.ts';
import { type Certificate, certify } from './certificate.ts';
import { purgeEvents } from './contract.ts';
import { certificateKey, certificatePk } from './keys.ts';
import type { Place } from './runtime.ts';

/**
 * Does what the retention timer of a record asks for, as the record stands now: purges it, or sets the timer anew. Begun again after a
 * crash it goes on where it stopped: the timer is the last item to go.
 * @param keeps what capabilities of the type keep beside the record
 */
export async function purge(place: Place, type: string, uid: string, keeps = keptWith(type)): Promise<void> {
  const { tenant, store, config } = place;
  const items = await store.queryAll({ pk: keys.recordPk(tenant, type, uid) });
  const timer = items.find(({ sk }) => sk === RETENTION);
  if (!timer) return;
  const stored = storedRecord(items.find(({ sk }) => sk === keys.RECORD));
  if (stored) {
    const now = clock.now();
    const due = purgedAt(stored.record, config);
    if (due === undefined) return store.delete(retentionKey(tenant, type, uid));
    // The tenant keeps such records longer than when the timer was set.
    if (due > now) return store.put({ ...timer, dueAt: new Date(due).toISOString() });
    const certificate = certify(stored, items, keeps, keptUntil(stored.record, config) ?? due, now);
    const rows = rowsGone(tenant, stored, items);
    if (!(await certifyAndDelete(place, stored, certificate, rows))) return;
  }
  const rest = items.filter(({ sk }) => sk !== keys.RECORD && sk !== RETENTION);
  await deleteFiles(place, type, uid, rest, keeps);
  await deleteAll(place, [...(await standingBeside(place, uid)), ...rest]);
  await store.delete(retentionKey(tenant, type, uid));
}

/** Its places in lists go with it. */
function rowsGone(tenant: TenantId, { record }: Stored, items: readonly Item[]): readonly Write[] {
  const shapes = listsOf(record.type);
  const kept = items.find(({ sk }) => sk === keys.RECORD)?.places;
  return listWrites({
    tenant,
    type: record.type,
    shapes,
    before: { record, places: placesKept(record, kept, shapes) },
  });
}

/** Files first: as long as its item is there, it is known that a file may be. */
async function deleteFiles(
  { tenant, objects }: Place,
  type: string,
  uid: string,
  items: readonly Item[],
  keeps: readonly Kept[],
): Promise<void> {
  const files = keeps.filter((kept) => kept.files);
  for (const { sk } of items) {
    const kept = files.find(({ begins }) => sk.startsWith(begins));
    if (!kept) continue;
    const ref = { tenant, type, uid, id: sk.slice(kept.begins.length) };
    for (const area of ['attachments', 'incoming'] as const) await objects.delete(objectKey(area, ref));
  }
}

/** @returns false when the record has changed since it was read, by a legal hold for one: the timer comes again. */
function certifyAndDelete(
  { tenant, store }: Place,
  stored: Stored,
  certificate: Certificate,
  rows: readonly Write[],
): Promise<boolean> {
  const { type, uid, id } = stored.record;
  const writes: Write[] = [
    { delete: keys.recordKey(tenant, type, uid), condition: { sequence: stored.sequence } },
    ...rows,
    { put: { ...certificateKey(tenant, id), certificate }, condition: 'absent' },
    { put: purgedEvent(tenant, certificate) },
  ];
  return isWritten(store, writes);
}

/** The event that tells of the purge, where the relay finds it. */
function purgedEvent(tenant: TenantId, { type, number, uid, hash, purgedAt: at }: Certificate): Item {
  const event = serviceEvent(purgeEvents, 'purged', {
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
  return { pk: certificatePk(tenant), sk: `${keys.EVENT}${event.eventId}`, entry: { events: [event] } };
}
