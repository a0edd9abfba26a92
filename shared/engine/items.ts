/** A record as an item of the table, with the index entries that its lists need. */

import { capabilitiesOf, timersOf } from '#shared/engine/capability';
import { isOpen } from '#shared/engine/decide';
import { type FreshEntry, type HistoryEntry, type KeptEntry, keptEntry, wholeEntry } from '#shared/engine/history';
import { keptPlaces } from '#shared/engine/list-places';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { generationOf, shapesOf } from '#shared/grammar/list-shapes';
import { hasIndex } from '#shared/grammar/lists';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import { itemFormat } from '#shared/store/item';
import * as keys from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import { sortableInstant, toSeconds } from '#shared/time/clock';

/** A record, and where its history stands. */
export interface Stored {
  readonly record: AnyRecord;
  readonly sequence: number;
  readonly hash: string;
  /** Which generation of its type's lists it has rows in (`list-shapes`); absent: it was written before there were any. */
  readonly listed?: string;
}

/** Sorts queues by priority, then due instant, then id, with nothing last (A1). */
function queueSortKey(record: AnyRecord, due: unknown): string {
  const priority = record.priority ?? 'P9';
  return `${priority}#${typeof due === 'string' ? sortableInstant(due) : '9999'}#${record.uid}`;
}

/** The earliest due instant among the record's running clocks. */
export function dueAtOf(record: AnyRecord): string | undefined {
  const due = Object.values(record.clocks ?? {}).flatMap((clock) =>
    clock.stoppedAt || !clock.dueAt ? [] : [clock.dueAt],
  );
  return due.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

/** The item to write for a record. */
export function recordItem(
  tenant: TenantId,
  process: string,
  definition: AnyRecordDefinition,
  { record, sequence, hash }: Stored,
  config: Configuration,
): Item {
  const { type } = definition;
  const open = isOpen(definition, record);
  const { lists } = definition;
  const listed = generationOf(shapesOf(definition));
  const queueSk = queueSortKey(record, definition.dueQueue ? record.dueAt : dueAtOf(record));
  const recentSk = `${sortableInstant(record.updatedAt)}#${record.uid}`;
  const due = record.deletedAt ? undefined : nextDue(definition, record, config);
  const hidden = record.deletedAt !== undefined;
  return {
    ...keys.recordKey(tenant, type, record.uid),
    process,
    type,
    tenantId: tenant,
    id: record.id,
    sequence,
    hash,
    ...(listed && { listed, places: keptPlaces(definition, record) }),
    record,
    listPk: hidden ? keys.deletedPk(tenant, type) : keys.listPk(tenant, type),
    listSk: recentSk,
    ...(hasIndex(lists, 'opened') && { openedSk: `${sortableInstant(record.openedAt)}#${record.uid}` }),
    ...(open && hasIndex(lists, 'open') && { openPk: keys.openPk(tenant, type), openSk: queueSk }),
    ...(open && hasIndex(lists, 'queue') && { queuePk: keys.queuePk(tenant, type, record.assignedGroup), queueSk }),
    ...(open &&
      hasIndex(lists, 'assignee') &&
      record.assignedTo && { assigneePk: keys.assigneePk(tenant, type, record.assignedTo), assigneeSk: queueSk }),
    ...(!hidden &&
      hasIndex(lists, 'requester') && {
        requesterPk: keys.requesterPk(tenant, type, record.requesterId ?? record.createdBy),
        requesterSk: recentSk,
      }),
    ...(due !== undefined && { duePk: keys.dueShard(record.uid), dueAt: new Date(due).toISOString() }),
    ...expiry(definition, record.createdAt),
  };
}

/** The next instant at which something happens to the record by itself, in epoch milliseconds: a timer of its definition, or of a capability. */
function nextDue(definition: AnyRecordDefinition, record: AnyRecord, config: Configuration): number | undefined {
  const due = [
    ...Object.values(timersOf(definition)).map((timer) => timer.at(record as never, config)),
    ...capabilitiesOf(definition).map((capability) => capability.due?.next(record, config)),
  ].filter((at) => at !== undefined);
  return due.length === 0 ? undefined : Math.min(...due);
}

/** When the table may drop an item of a record that is kept for a limited time. */
export function expiry({ keepDays }: AnyRecordDefinition, createdAt: string): { readonly expiresAt?: number } {
  return keepDays === undefined ? {} : { expiresAt: toSeconds(Date.parse(createdAt)) + keepDays * 86_400 };
}

/** A record read back; undefined for an item that is none. */
export function storedRecord(item: Item | undefined): Stored | undefined {
  if (!item || typeof item.record !== 'object') return undefined;
  const { record, sequence, hash, listed } = item;
  return {
    record: record as AnyRecord,
    sequence: Number(sequence),
    hash: String(hash),
    ...(typeof listed === 'string' && { listed }),
  };
}

/** A history entry as an item. The relay publishes its events. @param result where the answer to its request is kept for a day */
export function historyItem(
  tenant: TenantId,
  type: string,
  uid: string,
  entry: HistoryEntry | FreshEntry,
  result?: keys.Key,
): Item {
  const place = { pk: keys.recordPk(tenant, type, uid), sk: keys.eventSk(entry.sequence) };
  return { ...place, entry: keptEntry(entry, itemFormat()), ...(result && { resultPk: result.pk }) };
}

/** The entry of an item of the history, whole. */
export function historyEntry(item: Item): HistoryEntry {
  return wholeEntry(item.entry as HistoryEntry | KeptEntry);
}
