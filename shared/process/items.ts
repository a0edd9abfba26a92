/** A record as an item of the table, with the index entries that its lists need. */
import { isOpen } from '#shared/process/decide';
import type { AnyRecordDefinition } from '#shared/process/definition';
import type { HistoryEntry } from '#shared/process/history';
import type { AnyRecord } from '#shared/process/record';
import { nextDue } from '#shared/process/record-clocks';
import * as keys from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { TenantId } from '#shared/tenancy/tenant-id';

/** A record, and where its history stands. */
export interface Stored {
  readonly record: AnyRecord;
  readonly sequence: number;
  readonly hash: string;
}

/** Sorts queues by priority, then due instant, then id, with nothing last (A1). */
function queueSortKey(record: AnyRecord, due: unknown): string {
  const priority = record.priority ?? 'P9';
  return `${priority}#${due ?? '9999'}#${record.uid}`;
}

/** The earliest due instant among the record's running clocks. */
export function dueAtOf(record: AnyRecord): string | undefined {
  const due = Object.values(record.clocks ?? {}).flatMap((clock) =>
    clock.stoppedAt || !clock.dueAt ? [] : [clock.dueAt],
  );
  return due.sort()[0];
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
  const lists = new Set(definition.lists);
  const queueSk = queueSortKey(record, definition.dueQueue ? record.dueAt : dueAtOf(record));
  const recentSk = `${record.updatedAt}#${record.uid}`;
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
    record,
    listPk: hidden ? keys.deletedPk(tenant, type) : keys.listPk(tenant, type),
    listSk: recentSk,
    ...(lists.has('opened') && { openedSk: `${record.openedAt}#${record.uid}` }),
    ...(open && lists.has('open') && { openPk: keys.openPk(tenant, type), openSk: queueSk }),
    ...(open && lists.has('queue') && { queuePk: keys.queuePk(tenant, type, record.assignedGroup), queueSk }),
    ...(open &&
      lists.has('assignee') &&
      record.assignedTo && { assigneePk: keys.assigneePk(tenant, type, record.assignedTo), assigneeSk: queueSk }),
    ...(!hidden &&
      lists.has('requester') && {
        requesterPk: keys.requesterPk(tenant, type, record.requesterId ?? record.createdBy),
        requesterSk: recentSk,
      }),
    ...(due !== undefined && { duePk: keys.dueShard(record.uid), dueAt: new Date(due).toISOString() }),
    ...expiry(definition, record.createdAt),
  };
}

/** The timer item at which the retention service purges a record. */
export function retentionItem(tenant: TenantId, { type, uid, id }: AnyRecord, due: number): Item {
  return {
    ...keys.retentionKey(tenant, type, uid),
    process: 'retention',
    type,
    tenantId: tenant,
    id,
    duePk: keys.dueShard(uid),
    dueAt: new Date(due).toISOString(),
  };
}

/** When the table may drop an item of a record that is kept for a limited time. */
export function expiry({ keepDays }: AnyRecordDefinition, createdAt: string): { readonly expiresAt?: number } {
  return keepDays === undefined ? {} : { expiresAt: Math.floor(Date.parse(createdAt) / 1000) + keepDays * 86_400 };
}

/** A record read back; undefined for an item that is none. */
export function storedRecord(item: Item | undefined): Stored | undefined {
  if (!item || typeof item.record !== 'object') return undefined;
  return { record: item.record as AnyRecord, sequence: Number(item.sequence), hash: String(item.hash) };
}

/** A history entry as an item. The relay publishes its events. @param result where the answer to its request is kept for a day */
export function historyItem(tenant: TenantId, type: string, uid: string, entry: HistoryEntry, result?: keys.Key): Item {
  const place = { pk: keys.recordPk(tenant, type, uid), sk: keys.eventSk(entry.sequence) };
  return { ...place, entry, ...(result && { resultPk: result.pk }) };
}

export function historyEntry(item: Item): HistoryEntry {
  return item.entry as HistoryEntry;
}
